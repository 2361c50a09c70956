"""Where names live that programs use without importing them.

A module is listed by its own name; an alias by the statement that makes it; a member by its module. Left out
are members that several modules have and that mean different things there (`open`, `dumps`, `match`, `path`).
"""

ALIASES = {
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "mpl": "import matplotlib as mpl",
    "sns": "import seaborn as sns",
    "nx": "import networkx as nx",
    "tf": "import tensorflow as tf",
    "sm": "import statsmodels.api as sm",
    "xr": "import xarray as xr",
    "pl": "import polars as pl",
    "px": "import plotly.express as px",
    "jnp": "import jax.numpy as jnp",
    "ET": "import xml.etree.ElementTree as ET",
    "ElementTree": "from xml.etree import ElementTree",
    "dt": "import datetime as dt",
    "mp": "import multiprocessing as mp",
    "osp": "import os.path as osp",
}

MODULES = frozenset(
    """
    abc argparse array ast asyncio atexit base64 bisect builtins bz2 calendar cmath codecs collections
    colorsys configparser contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime decimal
    difflib dis email enum errno faulthandler fnmatch fractions functools gc getpass gettext glob graphlib
    gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools json keyword linecache locale
    logging lzma marshal math mimetypes mmap multiprocessing numbers operator os pathlib pickle pkgutil
    platform plistlib posixpath pprint profile queue quopri random re reprlib resource sched secrets select
    selectors shelve shlex shutil signal socket sqlite3 ssl stat statistics string stringprep struct
    subprocess sys sysconfig tarfile tempfile textwrap threading time timeit token tokenize tomllib trace
    traceback tracemalloc turtle types typing unicodedata unittest urllib uuid warnings weakref xml zipfile
    zlib zoneinfo
    numpy pandas scipy sympy matplotlib sklearn seaborn requests torch tensorflow networkx yaml bs4
    """.split()  # noqa: SIM905  # words are read more easily
)

_MEMBERS = {
    "abc": "ABC ABCMeta abstractmethod",
    "bisect": "bisect bisect_left bisect_right insort insort_left insort_right",
    "collections": "ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque namedtuple",
    "collections.abc": "AsyncIterator Awaitable Coroutine Hashable MutableMapping MutableSequence Sized",
    "contextlib": "ExitStack asynccontextmanager closing contextmanager nullcontext redirect_stdout suppress",
    "copy": "deepcopy",
    "dataclasses": "asdict astuple dataclass field",
    "datetime": "date datetime timedelta timezone",
    "decimal": "Decimal ROUND_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP getcontext localcontext",
    "enum": "Enum Flag IntEnum IntFlag StrEnum auto",
    "fractions": "Fraction",
    "functools": "cache cached_property cmp_to_key lru_cache partial reduce"
    " singledispatch total_ordering wraps",
    "heapq": "heapify heappop heappush heappushpop heapreplace nlargest nsmallest",
    "io": "BytesIO StringIO TextIOWrapper",
    "itertools": "accumulate chain combinations combinations_with_replacement compress cycle dropwhile"
    " filterfalse groupby islice pairwise permutations product starmap takewhile tee zip_longest",
    "json": "JSONDecodeError JSONEncoder",
    "math": "acos asin atan atan2 ceil comb cos cosh degrees exp fabs factorial floor fmod gcd hypot inf"
    " isclose isinf isnan isqrt lcm log log10 log1p log2 nan perm pi prod radians sin sinh sqrt tan tanh tau"
    " trunc",
    "operator": "attrgetter itemgetter methodcaller",
    "pathlib": "Path PurePath",
    "pprint": "pprint",
    "queue": "Empty LifoQueue PriorityQueue Queue",
    "random": "choice choices gauss randint randrange shuffle uniform",
    "statistics": "mean median mode pstdev pvariance stdev variance",
    "string": "ascii_letters ascii_lowercase ascii_uppercase hexdigits punctuation",
    "sympy": "Eq Function Matrix Rational Symbol diff expand factorint integrate isprime limit nsolve"
    " primefactors simplify solve solveset summation symbols sympify",
    "textwrap": "dedent",
    "threading": "Lock RLock Semaphore Thread",
    "time": "monotonic perf_counter process_time sleep",
    "types": "ModuleType SimpleNamespace",
    "typing": "Any Callable ClassVar Deque DefaultDict Dict Final FrozenSet Generator"
    " Generic Iterable Iterator List Literal Mapping NamedTuple NoReturn Optional Protocol Sequence Set Tuple"
    " Type TypeVar TypedDict Union cast overload",
    "unittest.mock": "MagicMock Mock patch",
    "urllib.parse": "parse_qs quote unquote urlencode urljoin urlparse",
    "uuid": "uuid4",
}

MEMBERS = {name: module for module, names in _MEMBERS.items() for name in names.split()}
"""The module that each member is imported from."""
