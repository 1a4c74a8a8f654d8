"""Personal details go from a note, its matter stays; what only looks like one is left alone."""

from pathlib import Path

import pytest

from service.language.personal import without_details

_HERE = Path(__file__).parent
_LINES = (_HERE / "personal_details.tsv").read_text("utf-8").splitlines()
_ROWS = [line.split("\t") for line in _LINES]
TOLD = [(note, hidden.split("|")) for note, hidden in _ROWS[1:]]
INNOCENT = (_HERE / "innocent_details.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("note", "details"), TOLD)
def test_the_detail_goes_and_the_matter_stays(note: str, details: list[str]) -> None:
    shown = without_details(note)
    assert not [detail for detail in details if detail in shown]
    assert note[-4:] in shown


@pytest.mark.parametrize("said", INNOCENT)
def test_what_only_looks_like_a_detail_stays_whole(said: str) -> None:
    assert without_details(said) == said
