"""What callables of the standard library really take whose definitions say `**kwargs`.

Written by hand from their sources; what only one of the Pythons has is among them. A call that gives one of
`OPENED_BY` hands its keywords on to something of its author's, so that nothing is known of it.
"""

from collections.abc import Mapping

LOGGED = ",exc_info=,stack_info=,stacklevel=,extra=)"
PARSER = (
    "prog=,usage=,description=,epilog=,parents=,formatter_class=,prefix_chars=,fromfile_prefix_chars=,"
    "argument_default=,conflict_handler=,add_help=,allow_abbrev=,exit_on_error="
)
ARGUMENT = (
    "(*names,action=,nargs=,const=,default=,type=,choices=,required=,help=,metavar=,dest=,version=,"
    "deprecated=)"
)
GROUP = "(title=,description=,*,prefix_chars=,argument_default=,conflict_handler=)"

WRAPPED = (
    "initial_indent=,subsequent_indent=,expand_tabs=,replace_whitespace=,fix_sentence_endings=,"
    "break_long_words=,drop_whitespace=,break_on_hyphens=,tabsize=,max_lines=,placeholder=)"
)

HIDDEN_KEYWORDS: Mapping[str, str] = {
    "argparse.ArgumentParser.add_argument": ARGUMENT,
    "argparse.ArgumentParser.add_argument_group": GROUP,
    "argparse.ArgumentParser.add_mutually_exclusive_group": "(*,required=)",
    "argparse.ArgumentParser.add_subparsers": (
        "(*,title=,description=,prog=,parser_class=,action=,dest=,required=,help=,metavar=)"
    ),
    "collections.UserList.sort": "(*,key=,reverse=)",
    "logging.basicConfig": (
        "(*,filename=,filemode=,format=,datefmt=,style=,level=,stream=,handlers=,force=,encoding=,errors=)"
    ),
    **{
        f"logging.{owner}{level}": f"(msg,*args{LOGGED}"
        for owner in ("", "Logger.")
        for level in ("debug", "info", "warning", "error", "exception", "critical")
    },
    "logging.log": f"(level,msg,*args{LOGGED}",
    "logging.Logger.log": f"(level,msg,*args{LOGGED}",
    "textwrap.fill": f"(text,width=,*,{WRAPPED}",
    "textwrap.wrap": f"(text,width=,*,{WRAPPED}",
    "textwrap.shorten": f"(text,width,*,{WRAPPED}",
    "typing.TypeVar": "(name,*constraints,bound=,covariant=,contravariant=,infer_variance=,default=)",
    "json.dumps": (
        "(obj,*,skipkeys=,ensure_ascii=,check_circular=,allow_nan=,cls=,indent=,separators=,default=,"
        "sort_keys=)"
    ),
    "json.dump": (
        "(obj,fp,*,skipkeys=,ensure_ascii=,check_circular=,allow_nan=,cls=,indent=,separators=,default=,"
        "sort_keys=)"
    ),
    "json.loads": ("(s,*,cls=,object_hook=,parse_float=,parse_int=,parse_constant=,object_pairs_hook=)"),
    "json.load": ("(fp,*,cls=,object_hook=,parse_float=,parse_int=,parse_constant=,object_pairs_hook=)"),
}

METHODS_ELSEWHERE: Mapping[str, str] = {
    "add_argument": ARGUMENT,
    "add_parser": f"(name,*,help=,aliases=,deprecated=,{PARSER})",
    "add_argument_group": GROUP,
}
"""The same for methods of objects whose type seldom shows in a program: by the name alone."""

OPENED_BY = frozenset({"action", "cls", "parser_class"})
"""Unless it is a plain text, as in `action="store_true"`."""
