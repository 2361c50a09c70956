"""Reading files and directories of the machine."""

from executor.capability import Capability

files_read = Capability(
    name="files_read",
    operation="file_read",
    modules=frozenset({"filecmp", "glob"}),
    audit_events=frozenset(
        {
            *(
                "glob.glob",
                "glob.glob/2",
                "os.chdir",
                "os.fwalk",
                "os.getxattr",
                "os.listdir",
                "os.listxattr",
            ),
            *("os.scandir", "os.walk", "pathlib.Path.glob", "pathlib.Path.rglob", "sqlite3.connect"),
            "sqlite3.connect/handle",
        }
    ),
    system_calls=frozenset(
        {
            *("access", "chdir", "faccessat", "faccessat2", "fanotify_init", "fchdir", "getxattr"),
            *("inotify_add_watch", "inotify_init", "inotify_init1", "lgetxattr", "listxattr"),
            *("name_to_handle_at", "open", "open_by_handle_at", "openat", "openat2", "stat"),
        }
    ),
    reason="the sandbox holds no files but Python's own",
    alternatives=(
        "Pass the content in as a literal, and wrap it in `io.StringIO` or `io.BytesIO` where a file is needed",
        "Hand the content over on standard input and read it with `sys.stdin.read()`",
    ),
)
