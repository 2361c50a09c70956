"""The machine that a program ran on: how much of it there is, and how busy it is."""

from dataclasses import dataclass

GIGABYTE = 10**9


@dataclass(frozen=True, slots=True)
class Host:
    """What a machine has, and what of it is free now.

    A container may be allowed less: `cpus_usable` counts only the processors that this process may use,
    but the memory is the machine's. The load is how many processes run or wait, over 1, 5 and 15 minutes.
    """

    cpus: int | None
    cpus_usable: int
    memory_bytes: int
    memory_available_bytes: int
    load: tuple[float, float, float]


def host_now() -> Host | None:
    """Look at the machine; None where it does not show itself, as with a hidden `/proc`."""
    import psutil  # noqa: PLC0415 - 50 ms, and only the most detailed report tells it

    try:
        memory = psutil.virtual_memory()
        usable = len(psutil.Process().cpu_affinity())
        one, five, fifteen = psutil.getloadavg()
    except (psutil.Error, OSError, RuntimeError, ValueError, KeyError, IndexError):
        return None
    return Host(psutil.cpu_count(), usable, memory.total, memory.available, (one, five, fifteen))


def in_words(host: Host) -> str:
    """Tell a machine in one line."""
    free, whole = host.memory_available_bytes / GIGABYTE, host.memory_bytes / GIGABYTE
    load = " ".join(f"{mean:.2f}" for mean in host.load)
    return (
        f"{host.cpus or 'unknown'} processors, {host.cpus_usable} of them usable; "
        f"{free:.1f} of {whole:.1f} GB of memory available; load {load}"
    )
