"""The scorer: volume, echoes and silence earn nothing; what is right earns its mark."""

from dataclasses import replace

import pytest

from analyzer.evaluation.answer import Answer, Claim, Offer
from analyzer.evaluation.case import FINE, Case, Expectation, Owed
from analyzer.evaluation.scoring import Score, Trial, prose_of, says, score_of

CODE = """rows = load() or None
rows = rows.sort()
first = rows[0]
total = 0
for row in rows:
    total += row.price
    print(total)
print(average(totl))
"""
EXPECT = Expectation(
    category="runtime_error",
    type="TypeError",
    lines=(3,),
    column=8,
    births=(2,),
    causes=("none-from-in-place",),
    words=(("sort",), ("None", "nothing")),
    not_words=("typo",),
    owed=(Owed(8, "undefined-name", "total"),),
    fixed=CODE.replace("rows = rows.sort()", "rows.sort()"),
    stdout="6\n",
)
CASE = Case("sorted", "here", "TypeError", CODE, EXPECT)
SOUND = Case("sound", "here", "fine", "x = 1\nprint(x)\n", Expectation(FINE, stdout="1\n"))
LINES = range(1, 9)
GOOD = Answer(
    category="runtime_error",
    type="TypeError",
    line=3,
    column=8,
    births=(2,),
    cause="none-from-in-place",
    hint="`rows.sort()` sorts in place and gives None",
    offers=(Offer("...", proven=True),),
    claims=(Claim(8, "undefined-name", is_error=True, replacement="total", outcome="not_reached"),),
)
HELD = Trial(ends=True, same_output=True)
FREE = {"contained"}
"""Whoever answers in time has it."""


def earned(score: Score) -> set[str]:
    """The marks that were earned."""
    return {name for name, right in score.marks.items() if right}


def test_a_good_answer_earns_every_mark() -> None:
    """Nothing is out of reach, so what others miss is their own."""
    score = score_of(CASE, GOOD, HELD)
    assert [name for name, right in score.marks.items() if not right] == []
    assert (score.claims, score.claims_right) == (1, 1)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(), id="an empty report"),
        pytest.param(Answer(hint=CODE), id="an echo of the program"),
        pytest.param(
            Answer(hint="\n".join(f"{number:>4} | {line}" for number, line in enumerate(CODE.splitlines()))),
            id="an echo with line numbers",
        ),
        pytest.param(Answer(hint=" ".join(CODE.split())), id="an echo in a single line"),
        pytest.param(Answer(hint="\n".join(CODE.upper().splitlines())), id="an echo in capitals"),
        pytest.param(Answer(births=tuple(LINES)), id="every line as the cause"),
        pytest.param(Answer(births=(2, 3, 4, 5)), id="the right line and three others as the cause"),
        pytest.param(Answer(births=(1, 2, 3)), id="the right line, but not first"),
        pytest.param(
            Answer(
                claims=tuple(Claim(line, "anything", is_error=True, replacement="total") for line in LINES)
            ),
            id="every line as a finding",
        ),
        pytest.param(
            Answer(hint="." * 1000 + "sort gives None"), id="the right words behind a thousand signs"
        ),
        pytest.param(Answer(hint="sort gives None, or it is a typo"), id="the right words and a wrong one"),
        pytest.param(Answer(hint="there is something about sort here"), id="half of the right words"),
        pytest.param(Answer(line=4, column=8), id="the right column on the wrong line"),
        pytest.param(Answer(type="ValueError", category=FINE), id="another type and no category"),
    ],
)
def test_what_says_nothing_earns_nothing(answer: Answer) -> None:
    """Neither silence nor volume is an answer."""
    assert earned(score_of(CASE, answer, None)) == FREE


@pytest.mark.parametrize(
    ("answer", "trial", "missed"),
    [
        pytest.param(
            replace(GOOD, births=(3,)),
            HELD,
            {"birth line", "birth line (apart)"},
            id="the crash for the birth",
        ),
        pytest.param(
            GOOD,
            Trial(ends=False, same_output=False),
            {"fix ends cleanly", "fix prints the same", "proof holds"},
            id="a proof that does not hold",
        ),
        pytest.param(
            GOOD, Trial(ends=True, same_output=False), {"fix prints the same"}, id="a fix that only silences"
        ),
        pytest.param(
            replace(GOOD, claims=(replace(GOOD.claims[0], replacement="totals"),)),
            HELD,
            {"first suggestion"},
            id="another suggestion",
        ),
        pytest.param(replace(GOOD, seconds=60.0), HELD, {"contained"}, id="an answer that is too late"),
        pytest.param(replace(GOOD, trouble="killed"), HELD, {"contained"}, id="an answerer that died"),
    ],
)
def test_each_fault_of_an_answer_costs_its_own_mark(answer: Answer, trial: Trial, missed: set[str]) -> None:
    """What is right beside it stays right."""
    marks = score_of(CASE, answer, trial).marks
    assert {name for name, right in marks.items() if not right} == missed


@pytest.mark.parametrize(
    ("answer", "missed"),
    [
        pytest.param(Answer(FINE, stdout="1\n"), set(), id="nothing is wrong"),
        pytest.param(Answer(FINE, stdout="1"), set(), id="a line end less"),
        pytest.param(Answer(FINE, stdout="2\n"), {"output"}, id="another output"),
        pytest.param(Answer("runtime_error", stdout="1\n"), {"category"}, id="a failure that is none"),
        pytest.param(
            Answer(FINE, stdout="1\n", claims=(Claim(1, "x", is_error=True),)),
            {"no false alarm"},
            id="a finding that is none",
        ),
        pytest.param(
            Answer(FINE, stdout="1\n", claims=(Claim(1, "x", is_error=False),)), set(), id="a mere hint"
        ),
        pytest.param(
            Answer(trouble="killed"),
            {"contained", "category", "no false alarm", "output"},
            id="no answer is not silence",
        ),
    ],
)
def test_a_fine_program_is_left_in_peace(answer: Answer, missed: set[str]) -> None:
    """Every alarm about it is false."""
    marks = score_of(SOUND, answer, None).marks
    assert {name for name, right in marks.items() if not right} == missed


def test_nothing_is_marked_that_nobody_knows() -> None:
    """A case that states nothing gives nobody a mark but for having answered."""
    assert set(score_of(replace(CASE, expect=Expectation()), GOOD, None).marks) == {
        "contained",
        "proof holds",
    }


def test_findings_on_every_line_are_not_precise() -> None:
    """Of eight claims, those on the crash, the birth and the owed line are right."""
    claims = tuple(Claim(line, "anything", is_error=True) for line in LINES)
    score = score_of(CASE, Answer(claims=claims), None)
    assert (score.claims, score.claims_right) == (8, 3)


@pytest.mark.parametrize(
    ("hint", "prose"),
    [
        pytest.param("`rows.sort()` gives None", "`rows.sort()` gives none", id="a quoted expression stays"),
        pytest.param("first = rows[0]", "", id="a line of the program goes"),
        pytest.param("  -->3| first = rows[0]", "", id="so does one with an arrow"),
        pytest.param("why:\nfirst = rows[0]\nbecause", "why:\nbecause", id="what stands around it stays"),
    ],
)
def test_the_prose_of_a_hint(hint: str, prose: str) -> None:
    """What the program says itself is no explanation."""
    assert prose_of(hint, CODE) == prose


@pytest.mark.parametrize(
    ("word", "prose", "said"),
    [
        pytest.param("or", "write `or` here", True, id="a short word stands alone"),
        pytest.param("or", "the operator for this", False, id="a short word inside of others"),
        pytest.param("io", "position", False, id="a short word at the end of another"),
        pytest.param("remov", "it was removed", True, id="a stem"),
        pytest.param("exit", "raise systemexit", False, id="a word at the end of another"),
        pytest.param("None", "it is none", True, id="in small letters"),
        pytest.param("int(", "use int(x)", True, id="a call"),
        pytest.param("==", "a==b", True, id="a sign between words"),
        pytest.param("_", "write sub_total", True, id="an underscore within a name"),
        pytest.param("0", "it is 10", False, id="a digit of another number"),
        pytest.param("é", "the letter `é`", True, id="a letter beyond ascii"),
    ],
)
def test_a_word_is_said_where_it_begins(word: str, prose: str, said: bool) -> None:
    """What is inside of other words was not said."""
    assert says(word, prose) is said
