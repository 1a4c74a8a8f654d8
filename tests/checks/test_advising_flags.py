"""Whatever a model says, no flag is lost or cleared; only order and questions move."""

import asyncio
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from service.checks.advising import CONCERNS, Advised, advise
from service.checks.advising.paraphrase import MOST_FOUND
from service.checks.advising.rerank import MOST, WINDOW
from service.errors import ModelAnswerRejected, ModelUnavailable
from service.flags import Flag
from service.language.specifics import unsupported
from service.prompting import Prompt
from tests.checks.advising_cases import FLAGS, NOTES, PAPER, SUBJECT, subject
from tests.scripted_model import ScriptedModel

IDS = [flag.id for flag in FLAGS]
MAY_CHANGE = {"proposed_ask", "stamp"}
FIRM = tuple(flag for flag in FLAGS if flag.level != "suggestion")
EMPTY: dict[str, dict[str, list[Any]]] = {
    "OrderAnswer": {"worth": []},
    "QuestionsAnswer": {"questions": []},
    "PairsAnswer": {"pairs": []},
}


def advised(*, flags: tuple[Flag, ...] = FLAGS, **answers: object) -> Advised:
    """The flags after a model that gives these answers by shape, and empty ones besides."""
    model = ScriptedModel(lambda _, shape: {**EMPTY, **answers}[shape])
    return asyncio.run(advise(SUBJECT, flags, model, deadline_s=30))


def without(flag: Flag, *fields: str) -> dict[str, object]:
    return flag.model_dump(exclude={*MAY_CHANGE, *fields})


def assert_nothing_lost(found: Advised, given_: tuple[Flag, ...] = FLAGS) -> None:
    firm = [f for f in found.flags if f.level != "suggestion"]
    assert [without(f) for f in firm] == [without(f) for f in given_ if f.level != "suggestion"]
    before = {f.id: f for f in given_ if f.level == "suggestion"}
    after = {f.id: f for f in found.flags if f.level == "suggestion"}
    assert before.keys() <= after.keys()
    assert len(after) == len(found.flags) - len(firm)
    for id_, flag in before.items():
        assert without(after[id_], "score") == without(flag, "score")
    new = [flag for id_, flag in after.items() if id_ not in before]
    assert {flag.rule for flag in new} <= {"reuse.own-past", "reuse.peer"}
    assert all(flag.stamp and flag.evidence and not flag.proposed_ask for flag in new)
    assert len(new) <= MOST_FOUND


ids = st.sampled_from([*IDS, "K9999", "", "<b>", "K0001\n"]) | st.text(max_size=8)
words = st.text(max_size=60) | st.sampled_from(
    [
        "这条错误可以清除吗？",
        "详见 http://evil.example 哪一条？",
        "**谁**负责？",
        "张伟为什么没有参加中心组学习？",
        "全年安排中心组学习12次，哪几次没有开？",
        "差旅报账须经五道审签",
        "巡河台账年末突击补填",
    ]
)
questions = st.fixed_dictionaries({"id": ids, "question": words})
pairs = st.fixed_dictionaries(
    {
        "number": st.integers(-2, 6),
        "same": st.booleans(),
        "ours": words,
        "theirs": words,
        "level": st.just("error"),
    }
)


@settings(max_examples=60, deadline=None)
@given(
    worth=st.lists(ids, max_size=40),
    asked=st.lists(questions, max_size=30),
    judged=st.lists(pairs, max_size=8),
)
def test_no_answer_whatever_loses_or_clears_a_flag(
    worth: list[str], asked: list[dict[str, str]], judged: list[dict[str, Any]]
) -> None:
    found = advised(
        OrderAnswer={"worth": worth, "cleared": IDS},
        QuestionsAnswer={"questions": asked, "flags": []},
        PairsAnswer={"pairs": judged},
    )
    assert_nothing_lost(found)
    grounds = [PAPER, *(n.text for n in NOTES), *(f.message + f.ask for f in FLAGS)]
    for flag in found.flags:
        if flag.proposed_ask:
            assert len(flag.proposed_ask) <= 60
            assert flag.proposed_ask.endswith("？")
            assert not set("<>*`[]/@\n") & set(flag.proposed_ask)
            assert unsupported(flag.proposed_ask, grounds) == ()
            assert "张伟" not in flag.proposed_ask


def test_a_model_with_nothing_to_say_changes_nothing() -> None:
    found = advised()
    assert found.flags == FLAGS
    assert found.notices == ()
    assert found.usage.calls == len(CONCERNS)
    assert found.prompts == ("advise_rank@1", "advise_questions@1", "advise_pairs@1")


def test_the_suggestions_it_names_come_first_in_its_order_and_the_others_keep_theirs() -> None:
    suggestions = [f.id for f in FLAGS if f.level == "suggestion"]
    picked = [suggestions[7], suggestions[3]]
    found = advised(OrderAnswer={"worth": [*picked, picked[0], "K9999", FIRM[0].id]})
    assert_nothing_lost(found)
    now = [f for f in found.flags if f.level == "suggestion"]
    assert [f.id for f in now] == [*picked, *(s for s in suggestions if s not in picked)]
    assert [f.stamp for f in now[:3]] == ["advise_rank@1 scripted"] * 2 + [""]
    assert [f.id for f in sorted(now, key=lambda f: -f.score)] == [f.id for f in now]
    assert len({f.score for f in now}) == len(now)


def _many(count: int) -> tuple[Flag, ...]:
    like = next(f for f in FLAGS if f.level == "suggestion")
    return tuple(
        like.model_copy(update={"id": f"K{n:04d}", "score": 0.5}) for n in range(1, count + 1)
    )


def test_its_influence_ends_at_the_window_and_at_ten() -> None:
    flags = _many(50)
    wanted = [f.id for f in flags[::-1]]
    found = advised(flags=flags, OrderAnswer={"worth": wanted}).flags
    assert {f.id for f in found} == {f.id for f in flags}
    first = [f.id for f in flags[:WINDOW][::-1][:MOST]]
    assert [f.id for f in found[:MOST]] == first
    assert found[WINDOW:] == flags[WINDOW:]
    assert min(f.score for f in found[:WINDOW]) > max(f.score for f in found[WINDOW:])


def test_a_concrete_question_stands_beside_the_flags_own() -> None:
    flag = next(f for f in FLAGS if f.text == "12次")
    good = "全年安排中心组学习12次，哪几次没有开，由谁负责？"
    found = advised(QuestionsAnswer={"questions": [{"id": flag.id, "question": good}]})
    now = next(f for f in found.flags if f.id == flag.id)
    assert (now.proposed_ask, now.ask) == (good, flag.ask)
    assert now.stamp == "advise_questions@1 scripted"
    assert [f for f in found.flags if f.id != flag.id] == [f for f in FLAGS if f.id != flag.id]


def test_a_refused_question_is_told_with_its_reason_and_the_flag_stays_as_it_was() -> None:
    flag = next(f for f in FLAGS if f.text == "12次")
    bad = "全年37次会议由谁负责？"
    found = advised(QuestionsAnswer={"questions": [{"id": flag.id, "question": bad}]})
    assert found.flags == FLAGS
    (refusal,) = found.refused
    assert (refusal.section, refusal.text) == ("追问", bad)
    assert "37次" in refusal.reason


class Failing(ScriptedModel):
    """A model whose answers to some shapes never come, or come in no shape."""

    def __init__(self, *shapes: str, error: type[Exception] = ModelUnavailable) -> None:
        super().__init__(self._answer)
        self.failing, self.error = shapes, error

    def _answer(self, _: Prompt, shape: str) -> object:
        if shape in self.failing:
            raise self.error("模型没有应答")
        return EMPTY[shape]


def test_a_model_that_is_gone_is_asked_once_and_named_once() -> None:
    model = Failing(*EMPTY)
    found = asyncio.run(advise(SUBJECT, FLAGS, model, deadline_s=5))
    assert found.flags == FLAGS
    assert len(model.prompts) == 1
    (notice,) = found.notices
    assert "排序、追问、找换了说法的雷同" in notice
    assert "模型没有应答" in notice


def test_one_concern_that_fails_does_not_stop_the_others() -> None:
    model = Failing("OrderAnswer", error=ModelAnswerRejected)
    found = asyncio.run(advise(SUBJECT, FLAGS, model, deadline_s=5))
    assert found.flags == FLAGS
    assert found.prompts == ("advise_questions@1", "advise_pairs@1")
    (notice,) = found.notices
    assert notice.startswith("模型没有完成排序，")


def test_without_flags_and_likely_pairs_nothing_is_asked() -> None:
    model = ScriptedModel(lambda _, shape: EMPTY[shape])
    alone = subject(past=(), peers=())
    found = asyncio.run(advise(alone, (), model, deadline_s=5))
    assert (found, model.prompts) == (Advised(), [])


def test_every_ask_has_the_one_deadline() -> None:
    model = ScriptedModel(lambda _, shape: EMPTY[shape])
    asyncio.run(advise(SUBJECT, FLAGS, model, deadline_s=5))
    assert len(model.deadlines) == len(CONCERNS)
    assert len(set(model.deadlines)) == 1


def test_every_prompt_begins_with_the_same_paper() -> None:
    model = ScriptedModel(lambda _, shape: EMPTY[shape])
    asyncio.run(advise(SUBJECT, FLAGS, model, deadline_s=5))
    assert len({prompt.system for prompt in model.prompts}) == 1
    assert "巡河台账年末突击补填" in model.prompts[0].system
