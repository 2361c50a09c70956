"""Writes a page about each rule into `docs/rules/`, from the rule's own file: `make pages`."""

import sys
from pathlib import Path

from analyzer.doors.rule_page import codes, index, page_about

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "rules"


def pages() -> dict[str, str]:
    """The text of each file, by its name."""
    return {"README.md": index()} | {f"{code}.md": page_about(code).markdown for code in codes()}


def main() -> int:
    """Write what is not there yet or says something else, and remove pages of rules that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{len(wanted)} pages in {FOLDER.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
