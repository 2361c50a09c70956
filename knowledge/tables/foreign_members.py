"""Methods and properties that values have in other languages, or had in Python 2, and what Python has.

What begins with a dot is another name. Anything else is the whole expression: `{x}` stands for the object,
`{args}` for the arguments of the call.
"""

_LENGTH = dict.fromkeys(("length", "size", "len", "count_items", "getLength"), "len({x})")
_INSIDE = dict.fromkeys(("contains", "includes", "has", "include"), "{args} in {x}")
_EMPTY = dict.fromkeys(("isEmpty", "is_empty", "empty"), "not {x}")
_TEXT = dict.fromkeys(("toString", "to_string", "to_s", "str"), "str({x})")
_COMMON = {**_LENGTH, **_INSIDE, **_EMPTY, **_TEXT}
_NUMBER = {
    **_TEXT,
    "toFixed": "round({x}, {args})",
    "round": "round({x}, {args})",
    "abs": "abs({x})",
    "intValue": "int({x})",
    "to_i": "int({x})",
    "to_f": "float({x})",
    "sqrt": "{x} ** 0.5",
}
_ITERATOR = {"next": "next({x})", **dict.fromkeys(("length", "size", "len"), "len(list({x}))")}

FOREIGN_MEMBERS = {
    "list": {
        **_COMMON,
        **dict.fromkeys(("push", "push_back", "add", "pushBack", "addLast", "append_item"), ".append"),
        **dict.fromkeys(("addAll", "append_all", "concat", "update", "push_all"), ".extend"),
        **dict.fromkeys(("indexOf", "find", "index_of"), ".index"),
        **dict.fromkeys(("delete", "discard"), ".remove"),
        "shift": "{x}.pop(0)",
        "popleft": "{x}.pop(0)",
        "unshift": "{x}.insert(0, {args})",
        "appendleft": "{x}.insert(0, {args})",
        "prepend": "{x}.insert(0, {args})",
        "get": "{x}[{args}]",
        "at": "{x}[{args}]",
        "first": "{x}[0]",
        "last": "{x}[-1]",
        "join": "{args}.join({x})",
        "sum": "sum({x})",
        "max": "max({x})",
        "min": "min({x})",
        "sorted": "sorted({x})",
        "reversed": "list(reversed({x}))",
        "unique": "list(dict.fromkeys({x}))",
    },
    "dict": {
        **_COMMON,
        **dict.fromkeys(("has_key", "containsKey", "hasOwnProperty", "contains_key", "has"), "{args} in {x}"),
        **dict.fromkeys(("iteritems", "viewitems", "entries", "entrySet"), ".items"),
        **dict.fromkeys(("iterkeys", "viewkeys", "keySet", "getKeys"), ".keys"),
        **dict.fromkeys(("itervalues", "viewvalues", "getValues"), ".values"),
        **dict.fromkeys(("remove", "delete"), ".pop"),
        **dict.fromkeys(("getOrDefault", "get_or_default", "fetch"), ".get"),
        **dict.fromkeys(("merge", "putAll", "extend"), ".update"),
        "sorted": "sorted({x})",
    },
    "str": {
        **_COMMON,
        **dict.fromkeys(("toUpperCase", "toupper", "to_upper", "upcase", "uppercase", "upperCase"), ".upper"),
        **dict.fromkeys(
            ("toLowerCase", "tolower", "to_lower", "downcase", "lowercase", "lowerCase"), ".lower"
        ),
        **dict.fromkeys(("trim", "strip_whitespace", "chomp"), ".strip"),
        **dict.fromkeys(("trimStart", "ltrim", "trimLeft", "trim_start"), ".lstrip"),
        **dict.fromkeys(("trimEnd", "rtrim", "trimRight", "trim_end"), ".rstrip"),
        **dict.fromkeys(("indexOf", "index_of", "search"), ".find"),
        **dict.fromkeys(("startsWith", "starts_with", "hasPrefix"), ".startswith"),
        **dict.fromkeys(("endsWith", "ends_with", "hasSuffix"), ".endswith"),
        **dict.fromkeys(("replaceAll", "replace_all", "gsub", "sub"), ".replace"),
        **dict.fromkeys(("isNumeric", "is_numeric", "isNumber"), ".isnumeric"),
        **dict.fromkeys(("isDigit", "is_digit"), ".isdigit"),
        **dict.fromkeys(("capitalise", "ucfirst"), ".capitalize"),
        **dict.fromkeys(("charAt", "char_at", "at"), "{x}[{args}]"),
        **dict.fromkeys(("reverse", "reversed"), "{x}[::-1]"),
        **dict.fromkeys(("toCharArray", "chars", "to_list"), "list({x})"),
        **dict.fromkeys(("concat", "add"), "{x} + {args}"),
        "equals": "{x} == {args}",
        "padStart": ".rjust",
        "padEnd": ".ljust",
        "decode": "{x}",
        "sorted": "sorted({x})",
        "toInt": "int({x})",
        "to_i": "int({x})",
    },
    "set": {
        **_COMMON,
        **dict.fromkeys(("push", "append", "insert"), ".add"),
        **dict.fromkeys(("addAll", "extend", "push_all"), ".update"),
        "delete": ".discard",
    },
    "tuple": {**_COMMON, "get": "{x}[{args}]", "first": "{x}[0]", "last": "{x}[-1]"},
    "bytes": {**_LENGTH, "encode": "{x}"},
    "int": _NUMBER,
    "float": _NUMBER,
    **dict.fromkeys(("generator", "map", "filter", "zip", "enumerate", "list_iterator"), _ITERATOR),
}
