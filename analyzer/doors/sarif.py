"""Findings as SARIF 2.1.0, which code hosts and editors read: columns from 1, in code points."""

import os
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import quote

from analyzer.choice import CODES
from analyzer.doors.looking.as_json import readable
from analyzer.doors.looking.looked import Looked
from analyzer.doors.rule_page import page_about
from knowledge.finding import Edit, Finding, Severity, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
ROOT = "%SRCROOT%"

type Part = dict[str, object]


def log(seen: Sequence[Looked], *, failed: bool = False) -> Part:
    """The whole log, with one run in it; `failed` says that not everything was looked at."""
    run: Part = {
        "tool": {"driver": driver()},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"uri": f"{Path.cwd().as_uri()}/"}},
        "invocations": [
            {"executionSuccessful": not failed, "toolExecutionNotifications": notifications(seen)}
        ],
        "results": [result(looked, finding) for looked in seen for finding in looked.inspection.findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def driver() -> Part:
    """What raydx is, and what each of its rules is about."""
    try:
        known: Part = {"semanticVersion": version("raydx")}
    except PackageNotFoundError:  # a checkout that nobody installed
        known = {}
    return {"name": "raydx", **known, "rules": [described(code) for code in CODES]}


def described(code: str) -> Part:
    """One rule, with the text of its page."""
    page = page_about(code)
    return {
        "id": code,
        "name": "".join(word.title() for word in code.split("-")),
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.text},
        "help": {"text": page.text, "markdown": page.markdown},
        "defaultConfiguration": {"level": LEVELS[page.severity]},
    }


def result(looked: Looked, finding: Finding) -> Part:
    """One finding, with the fix where there is one."""
    words = "\n".join((finding.message, *finding.suggestions))
    place = artifact(looked.name)
    told: Part = {
        "ruleId": finding.code,
        "ruleIndex": CODES.index(finding.code),
        "level": LEVELS[finding.severity],
        "message": {"text": readable(words)},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region(finding.span)}}],
    }
    return told | {"fixes": [fix(finding, place)]} if finding.edits else told


def fix(finding: Finding, place: Part) -> Part:
    """The edits of a finding; they belong together."""
    changes = [replacement(edit) for edit in finding.edits]
    words: Part = {"description": {"text": readable(finding.suggestions[0])}} if finding.suggestions else {}
    return {**words, "artifactChanges": [{"artifactLocation": place, "replacements": changes}]}


def replacement(edit: Edit) -> Part:
    """One edit."""
    return {"deletedRegion": region(edit.span), "insertedContent": {"text": readable(edit.text)}}


def region(span: Span) -> Mapping[str, int]:
    """A range with columns from 1; its end stays exclusive."""
    return {
        "startLine": span.line,
        "startColumn": span.column + 1,
        "endLine": span.end_line,
        "endColumn": span.end_column + 1,
    }


def artifact(name: str) -> Part:
    """A file: below the directory that raydx was called in, by its way from there."""
    path = Path(os.path.abspath(name))  # noqa: PTH100 - links stay what they are
    if path.is_relative_to(Path.cwd()):
        return {"uri": quoted(path.relative_to(Path.cwd()).as_posix()), "uriBaseId": ROOT}
    return {"uri": path.as_uri()}


def quoted(path: str) -> str:
    """A path as part of an address; names need not be text."""
    return quote(os.fsencode(path))


def notifications(seen: Iterable[Looked]) -> list[Part]:
    """Name the files that could not be looked at."""
    return [
        {
            "level": "error",
            "message": {"text": readable(f"{looked.name} was not looked at: {looked.trouble}")},
            "locations": [{"physicalLocation": {"artifactLocation": artifact(looked.name)}}],
        }
        for looked in seen
        if looked.trouble
    ]
