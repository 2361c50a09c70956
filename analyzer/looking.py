"""One look at a program with the rules that are wanted. Loads no sandbox and no model."""

from dataclasses import replace

from analyzer.choice import EVERYTHING, Choice
from analyzer.inspection import Inspection, inspect
from analyzer.reading.reading import UNSAID, Setting
from analyzer.silencing import unsilenced
from executor.policy import Policy
from knowledge.program import program_of
from knowledge.source import Source


def look(
    source: Source, policy: Policy, choice: Choice = EVERYTHING, setting: Setting = UNSAID
) -> Inspection:
    """Say what is wrong with a program before it runs, as far as it is wanted and no comment silences it."""
    seen = inspect(source, program_of(source), policy, choice.rules, setting)
    wanted = tuple(finding for finding in seen.findings if choice.admits(finding.code))
    return unsilenced(source, replace(seen, findings=wanted))
