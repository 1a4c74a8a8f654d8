"""A review of papers that several units sent up: what the model is shown of one is never of
another, also where a paper names a unit that did not send it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.samples import PAPERS
from service.store.unit_rules import UnitRuleBook
from tests.api.accounts import Town, settings_of, town_at
from tests.api.sent_papers import another, sent_up
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours import BEHAVIOURS

THIS_YEAR = (PAPERS / "qinglan-water" / "2024-team-2024.txt").read_text(encoding="utf-8")
LAST_YEAR = (PAPERS / "qinglan-water" / "2023-team-2023.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def model() -> Iterator[Simulated]:
    with serving(Simulated(behaviour=BEHAVIOURS["honest"])) as server:
        yield server


@pytest.fixture
def town(tmp_path: Path, model: Simulated) -> Iterator[Town]:
    model.ledger.calls.clear()
    settings = settings_of(tmp_path, llm_base_url=model.base_url)
    with town_at(settings) as made:
        yield made


def clauses(text: str) -> set[str]:
    return {part for part in re.split(r"[，。；：、！？\s“”（）]", text) if len(part) >= 8}


def shown(model: Simulated) -> list[str]:
    """What stands between the tags of each prompt, the model's own orders left out."""
    found = re.compile(r"<lines>\n(.*?)</lines>", re.DOTALL)
    return ["".join(found.findall(call.prompt)) for call in model.ledger.calls]


def reviewed(town: Town, *submissions: str) -> dict[str, object]:
    with town.signed_in("reviewer") as reviewer:
        answer = reviewer.post("/api/v1/submissions/review", json={"submissions": submissions})
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def test_a_paper_that_names_another_unit_is_not_taken_for_its_last_year(
    town: Town, model: Simulated
) -> None:
    archive = another(town, "青岚县档案馆党组")
    mine = sent_up(town, town.bureau, THIS_YEAR, 2024)
    theirs = sent_up(town, archive, LAST_YEAR, 2023)
    reviewed(town, mine, theirs)
    of_mine = clauses(THIS_YEAR) - clauses(LAST_YEAR)
    of_theirs = clauses(LAST_YEAR) - clauses(THIS_YEAR)
    prompts = shown(model)
    assert len(prompts) == 2
    families = [(clauses(p) & of_mine, clauses(p) & of_theirs) for p in prompts]
    assert sorted(bool(own) for own, _ in families) == [False, True]
    assert sorted(bool(other) for _, other in families) == [False, True]
    assert not any(own and other for own, other in families)


def test_a_units_own_last_year_stays_beside_its_paper(town: Town, model: Simulated) -> None:
    mine = sent_up(town, town.bureau, THIS_YEAR, 2024)
    past = sent_up(town, town.bureau, LAST_YEAR, 2023)
    reviewed(town, mine, past)
    of_past = clauses(LAST_YEAR) - clauses(THIS_YEAR)
    assert sum(bool(clauses(prompt) & of_past) for prompt in shown(model)) == 2


def test_units_whose_names_stand_in_each_other_are_two(town: Town, model: Simulated) -> None:
    inner = another(town, "青岚县水利局党组机关支部")
    mine = sent_up(town, town.bureau, THIS_YEAR, 2024)
    theirs = sent_up(town, inner, LAST_YEAR, 2023)
    reviewed(town, mine, theirs)
    of_mine = clauses(THIS_YEAR) - clauses(LAST_YEAR)
    of_theirs = clauses(LAST_YEAR) - clauses(THIS_YEAR)
    assert not any(clauses(p) & of_mine and clauses(p) & of_theirs for p in shown(model))


def test_the_rules_of_one_unit_are_not_those_of_the_next(town: Town) -> None:
    """Also where the other paper names the unit whose rules were changed."""
    archive = another(town, "青岚县档案馆党组")
    admin = town.house.office.scopes.local("操作员")
    book = UnitRuleBook(town.house.database)
    off = "levels: {generic.wording: off}"
    book.put(admin, town.bureau.id, off, version=0)
    theirs = sent_up(town, archive, LAST_YEAR, 2023)
    found = reviewed(town, theirs)
    papers = found["papers"]
    assert isinstance(papers, list)
    assert papers[0]["unit"] == "青岚县档案馆党组"
    assert papers[0]["counts"].get("generic.wording", 0) > 0
