"""Paraphrase: pairs of sentences that tell the same in other words, or only of the same topic.

Without a model there is one figure: how many of the true pairs code would put before a model. With
one (``DUIZHAO_LLM_BASE_URL``, and checks allowed to ask it) its judgements are scored as checking
takes them, quotes verified. The simulated server judges by shared letters, so figures made with it
only show that the protocol holds.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from service.checks.advising import allowed
from service.checks.advising.likeness import LIKE, MOST_PAIRS, copied, spoken
from service.checks.advising.paraphrase import PairsAnswer, pairs_prompt, quoted
from service.checks.advising.sheet import rarity
from service.errors import BadData, ModelFailure
from service.evaluation.forms import columns, name_of, table_rows
from service.evaluation.report import Figure, Scored
from service.evaluation.statistics import Share
from service.language.matching import Matcher
from service.llm.endpoint import Endpoint
from service.llm.opening import model_of
from service.llm.port import Model
from service.prompting import render
from service.settings import load_settings
from service.value import Value

COLUMNS = frozenset({"ours", "theirs", "same"})
_DEADLINE_S = 300.0
_TOKENS_A_PAIR = 90


class LabelledPair(Value):
    """Two sentences, and whether a person says that they tell the same fact."""

    ours: str
    theirs: str
    same: bool


def sets(files: Sequence[Path]) -> list[Path]:
    """Tables with the columns of a paraphrase set."""
    return [path for path in files if columns(path) >= COLUMNS]


def score(sets: Sequence[Path]) -> Scored:
    """Figures of each set: candidates by code, and a configured model's judgement of them."""
    model = _configured()
    figures = []
    for path in sets:
        pairs = read_pairs(path)
        chosen = candidates(pairs)
        figures += _candidate_figures(name_of(path), pairs, chosen)
        if model is not None:
            found = asyncio.run(judged(model, [pairs[at] for at in chosen]))
            said = {chosen[at] for at in found}
            figures += _model_figures(f"{name_of(path)}，{model.name}", pairs, said)
    return Scored(figures=tuple(figures))


def read_pairs(path: Path) -> list[LabelledPair]:
    """The pairs of a set. Raises BadData for a row that is labelled neither 1 nor 0."""
    rows = table_rows(path)
    wrong = next((n for n, row in enumerate(rows, start=2) if row["same"] not in ("0", "1")), 0)
    if wrong:
        raise BadData(f"{path.name} 第 {wrong} 行的 same 应为 1 或 0")
    return [
        LabelledPair(ours=row["ours"], theirs=row["theirs"], same=row["same"] == "1")
        for row in rows
    ]


def candidates(pairs: Sequence[LabelledPair]) -> list[int]:
    """The places of the pairs that code would put before a model."""
    return [at for at, pair in enumerate(pairs) if _is_candidate(pair)]


def _is_candidate(pair: LabelledPair) -> bool:
    best = Matcher([spoken(pair.theirs)], rarity()).best(spoken(pair.ours), 1)
    return bool(best) and best[0][1] >= LIKE and not copied(pair.ours, pair.theirs)


async def judged(model: Model, pairs: Sequence[LabelledPair]) -> set[int]:
    """The places of the pairs that ``model`` calls the same with quotes that stand in both.

    A batch that the model does not answer counts as not found.
    """
    common = render("advise_common", paper_name="对照检查材料", paper="（略）").system
    found: set[int] = set()
    for first in range(0, len(pairs), MOST_PAIRS):
        batch = pairs[first : first + MOST_PAIRS]
        prompt = pairs_prompt([(pair.ours, pair.theirs) for pair in batch], common)
        limit = _TOKENS_A_PAIR * (len(batch) + 2)
        try:
            answer = await model.ask(
                prompt, PairsAnswer, max_tokens=limit, deadline=time.monotonic() + _DEADLINE_S
            )
        except ModelFailure:
            continue
        for said in answer.value.pairs:
            if said.same and 1 <= said.number <= len(batch):
                pair = batch[said.number - 1]
                if quoted(said.ours, pair.ours) and quoted(said.theirs, pair.theirs):
                    found.add(first + said.number - 1)
    return found


def _candidate_figures(
    name: str, pairs: Sequence[LabelledPair], chosen: Sequence[int]
) -> list[Figure]:
    true = sum(pair.same for pair in pairs)
    hits = sum(pairs[at].same for at in chosen)
    return [Figure.of(f"换了说法 {name}", "送给模型判断的：不漏", Share(hits, true), "≥0.85")]


def _model_figures(name: str, pairs: Sequence[LabelledPair], said: set[int]) -> list[Figure]:
    true = sum(pair.same for pair in pairs)
    hits = sum(pairs[at].same for at in said)
    set_ = f"换了说法 {name}"
    return [
        Figure.of(set_, "换了说法的：找出", Share(hits, true), "≥0.80"),
        Figure.of(set_, "换了说法的：报得对", Share(hits, len(said)), "≥0.80"),
    ]


def _configured() -> Model | None:
    settings = load_settings()
    url = settings.llm_base_url
    if not allowed(url, external=settings.llm_external, checks=settings.llm_checks):
        return None
    endpoint = Endpoint(
        base_url=url,
        model=settings.llm_model or "default",
        api_key=settings.llm_api_key,
        slots=settings.llm_slots,
    )
    return model_of(
        endpoint, external=settings.llm_external, external_use=settings.llm_external_use
    ).model
