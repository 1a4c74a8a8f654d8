"""Asking the model for one section: one call, one follow-up with the objections, no more."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from service.drafting.believe import Believed
from service.drafting.grounding import Record
from service.drafting.register import masked
from service.drafting.sentences import cited
from service.drafting.shapes import SectionAnswer
from service.drafting.snapshot import Snapshot
from service.drafts import Refusal, Usage
from service.errors import ModelFailure
from service.kind import AspectSpec
from service.language.safety import instructs
from service.llm.port import Answer, Model, Turn
from service.notes import Note
from service.paper import Item
from service.prompting import Prompt, plain, render
from service.value import Value

Shape = TypeVar("Shape", bound=SectionAnswer)
_LONGEST_PASSAGE = 120
_MOST_PAST = 12
_MOST_GUIDANCE = 3


class Asked(Value):
    """What one section's calls gave. ``failure`` is why nothing usable came, in Chinese."""

    believed: Believed = Believed()
    usage: Usage = Usage()
    stamps: tuple[str, ...] = ()
    failure: str = ""


class Desk:
    """One draft's model, deadline and common prompt: what every section's call shares."""

    def __init__(self, snapshot: Snapshot, model: Model, deadline: float) -> None:
        self.snapshot = snapshot
        self.record = Record.of(snapshot)
        self.common = common_prompt(snapshot)
        self._model = model
        self._deadline = deadline

    async def ask(
        self,
        prompt: Prompt,
        shape: type[Shape],
        believe: Callable[[Shape], Believed],
        *,
        max_tokens: int,
    ) -> Asked:
        """The believed answer to ``prompt``; refused sentences are asked for once more."""
        try:
            first = await self._model.ask(
                prompt, shape, max_tokens=max_tokens, deadline=self._deadline
            )
        except ModelFailure as failure:
            return Asked(failure=str(failure), usage=Usage.lost(failure, self._model.name))
        found = believe(first.value)
        done = Asked(believed=found, usage=first.usage, stamps=(first.stamp,))
        if not found.refused:
            return done
        return await self._again(prompt, shape, believe, max_tokens, first, done)

    async def _again(
        self,
        prompt: Prompt,
        shape: type[Shape],
        believe: Callable[[Shape], Believed],
        max_tokens: int,
        first: Answer[Shape],
        done: Asked,
    ) -> Asked:
        objection = render("draft_objections", refusals=done.believed.refused)
        then = (Turn("assistant", first.raw), Turn("user", objection.user))
        try:
            second = await self._model.ask(
                prompt, shape, max_tokens=max_tokens, deadline=self._deadline, then=then
            )
        except ModelFailure as failure:
            spent = done.usage + Usage.lost(failure, self._model.name)
            return done.model_copy(update={"usage": spent})
        found = believe(second.value)
        return Asked(
            believed=found if found.facts >= done.believed.facts else done.believed,
            usage=done.usage + second.usage,
            stamps=(first.stamp, objection.stamp),
        )


def common_prompt(snapshot: Snapshot) -> Prompt:
    """The long part that every call of a draft begins with; servers reuse its prefix."""
    past = [p for p in snapshot.passages() if p.use != "guidance"][:_MOST_PAST]
    return render(
        "draft_common",
        unit=plain(snapshot.unit),
        paper_name=snapshot.kind.meeting + snapshot.kind.paper_name,
        year=snapshot.year,
        aspects=snapshot.kind.aspects,
        past=[plain(p.text)[:_LONGEST_PASSAGE] for p in past],
        notes=note_fields(snapshot, snapshot.drafted()),
    )


def note_fields(snapshot: Snapshot, notes: Iterable[Note]) -> list[dict[str, str]]:
    """The notes as a prompt shows them: personal details masked, nothing that ends the fence.

    Notes that instruct a machine are not sent: a person has to read them (see register.told).
    """
    keys = {a.title: a.key for a in snapshot.kind.aspects}
    return [
        {
            "id": plain(note.id),
            "aspect": keys.get(note.aspect or "", ""),
            "source": plain(note.source),
            "text": plain(masked(note)),
        }
        for note in notes
        if not instructs(note.text)
    ]


def problems_prompt(desk: Desk, aspect: AspectSpec, notes: Sequence[Note]) -> Prompt:
    """The question for one aspect's problems."""
    guidance = desk.snapshot.guidance.get(aspect.key, ())[:_MOST_GUIDANCE]
    return render(
        "draft_problems",
        common=desk.common.system,
        aspect=aspect.title,
        ids=[plain(note.id) for note in notes if not instructs(note.text)],
        guidance=[plain(p.text)[:_LONGEST_PASSAGE] for p in guidance],
    )


def causes_prompt(desk: Desk, problems: Sequence[Item]) -> Prompt:
    """The question for the causes of all problems."""
    fields = _problem_fields(problems)
    return render("draft_causes", common=desk.common.system, problems=fields)


def measures_prompt(desk: Desk, aspect: AspectSpec, problems: Sequence[Item]) -> Prompt:
    """The question for one aspect's measures."""
    return render(
        "draft_measures",
        common=desk.common.system,
        aspect=aspect.title,
        problems=_problem_fields(problems),
    )


def failed(section: str, cause: str) -> Refusal:
    """The notice that a section was composed because the model gave nothing usable."""
    reason = f"模型没有给出可用的回答，这一部分已按意见原话成稿（{cause}）"
    return Refusal(section=section, text="", reason=reason)


def _problem_fields(problems: Sequence[Item]) -> list[dict[str, object]]:
    return [
        {"id": p.id, "notes": [plain(i) for i in cited(p)], "headline": plain(p.headline)}
        for p in problems
    ]
