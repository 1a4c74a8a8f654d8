"""What people are shown of good papers and of our own drafts: nothing that stops them wrongly."""

import pytest

from service.samples import Entry, entries
from tests.checks.flags_shown import DRAFTS, shown_of, shown_of_draft

GOOD = [entry for entry in entries() if entry.quality == "good"]


@pytest.mark.parametrize("entry", GOOD, ids=[entry.file for entry in GOOD])
def test_a_good_paper_has_no_error_or_warning_but_those_planted(entry: Entry) -> None:
    planted = {fault.rule for fault in entry.faults}
    flags = [f for f in shown_of(entry) if f.level != "suggestion"]
    assert [(f.rule, f.text) for f in flags if f.rule not in planted] == []


@pytest.mark.parametrize(("notes", "kind", "unit"), DRAFTS, ids=[kind for _, kind, _ in DRAFTS])
def test_a_draft_is_not_flagged_where_it_asks_itself(notes: str, kind: str, unit: str) -> None:
    flags = shown_of_draft(notes, kind, unit)
    assert [(f.rule, f.text) for f in flags if f.rule.startswith("measure.")] == []
    assert len(flags) <= 5
