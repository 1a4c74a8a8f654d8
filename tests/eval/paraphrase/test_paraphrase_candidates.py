"""What is put before a model, and what is believed of its judgement.

How well a model judges is not tested here: the simulated server compares letters, and passing with
it proves the protocol only. With a model configured, ``duizhao eval tests/eval/paraphrase``
measures recall (target 0.8) and precision.
"""

import asyncio
from pathlib import Path

import pytest

from service.errors import BadData
from service.evaluation.scorers.paraphrase import (
    LabelledPair,
    candidates,
    judged,
    read_pairs,
    score,
    sets,
)
from service.llm.compatible import CompatibleModel
from service.llm.endpoint import Endpoint
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours import BEHAVIOURS

SET = Path(__file__).with_name("pairs.tsv")
PAIRS = read_pairs(SET)


def found_by(behaviour: str) -> tuple[set[int], list[LabelledPair]]:
    shown = [PAIRS[at] for at in candidates(PAIRS)]
    with serving(Simulated(BEHAVIOURS[behaviour])) as server:
        model = CompatibleModel(Endpoint(server.base_url, "simulated"))
        return asyncio.run(judged(model, shown)), shown


def test_the_set_is_large_enough_and_holds_both_sorts() -> None:
    assert len(PAIRS) >= 60
    assert sum(pair.same for pair in PAIRS) >= 30
    assert sum(not pair.same for pair in PAIRS) >= 30
    assert len({(pair.ours, pair.theirs) for pair in PAIRS}) == len(PAIRS)


def test_enough_true_pairs_reach_the_model_for_the_target_to_be_within_reach() -> None:
    chosen = candidates(PAIRS)
    true = [at for at, pair in enumerate(PAIRS) if pair.same]
    assert len(set(true) & set(chosen)) / len(true) >= 0.88


def test_a_judgement_with_quotes_from_both_sentences_counts() -> None:
    found, shown = found_by("honest")
    true = {at for at, pair in enumerate(shown) if pair.same}
    assert found & true
    assert found <= set(range(len(shown)))


@pytest.mark.parametrize("behaviour", ["lying", "malicious", "sloppy", "copying"])
def test_a_judgement_without_true_quotes_counts_for_nothing(behaviour: str) -> None:
    assert found_by(behaviour)[0] == set()


def test_without_a_model_the_set_gives_the_candidates_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DUIZHAO_LLM_BASE_URL", raising=False)
    assert sets([SET, SET.with_name("other.tsv")][:1]) == [SET]
    (figure,) = score([SET]).figures
    assert figure.met
    assert figure.count == sum(pair.same for pair in PAIRS)


def test_a_model_on_the_premises_is_scored_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Simulated(BEHAVIOURS["honest"])) as server:
        monkeypatch.setenv("DUIZHAO_LLM_BASE_URL", server.base_url)
        monkeypatch.setenv("DUIZHAO_LLM_MODEL", "simulated")
        figures = score([SET]).figures
    assert [figure.name for figure in figures] == [
        "送给模型判断的：不漏",
        "换了说法的：找出",
        "换了说法的：报得对",
    ]
    assert all("simulated" in figure.set for figure in figures[1:])


def test_a_label_that_is_neither_is_named_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("ours\ttheirs\tsame\n甲。\t乙。\t是\n", encoding="utf-8")
    with pytest.raises(BadData, match="第 2 行"):
        read_pairs(path)
