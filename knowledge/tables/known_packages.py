"""Packages that are no misspelling, though another module has nearly their name."""

KNOWN_PACKAGES = frozenset(
    """
    aenum aqt art ase asgiref attrs azure_identity azure_storage_blob bio bson c7n caio cma cmd2 comtypes
    contextlib2 csvw cuid fonttools fpdf2 gast glob2 glom google_auth google_cloud_bigquery
    google_cloud_storage google_generativeai graphviz grpcio_tools habluetooth harfile hjson httpr httpx
    hvac icalendar ijson importlab ipdb jpype1 json5 jsons keyboard langchain_cohere lap ldap3 linecache2
    lit lml locate locket lxml markdown2 markitdown match mcap newspaper3k niquests nose ntplib numpy
    oauthlib onecache orjson oyaml pandasql path pathlib2 pdbr pdm pdoc platformio ply polib pprintpp
    psycopg pudb pyaml pyautogen pybase64 pydoe pydot pygithub pymemcache pymssql pysam pyserial python_olm
    rarfile requests_ntlm s3pathlib sasl scipy scs skops smmap speechrecognition sympy ta_lib tablib tblib
    tensorflowjs textwrap3 timm tld tokenizers tomli traceback2 typer typos ujson unicodedata2 unittest2
    urllib3 usaddress uuid6 uuid7 wandb weave websockets xarray xattr xdoctest yarl zipfile36
    """.split()  # noqa: SIM905  # words are read more easily
)
