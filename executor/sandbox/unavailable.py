"""The refusal to run anything without protection."""


class SandboxUnavailable(Exception):
    """This host cannot isolate a program; nothing was run. The message says why."""
