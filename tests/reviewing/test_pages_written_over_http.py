"""A page with a model of every character, over a real HTTP server: nothing untraceable appears and
nothing of the page is lost."""

import asyncio

import pytest

from service.llm.compatible import CompatibleModel
from service.llm.endpoint import PATIENT, Endpoint, Pace
from service.reviewing.page import page_of
from service.reviewing.quoting import texts_of
from service.reviewing.tracing import untraceable
from service.reviewing.writing import write_page
from service.reviews import PaperReview
from tests.reviewing.review_cases import PAIRS, flags, subject
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours import BEHAVIOURS
from tests.simulated_llm.behaviours.lying import LIES
from tests.simulated_llm.faults import FAULTS

BAD = ("lying", "malicious", "copying", "sloppy")
OUTLAWED = ("evil.example", "<script", "javascript", "领导批准", "忽略以上", "HYPERLINK", "<!--")
HURRIED = Pace(stall_s=0.4, tokens_per_s=20.0, grace_s=0.6)


def _page(file: str) -> PaperReview:
    return page_of(subject(file), flags(file))


def _written(
    server: Simulated, file: str, deadline_s: float = 60, pace: Pace = HURRIED
) -> PaperReview:
    endpoint = Endpoint(base_url=server.base_url, model="simulated", backoff_s=0.01, pace=pace)
    model = CompatibleModel(endpoint)
    return asyncio.run(write_page(model, _page(file), subject(file), deadline_s=deadline_s))


@pytest.mark.parametrize("file", PAIRS)
@pytest.mark.parametrize("behaviour", BAD)
def test_no_untraceable_sentence_reaches_the_page(behaviour: str, file: str) -> None:
    with serving(Simulated(behaviour=BEHAVIOURS[behaviour])) as server:
        page = _written(server, file, pace=PATIENT)
    assert page.usage.calls == 1
    assert untraceable(page.digest, texts_of(subject(file))) == ()
    said = "\n".join(line.text for line in page.digest)
    assert not any(lie in said for lie in LIES)
    assert not any(word in said for word in OUTLAWED)


@pytest.mark.parametrize("file", PAIRS)
@pytest.mark.parametrize("behaviour", sorted(BEHAVIOURS))
def test_every_source_of_the_page_is_still_there(behaviour: str, file: str) -> None:
    with serving(Simulated(behaviour=BEHAVIOURS[behaviour])) as server:
        page = _written(server, file)
    before, after = _page(file), page
    for part in {line.part for line in before.digest}:
        kept = {s for line in after.digest if line.part == part for s in line.sources}
        assert {s for line in before.digest if line.part == part for s in line.sources} <= kept
    assert before.problems == after.problems
    assert before.missing == after.missing


def test_a_copying_sloppy_or_malicious_model_changes_nothing() -> None:
    file = "qinglan-water/2024-team-2024.txt"
    for behaviour in ("copying", "sloppy", "malicious"):
        with serving(Simulated(behaviour=BEHAVIOURS[behaviour])) as server:
            assert _written(server, file).digest == _page(file).digest


def test_an_honest_model_is_let_through_and_its_lines_keep_every_source() -> None:
    file = "jiangyu-port/2024-team-2024.docx"
    with serving(Simulated(behaviour=BEHAVIOURS["honest"])) as server:
        page = _written(server, file)
    joined = [line for line in page.digest if line not in _page(file).digest]
    assert len(joined) >= 4
    assert all(len(line.sources) >= 2 for line in joined)
    assert untraceable(page.digest, texts_of(subject(file))) == ()


def test_notes_that_nobody_answered_are_not_sent_and_stay_word_for_word() -> None:
    file = "qinglan-water/2024-team-2024.txt"
    unanswered = [line for line in _page(file).digest if line.part == "unanswered"]
    assert unanswered
    with serving(Simulated(behaviour=BEHAVIOURS["honest"])) as server:
        page = _written(server, file)
        prompt = server.ledger.calls[0].prompt
    assert [line for line in page.digest if line.part == "unanswered"] == unanswered
    assert not any(f">{line.text}<" in prompt for line in unanswered)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault.name))
def test_with_every_fault_the_page_stays_as_it_was(fault: object) -> None:
    file = "liuxi-town/2024-team-2024.txt"
    name = getattr(fault, "name", "")
    with serving(Simulated(BEHAVIOURS["honest"], fault_at=lambda _: name)) as server:
        page = _written(server, file, deadline_s=3)
    assert page.digest == _page(file).digest
    assert page.counts == _page(file).counts


def test_with_nobody_listening_the_page_stays_as_it_was() -> None:
    file = "liuxi-town/2024-team-2024.txt"
    with serving(Simulated(BEHAVIOURS["honest"])) as server:
        gone = Simulated(BEHAVIOURS["honest"], base_url=server.base_url)
    page = _written(gone, file, deadline_s=3)
    assert page.digest == _page(file).digest
    assert page.usage.completion_tokens == 0
