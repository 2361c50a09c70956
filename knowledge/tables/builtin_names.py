"""The names that every program starts with.

A list of our own, because the builtins of the calling process may have been added to (`_`, `display`).
"""

BUILTIN_NAMES = frozenset(
    """
    ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError
    BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError
    ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning
    EnvironmentError Exception ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError
    FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError
    InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError
    NameError None NotADirectoryError NotImplemented NotImplementedError OSError OverflowError
    PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError RecursionError
    ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError
    SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError UnboundLocalError
    UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning
    ValueError Warning WindowsError ZeroDivisionError _IncompleteInputError abs aiter all anext any ascii bin
    bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict
    dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex
    id input int isinstance issubclass iter len license list locals map max memoryview min next object oct
    open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum
    super tuple type vars zip
    __build_class__ __debug__ __import__
    """.split()  # noqa: SIM905  # words are read more easily
)
"""The builtins of the supported versions, those that `site` adds, and `WindowsError`."""

MODULE_NAMES = frozenset(
    """
    __annotations__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ __package__ __path__ __spec__
    """.split()  # noqa: SIM905  # words are read more easily
)
"""What a module may have without saying so, depending on how it is run."""

CLASS_NAMES = frozenset({"__class__", "__module__", "__qualname__"})
"""What a class body or its methods have without saying so."""
