"""What must be found in real papers, where the machine has them; nothing of them is kept here."""

from pathlib import Path

import pytest

from service.checks import check
from service.evaluation.generic import subject_of
from service.flags import Flag
from service.kinds import load_kinds

SAMPLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples"
KINDS = load_kinds()


def _flags(prefix: str, kind: str) -> tuple[Flag, ...]:
    paths = sorted(SAMPLES.glob(f"{prefix}_*.txt"))
    if not paths:
        pytest.skip("real sample papers are not on this machine")
    text = paths[0].read_text(encoding="utf-8")
    return check(subject_of(paths[0].name, text, KINDS[kind]))


def _of(flags: tuple[Flag, ...], rule: str) -> list[Flag]:
    return [flag for flag in flags if flag.rule == rule]


def test_the_plan_lacks_one_aspect_and_keeps_a_plan_of_three_years_before() -> None:
    flags = _flags("003", "plan-2023")
    missing = _of(flags, "shape.aspect-missing")
    stale = _of(flags, "left.stale-year")
    assert len(missing) == 1
    assert "工作作风" in missing[0].message
    assert [flag.text[:5] for flag in stale] == ["2020年"]


def test_the_month_in_which_a_commission_was_founded_is_not_stale() -> None:
    assert _of(_flags("000", "team-2021"), "left.stale-year") == []


def test_escaped_asterisks_are_placeholders_and_bold_headings_are_not() -> None:
    placeholders = _of(_flags("001", "branch-2021"), "left.placeholder")
    assert len(placeholders) >= 15
    assert all("\\" in flag.text for flag in placeholders)


def test_whole_structures_are_not_called_incomplete() -> None:
    for prefix, kind in (("000", "team-2021"), ("001", "branch-2021")):
        flags = _flags(prefix, kind)
        assert _of(flags, "shape.aspect-missing") == []
        assert _of(flags, "shape.aspect-order") == []
        assert _of(flags, "shape.chapter-missing") == []


def test_measures_without_owner_are_named_by_group_and_not_by_sentence() -> None:
    assert len(_of(_flags("000", "team-2021"), "measure.no-owner")) == 1
