from pathlib import Path

import pytest

from service.evaluation.reuse import SORTS, Document, ReuseReport, evaluate_reuse
from service.kinds import load_kinds
from service.language.overlap import GRAM

ROOT = Path(__file__).resolve().parents[3]
PAPERS = ROOT / "service" / "samples" / "papers"
OTHERS = ROOT / ".." / "shared" / "samples"


def decoded(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def own_papers() -> list[Document]:
    paths = sorted(PAPERS.glob("*/*.txt"))
    return [Document(f"{p.parent.name}/{p.name}", p.parent.name, decoded(p)) for p in paths]


def prescribed() -> list[str]:
    wording = []
    for kind in load_kinds().values():
        wording += [kind.theme, kind.meeting, kind.paper_name, *kind.requirements]
        wording += [a.title for a in kind.aspects] + [c.title for c in kind.chapters]
    return sorted({phrase for phrase in wording if phrase})


@pytest.fixture(scope="module")
def report() -> ReuseReport:
    return evaluate_reuse(own_papers(), per_sort=110, gram=GRAM, prescribed=prescribed())


@pytest.mark.parametrize(
    ("sort", "target"),
    [("verbatim", 0.99), ("unit_swapped", 0.99), ("synonyms", 0.97), ("reordered", 0.95)],
)
def test_planted_copies_are_found(report: ReuseReport, sort: str, target: float) -> None:
    missed = [m.text[m.start : m.end] for m in report.missed if m.sort == sort]
    assert report.recall[sort].total == 110
    assert report.recall[sort].value >= target, missed


@pytest.mark.parametrize("sort", SORTS)
def test_the_spans_are_those_of_the_copy(report: ReuseReport, sort: str) -> None:
    assert report.iou[sort] >= 0.9


def test_units_that_wrote_their_own_are_left_alone(report: ReuseReport) -> None:
    assert report.false.value <= 0.002, report.alarms[:5]


def test_papers_of_other_people_share_no_passage() -> None:
    paths = sorted(OTHERS.glob("*.txt"))
    if not paths:
        pytest.skip("没有 ../shared/samples，不比较")
    documents = [Document(p.name, p.name, decoded(p)) for p in paths]
    report = evaluate_reuse(documents, per_sort=10, gram=GRAM, prescribed=prescribed())
    assert report.false.value <= 0.002, report.alarms[:5]
