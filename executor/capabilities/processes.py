"""Starting other programs and processes."""

from executor.capability import Capability, named

processes = Capability(
    name="processes",
    operation="process",
    modules=named(
        """
        _multiprocessing _posixshmem _posixsubprocess _winapi concurrent.futures.process ensurepip
        multiprocess multiprocessing pexpect pip plumbum popen2 pty sh subprocess venv
        """
    ),
    audit_events=named(
        """
        ensurepip.bootstrap os.exec os.fork os.forkpty os.posix_spawn os.spawn os.startfile
        os.startfile/2 os.system os.unshare pty.spawn subprocess.Popen
        """
    ),
    system_calls=named(
        """
        clone clone3 execve execveat fork setns setpgid setsid unshare vfork
        """
    ),
    reason="the sandbox starts no other processes",
    alternatives=(
        "Do the work in Python: the standard library has a module for most things a command does",
        "Use `threading` or `concurrent.futures.ThreadPoolExecutor` to do several things at once",
        "Ask for the policy `open`, which may start processes",
    ),
    calls=named(
        """
        asyncio.create_subprocess_exec asyncio.create_subprocess_shell
        concurrent.futures.ProcessPoolExecutor multiprocessing.Manager multiprocessing.Pool os.execl
        os.execv os.execve os.execvp os.popen os.spawnl os.spawnv subprocess.call subprocess.check_call
        subprocess.check_output subprocess.getoutput subprocess.getstatusoutput subprocess.run
        """
    ),
)
