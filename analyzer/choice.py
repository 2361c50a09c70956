"""Which rules are asked: all of them, some of them, or all but some."""

from collections.abc import Iterable
from dataclasses import dataclass

from analyzer.catalog import RULE_CODES, rule_of
from analyzer.rule import Rule
from analyzer.syntax import SYNTAX_ERROR
from knowledge.near import near

CODES = (SYNTAX_ERROR, *RULE_CODES)


@dataclass(frozen=True, slots=True)
class Choice:
    """The codes that are wanted. What is ignored is not found, whoever selects it."""

    select: frozenset[str] = frozenset(CODES)
    ignore: frozenset[str] = frozenset()

    def admits(self, code: str) -> bool:
        """Whether findings with this code are wanted."""
        return code in self.select and code not in self.ignore

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules to ask."""
        return tuple(rule_of(code) for code in RULE_CODES if self.admits(code))


EVERYTHING = Choice()


def choice_of(select: str | Iterable[str] | None = None, ignore: str | Iterable[str] = ()) -> Choice:
    """Choose rules by their codes; with no selection, all. A text may name several, with commas between.

    Raises ValueError for a code that there is not, and names the nearest ones.
    """
    if select is None and not ignore:
        return EVERYTHING
    wanted = CODES if select is None else codes_in(select)
    return Choice(frozenset(wanted), frozenset(codes_in(ignore)))


def codes_in(named: str | Iterable[str]) -> tuple[str, ...]:
    """Read codes, one or several in each text; raises TypeError or ValueError for what is none."""
    texts = [named] if isinstance(named, str) else list(named)
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"a rule's code should be str, found {type(text).__name__}")
    found = tuple(code.strip() for text in texts for code in text.split(",") if code.strip())
    for code in found:
        if code not in CODES:
            raise ValueError(unknown(code))
    return found


def unknown(code: str) -> str:
    """Say that there is no such rule, and which one may be meant."""
    plain = code.replace("_", "-").lower()
    meant = (plain,) if plain in CODES else near(plain, CODES, 1)
    return f"there is no rule {code!r}" + (f"; did you mean {meant[0]!r}?" if meant else "")
