"""Copies between papers that are not ours; those planted into our own papers are scored with all
other sets in tests/eval/test_figures_hold.py."""

from pathlib import Path

from service.evaluation.reuse import SORTS, Document, evaluate_reuse, plant
from service.language.overlap import GRAM

OWN = "南岸站的台账有四十天是一次补写的，值班组长签了字，支部检查时没有翻开看过一页。"
OTHER = "北山所的巡查车坏了三个月没有报修，所长每周都在会上说快了，办公室没有再问过一次。"


def decoded(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def test_papers_of_other_people_share_no_passage(shared_samples: Path) -> None:
    paths = sorted(shared_samples.glob("*.txt"))
    documents = [Document(p.name, p.name, decoded(p)) for p in paths]
    report = evaluate_reuse(documents, per_sort=10, gram=GRAM)
    assert report.false.value <= 0.002, report.alarms[:5]


def test_a_copy_is_planted_between_units_and_stands_where_it_is_said_to() -> None:
    documents = [Document("甲", "甲所", OWN), Document("乙", "乙所", OTHER)]
    made = list(plant(documents, per_sort=2))
    assert {planted.sort for planted in made} <= set(SORTS)
    verbatim = [planted for planted in made if planted.sort == "verbatim"]
    assert verbatim
    for planted in verbatim:
        source = next(d for d in documents if d.name == planted.source)
        assert planted.text[planted.start : planted.end] in source.text
