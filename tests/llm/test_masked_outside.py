"""A model outside the house is told no personal detail, and what it writes reads as if it had been.

``labelled_details.tsv`` holds invented sentences with the detail in each; its identity numbers are
of areas that do not exist, with a right check character.
"""

import asyncio
import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from service.drafts import Draft
from service.errors import ModelUnavailable
from service.language.placeholders import Placeholders
from service.llm.compatible import CompatibleModel
from service.llm.masking import MaskedModel
from service.llm.port import Model, Turn
from service.pipelines.drafting import draft_paper
from service.prompting import Prompt
from tests.drafting.drafting_cases import note, snapshot
from tests.llm.asking import Said, echo, endpoint, prompt
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours.answers import Sentence, answer, fact, question
from tests.simulated_llm.request import ChatRequest
from tests.simulated_llm.server import to_json

HERE = Path(__file__).parent
ROSTER = tuple((HERE / "roster.txt").read_text(encoding="utf-8").split())
LEAST = {"identity_number": 0.99, "phone": 0.99, "name": 0.95}


def labelled() -> list[dict[str, str]]:
    with (HERE / "labelled_details.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def masked(server: Simulated) -> MaskedModel:
    return MaskedModel(CompatibleModel(endpoint(server)), ROSTER)


def said(model: Model, asked: Prompt, *then: Turn) -> str:
    return asyncio.run(model.ask(asked, Said, max_tokens=50, then=then)).value.said


def test_no_labelled_detail_reaches_the_server_and_every_sentence_comes_back_whole() -> None:
    rows = labelled()
    assert len(rows) >= 150
    hidden: dict[str, list[bool]] = defaultdict(list)
    with serving(Simulated(echo)) as server:
        for row in rows:
            assert said(masked(server), prompt(row["sentence"])) == row["sentence"]
            sent = server.ledger.calls[-1].prompt
            hidden[row["kind"]].append(row["detail"] not in sent)
    recall = {kind: sum(found) / len(found) for kind, found in hidden.items()}
    assert all(recall[kind] >= least for kind, least in LEAST.items()), recall
    assert recall == dict.fromkeys(recall, 1.0), "zero raw hits"


def test_everything_of_an_ask_is_masked_and_one_detail_is_one_placeholder() -> None:
    asked = prompt("柏青山又来了，电话13900001111", "记录：柏青山说路灯不亮。")
    with serving(Simulated(echo)) as server:
        said(
            masked(server),
            asked,
            Turn("assistant", '{"said": "柏青山"}'),
            Turn("user", "柏青山的电话13900001111不要写"),
        )
        [call] = server.ledger.calls
    assert "柏青山" not in call.prompt
    assert "13900001111" not in call.prompt
    assert call.prompt.count("〔人名1〕") == 4
    assert call.prompt.count("〔电话1〕") == 2


@pytest.mark.parametrize(
    "copied",
    [
        "〔人名1〕",
        "【人名1】",
        "（人名1）",
        "[人名 1]",
        "人名1",
        "〔人名１〕",
        "\\u3014人名1\\u3015",
    ],
)
def test_a_placeholder_is_put_back_however_the_model_copied_it(copied: str) -> None:
    with serving(Simulated(lambda _: f'{{"said": "{copied}说得对"}}')) as server:
        assert said(masked(server), prompt("柏青山说得对")) == "柏青山说得对"


def test_a_detail_that_holds_quotation_marks_breaks_no_json() -> None:
    home = '家住"老"院3号楼2单元501室'
    with serving(Simulated(echo)) as server:
        assert said(masked(server), prompt(home)) == home


def test_a_note_that_holds_a_placeholder_of_its_own_is_not_taken_for_ours() -> None:
    text = "表格里写着〔人名1〕，柏青山没有签字"
    with serving(Simulated(echo)) as server:
        assert said(masked(server), prompt(text)) == text
        assert "〔人名2〕没有签字" in server.ledger.calls[0].prompt


def test_a_number_without_end_behind_a_label_is_only_a_number() -> None:
    text = "电话" + "7" * 5000
    aside = Placeholders([text], ROSTER)
    assert "7" * 11 not in aside.texts[0]
    assert aside.restored(aside.texts[0]) == text


def test_a_placeholder_the_model_made_up_means_nobody() -> None:
    with serving(Simulated(lambda _: to_json({"said": "〔人名7〕反映"}))) as server:
        assert said(masked(server), prompt("柏青山反映")) == "〔人名7〕反映"


def test_what_cannot_be_put_aside_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.language.placeholders._ROUNDS", 0)
    with serving(Simulated(echo)) as server:
        with pytest.raises(ModelUnavailable, match="没有发给外部模型") as kept:
            said(masked(server), prompt("柏青山反映"))
        assert server.ledger.arrivals == 0
    assert "柏青山" not in str(kept.value)


def test_numbers_and_terms_that_are_nobodys_stay_readable() -> None:
    text = "按国办发〔2024〕5号文件，2024年投入1200万元，完成12个项目，合格率98.5%"
    assert Placeholders([text], ROSTER).texts == (text,)


def writing(request: ChatRequest) -> str:
    """Cites and quotes what it read, letter by letter."""

    def write(name: str, words: str, _: int) -> list[Sentence]:
        return [fact(f"有意见反映：“{words}”。", [name], words), question("由谁负责？")]

    return answer(request, write, lambda words: words.rsplit("，", maxsplit=1)[-1])


def test_a_draft_written_behind_masks_is_the_draft_written_without() -> None:
    notes = (
        note("d1", "亓春生家里的路灯坏了半年没人修", "style"),
        note("d2", "打13900001111报修，三次没有人来，仝小满和阚国栋都在场", "style"),
        note("d3", "逄立新的身份证990101197001010019登记错了两次", "duty"),
    )
    drafts: list[Draft] = []
    with serving(Simulated(writing)) as server:
        plain = CompatibleModel(endpoint(server))
        for model in (plain, MaskedModel(plain, ROSTER)):
            before = len(server.ledger.calls)
            work = draft_paper(snapshot("branch", notes=notes), model=model, cards=[])
            drafts.append(asyncio.run(work))
        sent = json.dumps([c.prompt for c in server.ledger.calls[before:]], ensure_ascii=False)
    for detail in ("亓春生", "仝小满", "阚国栋", "逄立新", "13900001111", "990101197001010019"):
        assert detail not in sent
    without, behind = (d.model_copy(update={"usage": drafts[0].usage}) for d in drafts)
    assert behind.text == without.text
    assert behind == without
    assert without.refused == ()
    facts = [s for i in without.paper.items() for s in i.sentences if s.kind == "fact"]
    assert {name for sentence in facts for name in sentence.notes} == {"d1", "d2", "d3"}
