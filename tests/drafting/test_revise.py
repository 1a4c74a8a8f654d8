import asyncio
from typing import Any

from service.drafting import compose, revise
from service.drafts import Draft
from service.errors import ModelUnavailable
from service.flags import Flag
from service.llm.port import Answer, Shape
from service.paper import Sentence
from tests.drafting.drafting_cases import NOTES, snapshot
from tests.drafting.support import unsupported_facts
from tests.scripted_model import ScriptedModel


class Reviser(ScriptedModel):
    """Answers with the revisions it was given."""

    def __init__(self, *revisions: dict[str, Any]) -> None:
        super().__init__(lambda _prompt, _shape: {"revisions": revisions}, slots=1)


class Unreachable:
    name = "unreachable"
    slots = 1

    async def ask(self, *_: object, **__: object) -> Answer[Shape]:
        raise ModelUnavailable("模型没有应答", calls=2)


DRAFT = compose(snapshot())
ITEM, INDEX, OLD = next(
    (item.id, index, sentence)
    for item in DRAFT.paper.items("problem")
    for index, sentence in enumerate(item.sentences)
    if "5个签字" in sentence.text
)


def _flag(sentence: Sentence) -> Flag:
    start = DRAFT.text.index(sentence.text)
    return Flag(
        id="K1",
        rule="generic.wording",
        level="suggestion",
        start=start + 1,
        end=start + 5,
        text=DRAFT.text[start + 1 : start + 5],
        message="",
        ask="",
    )


def _revised(model: Any) -> Draft:
    return asyncio.run(revise(DRAFT, [_flag(OLD)], model, snapshot(), deadline_s=5))


def _revision(**changes: Any) -> dict[str, Any]:
    good = {
        "item": ITEM,
        "index": INDEX,
        "text": "差旅报销要跑5个签字，一般需20天。",
        "notes": ["n18"],
        "quote": "差旅报销要跑5个签字",
    }
    return {**good, **changes}


def test_a_revision_that_stands_replaces_the_sentence() -> None:
    draft = _revised(Reviser(_revision()))
    assert "差旅报销要跑5个签字，一般需20天。" in draft.text
    assert OLD.text not in draft.text
    assert unsupported_facts(draft, NOTES) == []
    assert draft.usage.calls == DRAFT.usage.calls + 1
    assert "revise_generic@2" in draft.prompts


def test_only_the_flagged_sentences_are_sent_with_their_citations() -> None:
    model = Reviser()
    _revised(model)
    (prompt,) = model.prompts
    assert f'<sentence item="{ITEM}" index="{INDEX}" notes="n18">{OLD.text}' in prompt.user
    assert prompt.user.count("<sentence ") == 1


def test_a_revision_that_adds_or_drops_anything_is_refused_and_the_old_sentence_stays() -> None:
    bad = [
        _revision(text="差旅报销要跑9个签字，一般需20天。"),
        _revision(notes=["n01"], quote="念完就散会", text="中心组学习念完就散会。"),
        _revision(text="差旅报销要跑5个签字，引发群体上访。"),
        _revision(index=INDEX + 1),
        _revision(item="p99-1"),
    ]
    for revision in bad:
        draft = _revised(Reviser(revision))
        assert draft.text == DRAFT.text
        assert [r.section for r in draft.refused] == ["改写"]


def test_a_flagged_headline_is_made_concrete_from_the_notes_of_its_item() -> None:
    found = next(i for i in DRAFT.paper.items("problem") if i.id == ITEM)
    flag = _flag(OLD).model_copy(update={"start": DRAFT.text.index(found.headline)})
    answers = {"差旅报销要跑5个签字": True, "差旅报销要跑9个签字": False, "财务科吃拿卡要": False}
    for text, stands in answers.items():
        model = Reviser(_revision(index=-1, text=f"{text}。"))
        draft = asyncio.run(revise(DRAFT, [flag], model, snapshot(), deadline_s=5))
        (revised,) = [i for i in draft.paper.items() if i.id == ITEM]
        assert (revised.headline == text) is stands
        assert revised.sentences == found.sentences


def test_without_an_answer_the_draft_stays_and_the_failure_is_told() -> None:
    draft = _revised(Unreachable())
    assert draft.text == DRAFT.text
    assert draft.usage.calls == 2
    assert "模型没有应答" in draft.refused[0].reason


def test_nothing_flagged_asks_nothing() -> None:
    model = Reviser()
    draft = asyncio.run(revise(DRAFT, [], model, snapshot(), deadline_s=5))
    assert (draft, model.prompts) == (DRAFT, [])
