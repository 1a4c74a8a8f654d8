from hypothesis import given, settings
from hypothesis import strategies as st

from service.drafting import compose
from service.notes import Note, Personal
from tests.drafting.drafting_cases import TITLES, snapshot
from tests.drafting.support import facts, sentences

_TEXT = st.one_of(
    st.text(max_size=60),
    st.text(
        alphabet="我们学习会议建议希望没有念3年12月。，；！“”「」【】《》<>\n没人 ", max_size=80
    ),
    st.lists(
        st.sampled_from(
            ["食堂没有热菜", "建议每周检查2次", "大家都知道", "老是拖", "1. 我们科", "，", "。"]
        ),
        max_size=8,
    ).map("".join),
)


@st.composite
def _notes(draw: st.DrawFn) -> tuple[Note, ...]:
    texts = draw(st.lists(_TEXT, max_size=12))
    return tuple(_note(draw, at, text) for at, text in enumerate(texts))


def _note(draw: st.DrawFn, at: int, text: str) -> Note:
    start = draw(st.integers(0, max(0, len(text))))
    personal = (Personal(kind="name", start=start, end=min(len(text), start + 3)),)
    return Note(
        id=f"n{at}",
        source_id=f"n{at}",
        text=text,
        source=draw(st.sampled_from(["座谈会记录", "意见箱", ""])),
        aspect=draw(st.sampled_from([*TITLES.values(), None, "别的方面"])),
        theme=draw(st.sampled_from(["学习", "后勤", "没有的主题", ""])),
        group=draw(st.sampled_from([None, "g1", "g2"])),
        empty=draw(st.booleans()),
        route=draw(st.sampled_from(["draft", "draft", "clue", "beyond"])),
        questions=draw(st.sampled_from([(), ("是哪次会？",), ("【】\n",)])),
        personal=personal if draw(st.booleans()) and start < len(text) else (),
    )


@settings(deadline=None, max_examples=60)
@given(notes=_notes(), scope=st.sampled_from(["team", "plan", "individual"]))
def test_whatever_the_notes_every_citation_is_known_and_every_quote_verbatim(
    notes: tuple[Note, ...], scope: str
) -> None:
    base = snapshot("team" if scope == "team" else "plan" if scope == "plan" else "individual")
    draft = compose(base.model_copy(update={"notes": notes}))
    drafted = {n.id: n.text for n in notes if n.route == "draft" and not n.empty}
    assert {i for s in sentences(draft) for i in s.notes} <= set(drafted)
    for fact in facts(draft):
        assert fact.quote
        assert any(fact.quote in drafted[i] for i in fact.notes)
    assert [c.note for c in draft.coverage] == [n.id for n in notes]
    statuses = {c.note: c.status for c in draft.coverage}
    assert all(statuses[i] in ("reflected", "partly") for i in drafted)
