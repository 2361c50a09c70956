"""The filters, run by an interpreter of our own, which says what the kernel would decide."""

import errno
import struct
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from executor.policy import OPEN, POLICIES, STANDARD, STRICT, Policy
from executor.sandbox.bpf import ALLOW, INSTRUCTION, NOTIFY, Condition, Program, Rule, assemble, failing
from executor.sandbox.call_rules import rules
from executor.sandbox.kernel import AUDIT_ARCHITECTURES, numbers

X86, ARM = "x86_64", "aarch64"
I386 = 0x40000003
OURS = 4711
KERNEL_LIMIT = 4096


@dataclass(frozen=True)
class Call:
    """A system call as the kernel shows it to a filter."""

    name: str
    arguments: tuple[int, ...] = ()
    number: int | None = None
    architecture: int | None = None


def decide(program: Program, family: str, call: Call, process: int = OURS) -> int:
    """Run the program as the kernel does: one accumulator, jumps forward only."""
    number = numbers(family)[call.name] if call.number is None else call.number
    architecture = AUDIT_ARCHITECTURES[family] if call.architecture is None else call.architecture
    arguments = (*call.arguments, 0, 0, 0, 0, 0, 0)[:6]
    words = [argument & (1 << 64) - 1 for argument in arguments]
    seen = struct.pack("<IIQ6Q", number, architecture, 0, *words)
    code = bytearray(program.code)
    for place in program.process_at:
        struct.pack_into("<I", code, place, process)
    at, accumulator = 0, 0
    while True:
        operation, if_true, if_false, constant = INSTRUCTION.unpack_from(code, at * INSTRUCTION.size)
        at += 1
        match operation:
            case 0x20:
                accumulator = struct.unpack_from("<I", seen, constant)[0]
            case 0x54:
                accumulator &= constant
            case 0x05:
                at += constant
            case 0x15:
                at += if_true if accumulator == constant else if_false
            case 0x35:
                at += if_true if accumulator >= constant else if_false
            case 0x06:
                return int(constant)
            case _:
                raise AssertionError(f"no such operation: {operation:#x}")


def program_for(policy: Policy, family: str, *, modern: bool = True) -> Program:
    """The filter of a policy on that family of processors."""
    allowed = rules(policy, signals_are_scoped=modern, truncation_is_held=modern)
    return assemble(allowed, NOTIFY, numbers(family), AUDIT_ARCHITECTURES[family])


PIPE_FLAG = 0o2000000
DECISIONS = [
    pytest.param(STRICT, Call("read"), ALLOW, id="reading is work"),
    pytest.param(STRICT, Call("mmap"), ALLOW, id="memory is work"),
    pytest.param(STRICT, Call("openat"), ALLOW, id="opening is Landlock's business"),
    pytest.param(STRICT, Call("futex"), ALLOW, id="locks are work"),
    pytest.param(STRICT, Call("socket", (2, 1)), NOTIFY, id="strict has no sockets"),
    pytest.param(STANDARD, Call("socket", (2, 1)), NOTIFY, id="standard has no sockets"),
    pytest.param(OPEN, Call("socket", (2, 1)), ALLOW, id="open has internet sockets"),
    pytest.param(OPEN, Call("socket", (10, 2)), ALLOW, id="open has sockets of version 6"),
    pytest.param(OPEN, Call("socket", (1, 1)), NOTIFY, id="nobody has unix sockets"),
    pytest.param(OPEN, Call("socket", (2, 1, 132)), NOTIFY, id="nobody makes the kernel load a protocol"),
    pytest.param(OPEN, Call("socket", (2, 3, 1)), NOTIFY, id="nobody has raw sockets"),
    pytest.param(OPEN, Call("socket", (16, 3, 0)), ALLOW, id="asking for the routes"),
    pytest.param(OPEN, Call("socket", (16, 3, 9)), NOTIFY, id="asking for the audit log"),
    pytest.param(STRICT, Call("fcntl", (3, 4)), ALLOW, id="flags of a descriptor"),
    pytest.param(STRICT, Call("fcntl", (3, 8)), NOTIFY, id="naming whom the kernel shall signal"),
    pytest.param(STRICT, Call("fcntl", (3, 10)), NOTIFY, id="naming the signal"),
    pytest.param(OPEN, Call("fcntl", (3, 1024)), NOTIFY, id="a lease on a file"),
    pytest.param(OPEN, Call("socket", (17, 3)), NOTIFY, id="nobody has packet sockets"),
    pytest.param(STRICT, Call("socketpair", (1, 1)), ALLOW, id="a pair of streams"),
    pytest.param(STRICT, Call("socketpair", (1, 1 | 0o4000 | PIPE_FLAG)), ALLOW, id="a pair with flags"),
    pytest.param(STRICT, Call("socketpair", (1, 2)), NOTIFY, id="a pair of datagrams could send to a path"),
    pytest.param(OPEN, Call("socketpair", (1, 2)), NOTIFY, id="even with a network"),
    pytest.param(STRICT, Call("sendto", (3, 1, 1, 0, 0)), ALLOW, id="sending to the other end"),
    pytest.param(STRICT, Call("sendto", (3, 1, 1, 0, 1 << 32)), NOTIFY, id="an address in the upper half"),
    pytest.param(STRICT, Call("sendto", (3, 1, 1, 0, 8)), NOTIFY, id="sending to an address"),
    pytest.param(STRICT, Call("clone", (0x3D0F00,)), ALLOW, id="a thread as the C library makes it"),
    pytest.param(STRICT, Call("clone", (17,)), NOTIFY, id="a process in strict"),
    pytest.param(STANDARD, Call("clone", (0x4100 | 17,)), NOTIFY, id="a vfork in standard"),
    pytest.param(OPEN, Call("clone", (17,)), ALLOW, id="a process in open"),
    pytest.param(OPEN, Call("clone", (0x4100 | 17,)), ALLOW, id="a vfork in open"),
    pytest.param(OPEN, Call("clone", (0x10000000 | 17,)), NOTIFY, id="a user namespace in open"),
    pytest.param(STRICT, Call("clone", (0x10000 | 0x10000000,)), NOTIFY, id="a thread with a namespace"),
    pytest.param(OPEN, Call("clone", (0x8000 | 17,)), NOTIFY, id="a child of our own parent"),
    pytest.param(OPEN, Call("clone3"), failing(errno.ENOSYS), id="clone3 hides its flags"),
    pytest.param(OPEN, Call("unshare", (0x10000000,)), NOTIFY, id="unshare in open"),
    pytest.param(OPEN, Call("setsid"), NOTIFY, id="nobody leaves the process group"),
    pytest.param(STRICT, Call("execve"), NOTIFY, id="a program in strict"),
    pytest.param(OPEN, Call("execve"), ALLOW, id="a program in open"),
    pytest.param(OPEN, Call("execveat"), NOTIFY, id="a program without a path"),
    pytest.param(STRICT, Call("tgkill", (OURS, 99, 6)), ALLOW, id="abort signals the own process"),
    pytest.param(STRICT, Call("tgkill", (OURS + 1, 99, 6)), NOTIFY, id="another process is not its own"),
    pytest.param(STRICT, Call("kill", (OURS, 15)), ALLOW, id="a signal to itself"),
    pytest.param(STRICT, Call("kill", (-1, 9)), NOTIFY, id="a signal to everybody"),
    pytest.param(STRICT, Call("kill", (0, 9)), NOTIFY, id="a signal to the group"),
    pytest.param(STRICT, Call("kill", (-OURS, 9)), NOTIFY, id="a signal to its own group"),
    pytest.param(OPEN, Call("kill", (OURS + 1, 9)), ALLOW, id="open: Landlock draws the line"),
    pytest.param(STRICT, Call("tkill", (OURS, 9)), NOTIFY, id="a thread of anybody"),
    pytest.param(STRICT, Call("prlimit64", (0, 7, 0, 1)), ALLOW, id="reading a limit"),
    pytest.param(STRICT, Call("prlimit64", (0, 7, 1 << 32, 1)), NOTIFY, id="setting one from high memory"),
    pytest.param(STRICT, Call("prlimit64", (0, 2, 8, 0)), ALLOW, id="moving the limit of memory"),
    pytest.param(STRICT, Call("prlimit64", (1, 2, 8, 0)), NOTIFY, id="moving somebody else's"),
    pytest.param(STRICT, Call("prctl", (15,)), ALLOW, id="naming a thread"),
    pytest.param(STRICT, Call("prctl", (4, 0)), NOTIFY, id="hiding from the parent"),
    pytest.param(STRICT, Call("ioctl", (0, 0x5421)), ALLOW, id="not to block"),
    pytest.param(STRICT, Call("ioctl", (0, 0x5401)), failing(errno.ENOTTY), id="is this a terminal"),
    pytest.param(STRICT, Call("ioctl", (0, 0x5412)), NOTIFY, id="typing into a terminal"),
    pytest.param(STRICT, Call("mkdir"), NOTIFY, id="strict makes no directory"),
    pytest.param(STANDARD, Call("mkdirat"), ALLOW, id="standard has a scratch directory"),
    pytest.param(STANDARD, Call("fchmodat"), failing(0), id="a mode seems to change"),
    pytest.param(STRICT, Call("fchmod"), NOTIFY, id="not in strict"),
    pytest.param(STANDARD, Call("fchownat"), NOTIFY, id="an owner never"),
    pytest.param(OPEN, Call("setxattr"), failing(errno.ENOTSUP), id="extended attributes"),
    pytest.param(STRICT, Call("mbind"), failing(errno.ENOSYS), id="a library's probe"),
    pytest.param(OPEN, Call("ptrace"), NOTIFY, id="tracing"),
    pytest.param(OPEN, Call("io_uring_setup"), NOTIFY, id="a second way to call"),
    pytest.param(OPEN, Call("mount"), NOTIFY, id="mounting"),
    pytest.param(OPEN, Call("bpf"), NOTIFY, id="loading programs into the kernel"),
    pytest.param(OPEN, Call("open_by_handle_at"), NOTIFY, id="opening without a path"),
    pytest.param(OPEN, Call("process_vm_readv"), NOTIFY, id="another process's memory"),
    pytest.param(OPEN, Call("memfd_create"), NOTIFY, id="memory that no limit counts"),
    pytest.param(OPEN, Call("shmget"), NOTIFY, id="shared memory that outlives us"),
]


@pytest.mark.parametrize("family", [X86, ARM])
@pytest.mark.parametrize(("policy", "call", "action"), DECISIONS)
def test_decides_about_each_call(policy: Policy, call: Call, action: int, family: str) -> None:
    """One decision per call, the same on both families of processors where both have it."""
    if call.name in numbers(family):
        assert decide(program_for(policy, family), family, call) == action


OLD_CALLS = [
    pytest.param(Call("truncate"), NOTIFY, id="cutting a file by its path"),
    pytest.param(Call("openat", (0, 0, 0o1000)), failing(errno.EACCES), id="reading that cuts"),
    pytest.param(Call("openat", (0, 0, 0o1003)), failing(errno.EACCES), id="neither reading nor writing"),
    pytest.param(Call("openat", (0, 0, 0o1101)), ALLOW, id="writing that cuts is held by Landlock"),
    pytest.param(Call("openat", (0, 0, 0)), ALLOW, id="reading"),
    pytest.param(Call("openat2"), failing(errno.ENOSYS), id="flags behind a pointer"),
    pytest.param(Call("kill", (OURS + 1, 9)), NOTIFY, id="signals to others, even in open"),
    pytest.param(Call("kill", (OURS, 9)), ALLOW, id="signals to itself"),
]


@pytest.mark.parametrize("family", [X86, ARM])
@pytest.mark.parametrize(("call", "action"), OLD_CALLS)
def test_makes_up_for_an_old_landlock(call: Call, action: int, family: str) -> None:
    """What an early Landlock does not hold is held here."""
    assert decide(program_for(OPEN, family, modern=False), family, call) == action


FOREIGN = [
    pytest.param(Call("read", architecture=I386), id="a 32-bit call"),
    pytest.param(Call("read", number=0x40000000), id="x32 read"),
    pytest.param(Call("read", number=0xFFFFFFFF), id="minus one"),
    pytest.param(Call("read", number=100_000), id="a number from the future"),
]


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@pytest.mark.parametrize("family", [X86, ARM])
@pytest.mark.parametrize("call", FOREIGN)
def test_refuses_foreign_ways_in(call: Call, family: str, policy: Policy) -> None:
    """Another calling convention is refused whatever its number means."""
    assert decide(program_for(policy, family), family, call) == NOTIFY


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@pytest.mark.parametrize("family", [X86, ARM])
def test_allows_only_what_a_rule_names(family: str, policy: Policy) -> None:
    """Every number there is, known or not: without a rule for it, it is refused."""
    program = program_for(policy, family)
    named = {rule.call for rule in rules(policy, signals_are_scoped=True, truncation_is_held=True)}
    expected = {number for name, number in numbers(family).items() if name in named}
    unnamed = [number for number in range(2000) if number not in expected]
    assert {decide(program, family, Call("", number=number)) for number in unnamed} == {NOTIFY}


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@pytest.mark.parametrize("family", [X86, ARM])
def test_fits_into_the_kernel(family: str, policy: Policy) -> None:
    """The kernel takes 4096 instructions."""
    assert 0 < program_for(policy, family).length <= KERNEL_LIMIT


CONDITIONS = st.builds(
    Condition,
    argument=st.integers(0, 5),
    value=st.integers(0, 3) | st.none(),
    mask=st.sampled_from([0xFFFFFFFF, 1, 2]),
    high=st.booleans(),
)
RULES = st.lists(
    st.builds(
        Rule,
        call=st.sampled_from(["read", "write", "kill", "statx", "unheard_of"]),
        action=st.sampled_from([ALLOW, failing(1), failing(2)]),
        conditions=st.lists(CONDITIONS, max_size=3).map(tuple),
    ),
    max_size=12,
)
WORDS = st.integers(0, 3) | st.sampled_from([1 << 32, 1 << 33, (1 << 64) - 1])


def expected(given_rules: list[Rule], call: Call) -> int:
    """What the rules mean, said without jumps."""
    for rule in given_rules:
        halves = [
            (call.arguments[c.argument] >> (32 if c.high else 0) & c.mask, 2 if c.value is None else c.value)
            for c in rule.conditions
        ]
        if rule.call == call.name and all(found == wanted for found, wanted in halves):
            return rule.action
    return NOTIFY


@given(RULES, st.sampled_from(["read", "write", "kill", "statx", "close"]), st.tuples(*[WORDS] * 6))
def test_means_what_the_rules_say(given_rules: list[Rule], name: str, arguments: tuple[int, ...]) -> None:
    """The first rule that fits decides, whatever the order of the numbers."""
    program = assemble(given_rules, NOTIFY, numbers(X86), AUDIT_ARCHITECTURES[X86])
    call = Call(name, arguments)
    assert decide(program, X86, call, process=2) == expected(given_rules, call)


def test_reaches_over_more_than_a_jump() -> None:
    """A jump goes 255 instructions far; a long table needs more."""
    long = [Rule(name, failing(number % 100), (Condition(0, 1),)) for name, number in numbers(X86).items()]
    program = assemble(long, NOTIFY, numbers(X86), AUDIT_ARCHITECTURES[X86])
    found = {name: decide(program, X86, Call(name, (1,))) for name in numbers(X86)}
    assert found == {name: failing(number % 100) for name, number in numbers(X86).items()}
