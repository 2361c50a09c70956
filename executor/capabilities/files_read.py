"""Reading files and directories of the machine."""

from executor.capability import Capability, named

files_read = Capability(
    name="files_read",
    operation="file_read",
    modules=named(
        """
        filecmp glob
        """
    ),
    audit_events=named(
        """
        glob.glob glob.glob/2 os.chdir os.fwalk os.getxattr os.listdir os.listxattr os.scandir os.walk
        pathlib.Path.glob pathlib.Path.rglob sqlite3.connect sqlite3.connect/handle
        """
    ),
    system_calls=named(
        """
        access chdir faccessat faccessat2 fanotify_init fchdir getxattr inotify_add_watch inotify_init
        inotify_init1 lgetxattr listxattr name_to_handle_at open open_by_handle_at openat openat2 stat
        """
    ),
    reason="no file outside the sandbox may be read but Python's own",
    alternatives=(
        "Pass the content in as a literal, wrapped in `io.StringIO` where a file object is needed",
        "Hand the content over on standard input and read it with `sys.stdin.read()`",
    ),
    calls=named(
        """
        builtins.open io.open io.FileIO pathlib.Path.open pathlib.Path.read_text
        pathlib.Path.read_bytes pathlib.Path.iterdir codecs.open gzip.open bz2.open lzma.open
        zipfile.ZipFile tarfile.open linecache.getlines os.open
        """
    ),
)
