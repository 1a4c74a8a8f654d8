from pathlib import Path

import pytest
from pypdf import PdfReader

from service.flags import CheckedFile, Dismissal, DismissedFlag, Evidence, Flag, Level
from service.notes import Note
from service.paper import Chapter, Item, Paper, Section
from service.present.check_summary import check_summary, write_check_summary
from service.present.comments import comment_text
from service.readers import read_here
from tests.present.word_files import through_office

TEXT = "办公室全年督办5次。\n学习不够深入。\n财务科和人事科各有2次超时。\n"
ASK = "这个数出自哪份记录？"


def flag(phrase: str, level: Level = "error", **more: object) -> Flag:
    start = TEXT.index(phrase) if phrase in TEXT else 0
    return Flag.model_validate(
        {
            "id": "K0001",
            "rule": "fact.unsupported",
            "level": level,
            "start": start,
            "end": start + len(phrase),
            "text": phrase,
            "message": f"“{phrase}”没有依据",
            "ask": ASK,
            **more,
        }
    )


def told(
    *flags: Flag, paper: Paper | None = None, notes: tuple[Note, ...] = ()
) -> dict[str, list[str]]:
    checked = CheckedFile(file="某局.docx", flags=flags, text=TEXT)
    return {h[2:]: said for h, said in check_summary(checked, paper=paper, notes=notes)}


def test_what_must_and_what_should_be_changed_stand_apart() -> None:
    said = told(flag("5次"), flag("学习不够深入", "warning"), flag("2次", "suggestion"))
    assert said["必须改的"] == ["1. 没有依据（“5次”）"]
    assert said["应当改的"] == ["1. 没有依据（“学习不够深入”）"]
    assert said["其他"] == ["另有建议1处，见批注，由起草人斟酌。"]


def test_flags_that_say_the_same_are_one_line_with_their_number() -> None:
    said = told(flag("5次"), flag("2次"), flag("学习"), flag("超时"))
    assert said["必须改的"] == ["1. 没有依据（“5次”“2次”“学习”等4处）"]


def test_whoever_the_sentence_names_is_asked() -> None:
    assert told(flag("5次"))["要向谁问清什么"][0].startswith("1. 请起草人核实")
    named = told(flag("财务科"))["要向谁问清什么"]
    assert named == [f"1. 问财务科（“财务科”）：{ASK}"]


def test_where_two_are_named_nobody_is_guessed() -> None:
    assert told(flag("2次"))["要向谁问清什么"] == [f"1. 请起草人核实（“2次”）：{ASK}"]


def test_the_owner_of_a_measure_is_asked_before_the_drafter() -> None:
    item = Item(id="M1", role="measure", text=TEXT, owner="分管办公室的副局长")
    paper = Paper(chapters=(Chapter(role="measures", sections=(Section(items=(item,)),)),))
    said = told(flag("学习"), flag("深入", item="M1"), paper=paper)["要向谁问清什么"]
    assert said[0].startswith("1. 问分管办公室的副局长")
    assert said[1].startswith("2. 请起草人核实")


def test_the_channel_of_a_note_is_asked_but_never_that_of_a_clue() -> None:
    notes = (
        Note(id="N1", source_id="7", text="没人接电话", source="职工座谈会"),
        Note(id="N2", source_id="8", text="举报", source="三楼意见箱", route="clue"),
    )
    for source, whom in (("7", "问职工座谈会"), ("N1", "问职工座谈会"), ("8", "请起草人核实")):
        evidence = (Evidence(source=source, quote="x"),)
        said = told(flag("学习", evidence=evidence), notes=notes)["要向谁问清什么"]
        assert said[0].startswith(f"1. {whom}")


def test_a_question_of_the_model_is_marked_as_such_beside_ours() -> None:
    asked = flag("5次", proposed_ask="5次督办各是哪一天？")
    line = told(asked)["要向谁问清什么"][0]
    assert line == f"1. 请起草人核实（“5次”）：{ASK}（模型建议的问法：5次督办各是哪一天？）"
    lines = comment_text(asked).split("\n")
    assert f"请核实：{ASK}" in lines
    assert "模型建议的问法：5次督办各是哪一天？" in lines
    assert "模型" not in comment_text(flag("5次"))


def test_what_a_person_dismissed_is_counted_only() -> None:
    dismissal = Dismissal.model_validate(
        {
            "unit": "u",
            "rule": "r",
            "fingerprint": "f",
            "reason": "已核",
            "who": "办公室",
            "when": "2026-01-15T09:00:00",
        }
    )
    kept = DismissedFlag(flag=flag("5次"), dismissal=dismissal)
    parts = dict(check_summary(CheckedFile(file="a.txt", dismissed=(kept,))))
    assert parts["一、必须改的"] == ["没有必改的提示。"]
    assert parts["四、其他"][-1] == "已由人确认不必处理的1处，不再列出。"


def test_nothing_found_is_said_in_every_part() -> None:
    assert told() == {
        "必须改的": ["没有必改的提示。"],
        "应当改的": ["没有应改的提示。"],
        "要向谁问清什么": ["没有要问的。"],
        "其他": ["没有其他建议。"],
    }


def many(count: int, word: str) -> CheckedFile:
    levels: tuple[Level, ...] = ("error", "warning", "suggestion")
    flags = [
        flag(
            f"{word}{n}",
            levels[n % 3],
            message=f"{word * 9}第{n}处写得不对",
            ask=f"{word * 9}第{n}处是谁定的？",
            proposed_ask=word * 20,
        )
        for n in range(count)
    ]
    return CheckedFile(file=f"{word * 12}材料.docx", flags=tuple(flags), text=TEXT)


@pytest.mark.office
@pytest.mark.parametrize(
    "checked",
    [many(200, "长句子"), many(200, "WIDE words "), many(0, "某局")],
    ids=["200", "w", "0"],
)
def test_the_summary_is_exactly_one_page(checked: CheckedFile, tmp_path: Path) -> None:
    out = tmp_path / "summary.docx"
    write_check_summary(out, checked, check_summary(checked))
    assert "核对摘要" in read_here(out).text.replace("\n", "")
    assert len(PdfReader(through_office(out, tmp_path, "pdf")).pages) == 1


def test_what_finds_no_room_is_counted() -> None:
    parts = dict(check_summary(many(200, "长句子")))
    for heading in ("一、必须改的", "三、要向谁问清什么"):
        shown = len(parts[heading]) - 1
        total = 67 if heading == "一、必须改的" else 200
        assert parts[heading][-1] == f"另有{total - shown}类，见批注。"
