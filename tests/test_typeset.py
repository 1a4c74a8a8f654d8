from hypothesis import given, settings
from hypothesis import strategies as st

from service.blocks import SourceText
from service.kind import Kind
from service.kinds import load_kinds
from service.paper import Chapter, Item, ItemRole, Paper, Section, Sentence
from service.parsing import parse
from service.typeset import chinese_number, sentence_spans, typeset

_KINDS = load_kinds()
_ITEM_ROLE: dict[str, ItemRole] = {
    "problems": "problem",
    "causes": "cause",
    "measures": "measure",
}
_HEADLINES = st.sampled_from(
    [
        "学习不够系统",
        "调研走过场，次数偏少",
        "“两张皮”没有解决",
        "提高政治站位",
        "3号泊位改造拖期",
        "",
    ]
)
_QUESTIONS = [
    Sentence(text="哪次会议、谁没有到会", kind="question"),
    Sentence(text="【待补：责任人】", kind="question"),
]
_SENTENCES = st.sampled_from(
    [
        Sentence(text="2023年集中学习9次，缺席21人次。", kind="fact", notes=("N1",)),
        Sentence(text="有的同志反映“一是开会多，二是落实少”", kind="fact", notes=("N2",)),
        Sentence(text="这方面还有差距。", kind="framing"),
        *_QUESTIONS,
    ]
)


@st.composite
def _item(draw: st.DrawFn, role: ItemRole, number: int) -> Item:
    headline = "" if role == "other" else draw(_HEADLINES)
    said = _SENTENCES if headline else st.sampled_from(_QUESTIONS)
    sentences = draw(st.lists(said, min_size=1, max_size=4))
    return Item(
        id=f"{role}{number}", role=role, headline=headline, text="", sentences=tuple(sentences)
    )


@st.composite
def _items(draw: st.DrawFn, role: ItemRole) -> tuple[Item, ...]:
    """Items as drafting makes them: one without a headline holds questions only."""
    return tuple(draw(_item(role, n)) for n in range(draw(st.integers(1, 4))))


@st.composite
def _drafts(draw: st.DrawFn) -> tuple[Kind, Paper]:
    kind = draw(st.sampled_from(list(_KINDS.values())))
    chapters = []
    for spec in kind.chapters:
        sections: tuple[Section, ...]
        if spec.role == "plan":
            sections = tuple(
                Section(
                    aspect=a.title,
                    title=a.title,
                    items=(*draw(_items("problem")), *draw(_items("measure"))),
                )
                for a in kind.aspects
            )
        elif spec.role in ("problems", "measures"):
            inner = draw(st.sampled_from([_ITEM_ROLE[spec.role], _ITEM_ROLE[spec.role], "other"]))
            sections = tuple(
                Section(aspect=a.title, title=a.title, items=draw(_items(inner)))
                for a in kind.aspects
            )
        else:
            sections = (Section(items=draw(_items(_ITEM_ROLE.get(spec.role, "other")))),)
        chapters.append(Chapter(role=spec.role, title=spec.title, sections=sections))
    title = f"青岚县水利局党组{kind.year}年度{kind.meeting}{kind.paper_name}"
    return kind, Paper(kind=kind.id, title=title, year=kind.year, chapters=tuple(chapters))


def _outline(paper: Paper) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (c.role, [(i.role, i.headline) for s in c.sections for i in s.items])
        for c in paper.chapters
    ]


@given(_drafts())
@settings(max_examples=150, deadline=None)
def test_a_typeset_draft_is_parsed_back_as_what_it_was(draft: tuple[Kind, Paper]) -> None:
    kind, paper = draft
    placed, text = typeset(paper)
    read = parse(SourceText(file="", format="txt", text=text), kind)
    assert _outline(read) == _outline(paper)
    assert read.leaves() == placed.leaves()
    assert read.title == paper.title
    assert [s.aspect for c in read.chapters for s in c.sections] == [
        s.aspect for c in paper.chapters for s in c.sections
    ]


@given(_drafts())
@settings(max_examples=50, deadline=None)
def test_every_leaf_and_every_sentence_stands_where_the_offsets_say(
    draft: tuple[Kind, Paper],
) -> None:
    placed, text = typeset(draft[1])
    rest = text
    for start, end in reversed(placed.leaves()):
        rest = rest[:start] + rest[end:]
    assert not rest.strip()
    for item in placed.items():
        assert item.text == text[item.start : item.end]
        spans = sentence_spans(item)
        assert len(spans) == len(item.sentences)
        for span, sentence in zip(spans, item.sentences, strict=True):
            assert text[span.start : span.end] == span.text
            assert sentence.text.strip("。") in span.text


def _problem(text: str = "", **fields: object) -> Paper:
    item = Item.model_validate({"id": "P1", "role": "problem", "text": text, **fields})
    sections = (Section(title="理论学习", items=(item,)),)
    return Paper(chapters=(Chapter(role="problems", sections=sections),))


def test_a_headline_that_is_also_the_first_sentence_is_printed_once() -> None:
    sentence = Sentence(text="学习不够。", kind="framing")
    _, text = typeset(_problem(headline="学习不够", sentences=[sentence]))
    assert "1.学习不够。\n" in text


def test_an_item_without_sentences_is_printed_as_its_text() -> None:
    _, text = typeset(_problem("学习不够。全年3次。", headline="学习不够"))
    assert text == "一、存在的主要问题\n（一）理论学习\n1.学习不够。全年3次。\n"


def test_a_sentence_edited_away_has_an_empty_span() -> None:
    placed, _ = typeset(_problem("学习不够。", headline="学习不够"))
    (item,) = placed.items()
    gone = item.model_copy(update={"sentences": (Sentence(text="另一句。", kind="fact"),)})
    (span,) = sentence_spans(gone)
    assert (span.start, span.end, span.text) == (item.start, item.start, "")


def test_numbers_are_chinese_up_to_two_digits() -> None:
    assert [chinese_number(n) for n in (1, 9, 10, 11, 20, 21, 30)] == [
        "一", "九", "十", "十一", "二十", "二十一", "三十",
    ]  # fmt: skip
