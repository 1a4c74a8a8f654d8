"""One item drafted again: it stays who it is, stands on its own notes, and nothing is made up."""

import asyncio

import pytest

from service.drafting import Record, Snapshot, compose, composed, matter_of, verify, written
from service.drafting.sentences import cited
from service.errors import BadInput
from service.kinds import load_kinds
from service.llm.compatible import CompatibleModel
from service.llm.endpoint import Endpoint
from service.notes import Note, RawNote
from service.paper import Item, Paper
from service.sorting import sort_notes
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours import BEHAVIOURS

UNIT = "青岚县水利局党组"
RAW = (
    ("N1", "中心组学习光念文件，全年12次里有9次没有研讨", "座谈会"),
    ("N2", "沙渚河道管理所的巡查记录有3个月是后补的", "巡察反馈"),
    ("N3", "缴费窗口中午不开门，群众来回跑了3趟", "意见箱"),
)


def snapshot(kind: str = "team-2023") -> Snapshot:
    known = load_kinds(None)[kind]
    raw = [RawNote(id=i, text=t, source=s) for i, t, s in RAW]
    notes: tuple[Note, ...] = sort_notes(raw, known).notes
    return Snapshot(kind=known, unit=UNIT, year=2023, notes=notes)


@pytest.fixture(scope="module")
def paper() -> Paper:
    return compose(snapshot()).paper


def of_role(paper: Paper, role: str) -> list[Item]:
    return [item for item in paper.items() if item.role == role]


@pytest.mark.parametrize("role", ["problem", "cause", "measure"])
def test_without_a_model_an_item_comes_back_as_it_was_drafted(paper: Paper, role: str) -> None:
    record = Record.of(snapshot())
    drafted = of_role(paper, role)
    assert drafted
    for old in drafted:
        new = composed(matter_of(paper, old.id, snapshot())).item
        assert (new.id, new.role, new.links) == (old.id, old.role, old.links)
        assert set(cited(new)) == set(cited(old))
        assert all(verify(s, record) is None for s in new.sentences if s.kind == "fact")


def test_what_a_person_broke_is_drafted_again_from_its_notes(paper: Paper) -> None:
    old = of_role(paper, "problem")[0]
    broken = old.model_copy(update={"headline": "不行", "owner": "李明"})
    chapters = [
        c.model_copy(
            update={
                "sections": tuple(
                    s.model_copy(
                        update={"items": tuple(broken if i.id == old.id else i for i in s.items)}
                    )
                    for s in c.sections
                )
            }
        )
        for c in paper.chapters
    ]
    changed = paper.model_copy(update={"chapters": tuple(chapters)})
    new = composed(matter_of(changed, old.id, snapshot())).item
    assert new.headline == old.headline
    assert new.owner == "李明"


@pytest.mark.parametrize("behaviour", ["honest", "lying", "malicious"])
def test_with_a_model_its_words_are_verified_and_a_lying_one_changes_nothing(
    paper: Paper, behaviour: str
) -> None:
    record = Record.of(snapshot())
    old = of_role(paper, "problem")[0]
    with serving(Simulated(BEHAVIOURS[behaviour])) as server:
        model = CompatibleModel(
            Endpoint(base_url=server.base_url, model="simulated", slots=1, backoff_s=0.01)
        )
        new = asyncio.run(written(matter_of(paper, old.id, snapshot()), model, deadline_s=20.0))
    assert set(cited(new.item)) == set(cited(old))
    assert all(verify(s, record) is None for s in new.item.sentences if s.kind == "fact")


def test_what_stands_on_nothing_is_refused_with_a_word_on_what_to_do(paper: Paper) -> None:
    problem = of_role(paper, "problem")[0]
    nothing = snapshot().model_copy(update={"notes": ()})
    with pytest.raises(BadInput, match="没有引用意见"):
        matter_of(paper, problem.id, nothing)
    for other in of_role(paper, "other"):
        with pytest.raises(BadInput, match="直接修改"):
            matter_of(paper, other.id, snapshot())


def test_a_persons_own_paper_is_not_written_for_them(paper: Paper) -> None:
    own = snapshot("individual-2023")
    with pytest.raises(BadInput, match="本人撰写"):
        matter_of(paper, of_role(paper, "problem")[0].id, own)
