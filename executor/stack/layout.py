"""Where the interpreter keeps things: the table that CPython 3.13 puts at the start of its state."""

from executor.stack.memory import Memory, Unreadable

COOKIE = b"xdebugpy"
SERIES = 0x030D
"""3.13. 3.12 has no such table, that of 3.14 differs: where the number is another one, nothing is read."""
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

type Layout = dict[str, int]


def layout_of(memory: Memory, runtime: int) -> Layout:
    """Read the table; raises Unreadable where it is not that of this version."""
    if memory.read(runtime, 8) != COOKIE:
        raise Unreadable("no table stands at the start of the interpreter's state")
    if memory.word(runtime + 8) >> 16 != SERIES:
        raise Unreadable("the table is that of another version")
    if memory.word(runtime + 16):
        raise Unreadable("the interpreter runs without its lock")
    names = [f"{group}.{name}" for group, fields in TABLE for name in fields.split()]
    found = {name: memory.word(runtime + 24 + 8 * index) for index, name in enumerate(names)}
    if max(found.values()) > FARTHEST:
        raise Unreadable("the table makes no sense")
    return found
