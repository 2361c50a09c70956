"""Where the interpreter keeps things: the table that CPython 3.13 puts at the start of its state.

3.12 has none: there it is what its headers say (see `executor.stack.fixed`).
"""

from executor.stack.memory import Memory, Unreadable

COOKIE = b"xdebugpy"
SERIES = 0x030D
"""3.13. That of 3.14 differs: where the number is another one, nothing is read."""
TABLE = (
    ("runtime_state", "size finalizing interpreters_head"),
    (
        "interpreter_state",
        (
            "size id next threads_head gc imports_modules sysdict builtins ceval_gil gil_runtime_state "
            "gil_runtime_state_enabled gil_runtime_state_locked gil_runtime_state_holder"
        ),
    ),
    (
        "thread_state",
        "size prev next interp current_frame thread_id native_thread_id datastack_chunk status",
    ),
    ("interpreter_frame", "size previous executable instr_ptr localsplus owner"),
    (
        "code_object",
        (
            "size filename name qualname linetable firstlineno argcount localsplusnames localspluskinds "
            "co_code_adaptive"
        ),
    ),
    ("pyobject", "size ob_type"),
    ("type_object", "size tp_name tp_repr tp_flags"),
    ("tuple_object", "size ob_item ob_size"),
    ("list_object", "size ob_item ob_size"),
    ("dict_object", "size ma_keys ma_values"),
    ("float_object", "size ob_fval"),
    ("long_object", "size lv_tag ob_digit"),
    ("bytes_object", "size ob_size ob_sval"),
    ("unicode_object", "size state length asciiobject_size"),
)
FARTHEST = 4096 * 256
CURRENT = "cframe.current_frame"
"""In 3.12 a thread knows its frame through a structure on the stack of C."""

type Layout = dict[str, int]

FIXED: Layout = {
    "runtime_state.interpreters_head": 40,
    "interpreter_state.next": 0,
    "interpreter_state.threads_head": 72,
    "thread_state.next": 8,
    "thread_state.current_frame": 56,
    CURRENT: 0,
    "thread_state.native_thread_id": 144,
    "interpreter_frame.executable": 0,
    "interpreter_frame.previous": 8,
    "interpreter_frame.instr_ptr": 56,
    "interpreter_frame.owner": 70,
    "interpreter_frame.localsplus": 72,
    "code_object.firstlineno": 68,
    "code_object.localsplusnames": 96,
    "code_object.localspluskinds": 104,
    "code_object.filename": 112,
    "code_object.qualname": 128,
    "code_object.linetable": 136,
    "code_object.co_code_adaptive": 192,
    "pyobject.ob_type": 8,
    "type_object.tp_name": 24,
    "type_object.tp_flags": 168,
    "tuple_object.ob_size": 16,
    "tuple_object.ob_item": 24,
    "list_object.ob_size": 16,
    "list_object.ob_item": 24,
    "dict_object.ma_keys": 32,
    "float_object.ob_fval": 16,
    "long_object.lv_tag": 16,
    "long_object.ob_digit": 24,
    "bytes_object.ob_size": 16,
    "bytes_object.ob_sval": 32,
    "unicode_object.length": 16,
    "unicode_object.state": 32,
    "unicode_object.asciiobject_size": 40,
}
"""3.12 on 64 bits."""


def layout_of(memory: Memory, runtime: int) -> Layout:
    """Read the table; raises Unreadable where it is not that of this version.

    Whoever gives an address says that one of the versions that we know keeps its state there.
    """
    if memory.read(runtime, 8) != COOKIE:
        return FIXED
    if memory.word(runtime + 8) >> 16 != SERIES:
        raise Unreadable("the table is that of another version")
    if memory.word(runtime + 16):
        raise Unreadable("the interpreter runs without its lock")
    names = [f"{group}.{name}" for group, fields in TABLE for name in fields.split()]
    found = {name: memory.word(runtime + 24 + 8 * index) for index, name in enumerate(names)}
    if max(found.values()) > FARTHEST:
        raise Unreadable("the table makes no sense")
    return found
