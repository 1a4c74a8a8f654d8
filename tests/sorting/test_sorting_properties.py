"""What holds for any notes at all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from service.kinds import load_kinds
from service.notes import RawNote
from service.sorting import sort_notes

KIND = load_kinds()["team-2025"]
PIECES = st.sampled_from(
    ["无", "同上", "1.", "2、", "①", "一是", "；", "，", "。", "\n", "但", "另外", "还有", "🙂"]
) | st.sampled_from(
    ["食堂太贵", "学习念稿", "听说某科长收红包", "编制太少", "希望领导保重身体", "大家都说了"]
)
LINES = st.lists(
    st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)), max_size=12
)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_every_line_ends_somewhere_and_the_counts_add_up(texts: list[str]) -> None:
    raw = [RawNote(id=f"R{n}", text=text) for n, text in enumerate(texts)]
    report = sort_notes(raw, KIND)
    counts = report.counts
    source = {line.id: line.text for line in raw}
    assert {note.source_id for note in report.notes} == set(source)
    assert all(note.text in source[note.source_id] for note in report.notes)
    assert len({note.id for note in report.notes}) == len(report.notes)
    assert counts["lines"] == len(raw) == counts["lines_kept"] + counts["lines_empty"]
    assert counts["notes"] == len(report.notes)
    assert counts["notes"] == sum(counts[key] for key in ("empty", "clue", "beyond", "draft"))
    assert all((note.aspect is None) == note.empty for note in report.notes)


@settings(max_examples=50, deadline=None)
@given(LINES)
def test_the_same_notes_are_sorted_the_same_way_twice(texts: list[str]) -> None:
    raw = [RawNote(id=f"R{n}", text=text) for n, text in enumerate(texts)]
    assert sort_notes(raw, KIND) == sort_notes(raw, KIND)
