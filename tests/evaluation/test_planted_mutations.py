from pathlib import Path

import pytest

from service.errors import BadData
from service.evaluation.marked import MarkedPaper, score_marked
from service.evaluation.mutations import Base, Mutation, mutations_of, read_bases, score_mutations

STRUCTURAL = Path(__file__).resolve().parents[1] / "eval" / "structural"
(BASE,) = read_bases(STRUCTURAL / "supply-cooperative.yaml")
MUTATIONS = list(mutations_of(BASE))


def of(sort: str) -> list[Mutation]:
    return [mutation for mutation in MUTATIONS if mutation.sort == sort]


def test_every_mutation_changes_the_paper_or_what_is_asked_of_it() -> None:
    for mutation in MUTATIONS:
        assert mutation.text != BASE.plain or mutation.length, mutation.sort


def test_a_mutation_without_a_place_names_something_or_is_of_the_whole_paper() -> None:
    for mutation in MUTATIONS:
        for start, end in mutation.spans:
            assert 0 <= start < end <= len(mutation.text), mutation


def test_each_of_the_six_aspects_is_taken_out_once() -> None:
    out = of("缺一个方面")
    assert len({mutation.names for mutation in out}) == len(BASE.kind_spec.aspects)
    assert all(f"{mutation.names}方面\n一是" not in mutation.text for mutation in out)


def test_an_owner_that_is_taken_out_stands_nowhere_in_the_measure() -> None:
    marked = [BASE.plain[m.start : m.end] for m in BASE.marks if m.name == "owner"]
    for words, mutation in zip(marked, of("去掉责任人"), strict=True):
        assert words not in mutation.text
        assert len(mutation.text) < len(BASE.plain)


def test_aspects_that_change_places_change_numbers_too() -> None:
    first = of("两个方面颠倒")[0]
    assert "（一）政治素质方面" in first.text
    assert "（二）理论学习方面" in first.text


def test_a_base_that_a_change_does_not_fit_is_refused() -> None:
    base = BASE.model_copy(update={"text": "没有这些话。"})
    with pytest.raises(BadData, match="底稿里没有"):
        list(mutations_of(base))


def test_a_rule_that_does_not_speak_up_counts_as_missing() -> None:
    base = Base.model_validate(
        {
            "unit": "甲所",
            "kind": "team-2023",
            "year": 2023,
            "text": "一、存在的主要问题\n（一）理论学习方面\n一是念稿子。念了11次，没有讨论。\n",
            "changes": [
                {"rule": "left.placeholder", "old": "11次", "new": "XX次"},
                {"rule": "left.scrape", "old": "11次", "new": "12次"},
            ],
        }
    )
    score = score_mutations([base])
    found = {t.rule: t.found for t in score.tallies if t.rule.startswith("left.")}
    assert found == {"left.placeholder": 1, "left.scrape": 0}
    assert any("left.scrape" in line for line in score.missed)


def test_marked_faults_and_their_look_alikes_are_counted_apart() -> None:
    text = "一、征求意见\n电话⟦personal:13800138000⟧，编号⟦not personal:20231105⟧。\n"
    score = score_marked([MarkedPaper(unit="甲所", text=text)])
    (tally,) = score.tallies
    assert (tally.rule, tally.planted, tally.found, tally.false) == ("safe.personal", 1, 1, 0)
    (alike,) = score.alike
    assert (alike.total, alike.flagged) == (1, 0)


def test_a_mark_that_names_no_rule_is_refused() -> None:
    with pytest.raises(BadData, match="no-such"):
        score_marked([MarkedPaper(unit="甲所", text="一、问题\n⟦no-such:甲⟧。\n")])
