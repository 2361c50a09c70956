"""Small pieces of HTML. Every text that comes from elsewhere goes through `text` or `element`."""

from collections.abc import Iterable
from html import escape

from analyzer.doors.text.visible import visible

type Markup = str


def text(foreign: object) -> Markup:
    """A foreign text, made harmless: control and direction characters are shown, markup is escaped."""
    return escape(visible(str(foreign)))


def element(name: str, *parts: Markup, kind: str = "", **attributes: str) -> Markup:
    """An element around parts that are markup already; `kind` is its class."""
    told = {**({"class": kind} if kind else {}), **attributes}
    written = "".join(f' {key}="{escape(value)}"' for key, value in told.items())
    return f"<{name}{written}>{''.join(parts)}</{name}>"


def row(cells: Iterable[Markup], head: str = "") -> Markup:
    """A row of a table; `head` is the text of its first cell."""
    first = element("th", text(head), scope="row") if head else ""
    return element("tr", first, *cells)


def cell(*parts: Markup, kind: str = "") -> Markup:
    """A cell of a table."""
    return element("td", *parts, kind=kind)


def header(*titles: str) -> Markup:
    """The head of a table."""
    return element("thead", element("tr", *(element("th", text(title), scope="col") for title in titles)))


def folded(summary: Markup, *parts: Markup, kind: str = "") -> Markup:
    """Something that opens when its summary is clicked."""
    return element("details", element("summary", summary), *parts, kind=kind)
