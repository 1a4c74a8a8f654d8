"""The JSON shapes a model answers in. What it says there is a proposal; verification decides."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


def _plain(schema: dict[str, Any]) -> None:
    """Closes the object, as strict servers want it, and leaves out words that only cost tokens:
    the schema is sent with every call. An answer with more fields is still read."""
    schema["additionalProperties"] = False
    schema.pop("description", None)
    for field in schema.get("properties", {}).values():
        field.pop("title", None)


_CLOSED = ConfigDict(extra="ignore", json_schema_extra=_plain)


class ProposedSentence(BaseModel):
    """A sentence as ``service.paper.Sentence``, not yet believed."""

    model_config = _CLOSED
    text: str
    kind: Literal["fact", "framing", "question"]
    notes: list[str]
    quote: str


class ProposedProblem(BaseModel):
    """One problem."""

    model_config = _CLOSED
    headline: str
    sentences: list[ProposedSentence]


class ProposedCause(ProposedProblem):
    """One cause and the ids of the problems it explains."""

    links: list[str]


class ProposedMeasure(ProposedCause):
    """One measure; ``owner`` and ``deadline`` are empty unless a note names them."""

    owner: str
    deadline: str


class ProblemsAnswer(BaseModel):
    """The problems of one aspect."""

    model_config = _CLOSED
    items: list[ProposedProblem]


class CausesAnswer(BaseModel):
    """The causes of all problems."""

    model_config = _CLOSED
    items: list[ProposedCause]


class MeasuresAnswer(BaseModel):
    """The measures of one aspect."""

    model_config = _CLOSED
    items: list[ProposedMeasure]


class Revision(BaseModel):
    """A flagged sentence made concrete: ``item`` and ``index`` name it."""

    model_config = _CLOSED
    item: str
    index: int
    text: str
    notes: list[str]
    quote: str


class RevisionsAnswer(BaseModel):
    """The sentences that could be made concrete."""

    model_config = _CLOSED
    revisions: list[Revision]


SectionAnswer = ProblemsAnswer | CausesAnswer | MeasuresAnswer
ProposedItem = ProposedProblem | ProposedCause | ProposedMeasure
