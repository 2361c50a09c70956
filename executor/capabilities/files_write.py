"""Creating, changing and removing files of the machine."""

from executor.capability import Capability, named

files_write = Capability(
    name="files_write",
    operation="file_write",
    modules=named(
        """
        _dbm _gdbm dbm fcntl shelve shutil tempfile
        """
    ),
    audit_events=named(
        """
        fcntl.fcntl fcntl.flock fcntl.ioctl fcntl.lockf os.chflags os.chmod os.chown os.link os.lockf
        os.mkdir os.remove os.removexattr os.rename os.rmdir os.setxattr os.symlink os.truncate os.utime
        shutil.chown shutil.copyfile shutil.copymode shutil.copystat shutil.copytree shutil.make_archive
        shutil.move shutil.rmtree shutil.unpack_archive tempfile.mkdtemp tempfile.mkstemp
        """
    ),
    system_calls=named(
        """
        chmod chown creat fallocate fchmod fchmodat fchmodat2 fchown fchownat fremovexattr fsetxattr
        futimesat ioctl lchown link linkat lremovexattr lsetxattr memfd_create mkdir mkdirat mknod
        mknodat mount removexattr rename renameat renameat2 rmdir setxattr symlink symlinkat truncate
        umount2 unlink unlinkat utime utimensat utimes
        """
    ),
    reason="nothing outside the sandbox may be created, changed or removed",
    alternatives=(
        "Keep the data in memory: `io.StringIO` and `io.BytesIO` take the place of a file",
        "Print the result, or leave it as the value of the last expression",
        "Write to the current directory under the policy `standard`, where it dies with the run",
    ),
    calls=named(
        """
        pathlib.Path.write_text pathlib.Path.write_bytes pathlib.Path.mkdir pathlib.Path.touch
        pathlib.Path.unlink pathlib.Path.rename pathlib.Path.replace pathlib.Path.rmdir
        pathlib.Path.symlink_to pathlib.Path.chmod os.makedirs os.unlink os.replace os.removedirs
        shutil.copy shutil.copy2
        """
    ),
)
