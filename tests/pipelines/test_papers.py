"""A paper from file to flags, on the sample library and on the real papers kept outside."""

from pathlib import Path

import pytest

from service.errors import UnreadableFile
from service.kinds import load_kinds
from service.pipelines.checking import Held, check_paper, held_against
from service.pipelines.opening import open_paper
from service.retrieval import chunks_of
from service.samples import PAPERS

KINDS = load_kinds()
TOWN = "禾川县柳溪镇党委"


def flags(path: Path, held: Held | None = None) -> list[tuple[str, str]]:
    checked = check_paper(open_paper(path, KINDS), held or Held())
    return [(flag.rule, flag.text) for flag in checked.flags]


def test_a_paper_copied_from_last_year_is_told_with_both_spans() -> None:
    copied = PAPERS / "liuxi-town" / "2024-team-2024.txt"
    against = held_against([PAPERS / "liuxi-town" / "2023-team-2023.txt"], KINDS, TOWN)
    opened = open_paper(copied, KINDS)
    found = check_paper(opened, Held(unit=TOWN, materials=against))
    copies = [f for f in found.flags if f.rule == "reuse.own-past"]
    assert len(copies) >= 10
    for flag in copies:
        source = next(m for m in against if m.file in flag.evidence[0].source)
        evidence = flag.evidence[0]
        assert source.text[evidence.start : evidence.end] == evidence.quote
        assert opened.source.text[flag.start : flag.end] == flag.text


def test_a_paper_is_never_held_against_itself() -> None:
    path = PAPERS / "liuxi-town" / "2023-team-2023.txt"
    against = held_against([path], KINDS, TOWN)
    assert not any(
        r.startswith("reuse.") for r, _ in flags(path, Held(unit=TOWN, materials=against))
    )


def test_another_units_paper_is_a_peer_and_ones_own_is_the_past() -> None:
    paths = [
        PAPERS / "liuxi-town" / "2021-team-2021.txt",
        PAPERS / "linxi-city" / "2021-team-2021.txt",
    ]
    assert [m.use for m in held_against(paths, KINDS, TOWN)] == ["own-past", "peer"]


def test_every_chunk_of_a_material_is_a_piece_of_an_item_and_says_where_it_stands() -> None:
    (material,) = held_against([PAPERS / "liuxi-town" / "2021-team-2021.txt"], KINDS, TOWN)
    chunks = chunks_of(material)
    spans = [(i.start, i.end) for i in material.paper.items()]
    assert len(chunks) > 20
    assert len({chunk.id for chunk in chunks}) == len(chunks)
    for chunk in chunks:
        start, end = int(chunk.meta["start"]), int(chunk.meta["end"])
        assert material.text[start:end] == chunk.text
        assert any(a <= start and end <= b for a, b in spans)
    assert chunks == chunks_of(material)


def test_the_plan_kept_outside_lacks_an_aspect_and_holds_another_years_plan(
    shared_samples: Path,
) -> None:
    found = flags(next(shared_samples.glob("003_*.txt")))
    rules = dict.fromkeys(rule for rule, _ in found)
    assert "shape.aspect-missing" in rules
    assert any(rule == "left.stale-year" and "2020年" in text for rule, text in found)


def test_the_year_a_commission_was_founded_is_history_and_not_stale(shared_samples: Path) -> None:
    found = flags(next(shared_samples.glob("000_*.txt")))
    assert not any(rule == "left.stale-year" for rule, _ in found)


@pytest.mark.parametrize(
    ("name", "kind"), [("000", "team-2021"), ("001", "branch-2021"), ("003", "plan-2023")]
)
def test_the_kind_of_a_real_paper_is_recognised(name: str, kind: str, shared_samples: Path) -> None:
    opened = open_paper(next(shared_samples.glob(f"{name}_*.txt")), KINDS)
    assert opened.kind is not None
    assert opened.kind.id == kind


def test_a_collection_of_papers_is_no_paper(tmp_path: Path) -> None:
    text = (PAPERS / "qinglan-water" / "2024-team-2024.txt").read_text(encoding="utf-8")
    whole = tmp_path / "汇编.txt"
    whole.write_text(text * 60, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"汇编\.txt.*不像一份材料"):
        open_paper(whole, KINDS)
