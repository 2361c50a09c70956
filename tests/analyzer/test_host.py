"""The machine in the most detailed report and in what `doctor` says."""

import os

from analyzer import Analyzer
from analyzer.host import Host, host_now, in_words


def test_the_machine_is_told_plausibly() -> None:
    """Two sources agree, and the parts are no larger than the whole."""
    host = host_now()
    assert host and host.cpus == os.cpu_count() and host.cpus_usable == len(os.sched_getaffinity(0))
    assert 0 < host.memory_available_bytes <= host.memory_bytes
    assert host.memory_bytes == os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def test_in_words() -> None:
    """One line says it, also where the number of processors is not known."""
    host = Host(None, 2, 16_000_000_000, 7_640_000_000, (0.5, 1.25, 2.0))
    assert in_words(host) == (
        "unknown processors, 2 of them usable; 7.6 of 16.0 GB of memory available; load 0.50 1.25 2.00"
    )


def test_only_the_most_detailed_report_tells_it() -> None:
    """At level 4 the system's state names the machine; below there is no such state."""
    with Analyzer() as analyzer:
        whole, less = analyzer.diagnose("1 / 0", level=4), analyzer.diagnose("1 / 0", level=3)
    assert whole.system_state and whole.system_state.host
    assert whole.system_state.host.cpus_usable > 0 and "system_state" not in less.model_dump()
