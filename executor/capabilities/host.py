"""The machine itself: its environment, its users, its settings."""

from executor.capability import Capability, named

host = Capability(
    name="host",
    operation="host",
    modules=named(
        """
        _winreg curses distutils dotenv getpass grp msvcrt nt os posix psutil pwd readline spwd syslog
        termios tty winreg winsound
        """
    ),
    audit_events=named(
        """
        os.putenv os.setuid os.unsetenv resource.prlimit resource.setrlimit syslog.closelog
        syslog.openlog syslog.setlogmask syslog.syslog
        """
    ),
    system_calls=named(
        """
        acct adjtimex capset chroot clock_adjtime clock_settime ioperm iopl pivot_root prctl prlimit64
        quotactl reboot sched_setattr sched_setparam sched_setscheduler setdomainname setfsgid setfsuid
        setgid setgroups sethostname setpriority setregid setresgid setresuid setreuid setrlimit
        settimeofday setuid swapoff swapon syslog vhangup
        """
    ),
    reason="the sandbox shows nothing of the machine: no environment, no users, no settings",
    alternatives=(
        "Write settings into the program as literals; the environment is empty",
        "Use `pathlib.PurePath` or `posixpath` to join and split paths",
        "Ask for the policy `standard` if the program needs the `os` module itself",
    ),
)
