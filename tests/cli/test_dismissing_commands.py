"""Dismissing on the command line: from what a person saw to what is not shown again."""

import getpass
import json
from pathlib import Path
from typing import Any

import pytest

from service.samples import PAPERS
from tests.cli.conftest import Run

PAPER = PAPERS / "qinglan-water" / "2024-team-2024.txt"
UNIT = "青岚县水利局党组"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A sample with one placeholder."""
    path = tmp_path / "材料.txt"
    text = PAPER.read_text(encoding="utf-8")
    assert "白鹭塘水库" in text
    path.write_text(text.replace("白鹭塘水库", "XX水库", 1), encoding="utf-8")
    return path


def seen(duizhao: Run, paper: Path, *options: object) -> Any:
    _, out, _ = duizhao("check", paper, "--format", "json", *options)
    return json.loads(out)["files"][0]


def placeholder(duizhao: Run, paper: Path) -> str:
    flags = seen(duizhao, paper)["flags"]
    return str(next(flag["id"] for flag in flags if flag["rule"] == "left.placeholder"))


def test_a_dismissed_flag_is_gone_from_everything_but_the_data(duizhao: Run, paper: Path) -> None:
    name = placeholder(duizhao, paper)
    assert duizhao("check", paper, "--fail-on", "error")[0] == 1
    before = seen(duizhao, paper)
    add = ("dismissals", "add", paper, "--unit", UNIT, "--flag", name, "--reason", "按规定隐去")
    code, out, err = duizhao(*add)
    assert (code, out) == (0, "")
    assert name in err
    assert f"duizhao dismissals remove --unit {UNIT} 1" in err
    code, out, err = duizhao("check", paper, "--fail-on", "error", "--out", "批注.docx")
    assert code == 0
    assert name not in out
    assert "另有1条提示已由人忽略" in err
    after = seen(duizhao, paper)
    assert [d["dismissal"]["reason"] for d in after["dismissed"]] == ["按规定隐去"]
    assert {f["id"] for f in after["flags"]} == {f["id"] for f in before["flags"]} - {name}
    assert name not in duizhao("check", "批注.docx", "--read-back", "批注.docx")[1]


def test_who_dismisses_is_the_login_name_unless_another_is_given(duizhao: Run, paper: Path) -> None:
    name = placeholder(duizhao, paper)
    add = ("dismissals", "add", paper, "--unit", UNIT, "--flag", name, "--reason", "核过")
    who = []
    for more in ((), ("--who", "办公室")):
        assert duizhao(*add, *more)[0] == 0
        _, out, _ = duizhao("dismissals", "list", "--unit", UNIT, "--format", "json")
        (kept,) = json.loads(out)["dismissals"]
        who.append(kept["who"])
    assert who == [getpass.getuser(), "办公室"]


def test_a_report_of_a_check_gives_the_ids_that_were_seen(
    duizhao: Run, paper: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "意见.txt"
    notes.write_text("食堂晚饭只有两个菜\n", encoding="utf-8")
    _, out, _ = duizhao("check", paper, "--notes", notes, "--format", "json")
    report = tmp_path / "结果.json"
    report.write_text(out, encoding="utf-8")
    flag = next(f for f in json.loads(out)["files"][0]["flags"] if f["rule"] == "cover.missing")
    add = ("dismissals", "add", report, "--unit", UNIT, "--flag", flag["id"], "--reason", "已答复")
    assert duizhao(*add)[0] == 0
    settled = seen(duizhao, paper, "--notes", notes)["dismissed"]
    assert [entry["flag"]["rule"] for entry in settled] == ["cover.missing"]
    assert seen(duizhao, paper)["unused"] == [], "without notes the rule could not have found it"


def test_a_rule_and_its_phrase_name_a_flag_too(duizhao: Run, paper: Path) -> None:
    named = ("--rule", "left.placeholder", "--text", "XX")
    add = ("dismissals", "add", paper, "--unit", UNIT, *named, "--reason", "核过")
    assert duizhao(*add)[0] == 0
    assert len(seen(duizhao, paper)["dismissed"]) == 1


def test_a_paper_that_names_another_unit_gets_nothing_of_it(duizhao: Run, paper: Path) -> None:
    name = placeholder(duizhao, paper)
    elsewhere = "青岚县水利局"
    for unit in (elsewhere, "禾川县柳溪镇党委"):
        add = ("dismissals", "add", paper, "--unit", unit, "--flag", name, "--reason", "核过")
        assert duizhao(*add)[0] == 0
    assert seen(duizhao, paper)["dismissed"] == []
    assert len(seen(duizhao, paper, "--unit", elsewhere)["dismissed"]) == 1


def test_a_dismissal_that_met_nothing_is_told_in_one_line(duizhao: Run, paper: Path) -> None:
    name = placeholder(duizhao, paper)
    duizhao("dismissals", "add", paper, "--unit", UNIT, "--flag", name, "--reason", "核过")
    other = paper.with_name("另一份.txt")
    other.write_text(PAPER.read_text(encoding="utf-8"), encoding="utf-8")
    _, _, err = duizhao("check", other)
    assert f"{UNIT}有1条忽略记录这次没有用上（left.placeholder）" in err
    assert len(seen(duizhao, other)["unused"]) == 1
    assert "没有用上" not in duizhao("check", other, paper)[2], "the other paper uses it"


def test_what_was_dismissed_is_taken_back_and_shown_again(duizhao: Run, paper: Path) -> None:
    name = placeholder(duizhao, paper)
    duizhao("dismissals", "add", paper, "--unit", UNIT, "--flag", name, "--reason", "核过")
    assert duizhao("dismissals", "remove", "--unit", "别的单位", 1)[0] == 2
    code, _, err = duizhao("dismissals", "remove", "--unit", UNIT, 1)
    assert code == 0
    assert "已撤销第1条" in err
    assert name in {flag["id"] for flag in seen(duizhao, paper)["flags"]}


def test_records_go_to_a_file_and_come_back_once(duizhao: Run, paper: Path) -> None:
    name = placeholder(duizhao, paper)
    duizhao("dismissals", "add", paper, "--unit", UNIT, "--flag", name, "--reason", "核过")
    assert duizhao("dismissals", "export", "--unit", UNIT, "--out", "记录.jsonl")[0] == 0
    _, _, again = duizhao("dismissals", "import", "记录.jsonl")
    assert f"并入“{UNIT}”：新增0条，已有1条" in again
    _, _, moved = duizhao("dismissals", "import", "记录.jsonl", "--unit", "乙局")
    assert f"其中1条原属“{UNIT}”，按 --unit 记到“乙局”" in moved
    with Path("记录.jsonl").open("a", encoding="utf-8") as file:
        file.write("{}\n")
    code, _, err = duizhao("dismissals", "import", "记录.jsonl", "--unit", "丙局")
    assert code == 2
    assert "记录.jsonl 第2行" in err
    _, out, _ = duizhao("dismissals", "list", "--unit", "丙局", "--format", "json")
    assert json.loads(out)["dismissals"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--flag", "K9999", "--reason", "x"), "没有编号为 K9999 的提示"),
        (("--flag", "K0001", "--reason", " "), "理由"),
        (("--flag", "K0001", "--reason", "x", "--who", ""), "忽略人"),
        (("--flag", "K0001", "--reason", "x", "--text", "从没有过"), "不符"),
        (("--rule", "left.placeholder", "--text", "从没有过", "--reason", "x"), "没有标到"),
        (("--rule", "generic.wording", "--text", "的", "--reason", "x"), "请用 --flag 指明"),
        (("--rule", "left.placeholder", "--reason", "x"), "--flag"),
        (("--flag", "K0001"), "--reason"),
    ],
)
def test_a_dismissal_that_is_not_clear_is_refused_in_one_line(
    duizhao: Run, paper: Path, arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = duizhao("dismissals", "add", paper, "--unit", UNIT, *arguments)
    assert code == 2
    assert out == ""
    assert said in err
    assert err.strip().count("\n") == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", PAPER, "--remember"), "--read-back"),
        (("dismissals", "list", "--unit", " "), "--unit"),
        (("dismissals", "import", "没有.jsonl"), "没有.jsonl"),
        (
            ("dismissals", "add", "没有.txt", "--unit", "甲", "--flag", "K1", "--reason", "x"),
            "没有.txt",
        ),
        (("dismissals", "export", "--unit", "甲", "--out", "x.txt"), ".jsonl"),
    ],
)
def test_bad_use_is_one_clear_line(duizhao: Run, arguments: tuple[object, ...], said: str) -> None:
    code, _, err = duizhao(*arguments)
    assert code == 2
    assert said in err
    assert err.strip().count("\n") == 0


def test_a_file_given_back_untouched_is_remembered_as_nothing(duizhao: Run, paper: Path) -> None:
    assert duizhao("check", paper, "--out", "批注.docx")[0] == 0
    back = ("check", "批注.docx", "--read-back", "批注.docx", "--remember")
    assert duizhao(*back)[0] == 2, "whose dismissals they are must be said"
    code, _, err = duizhao(*back, "--unit", UNIT)
    assert code == 0
    assert "记下忽略0条" in err


def test_rules_show_what_a_units_overlay_changed(duizhao: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "rules" / "units" / UNIT
    folder.mkdir(parents=True)
    overlay = folder / "own.yaml"
    overlay.write_text(
        "levels: {left.scrape: warning}\ndata+: {left.scrape: {patterns: [内部资料]}}\n"
        "data-: {left.scrape: {patterns: ['##\\w+##']}}\n"
        "examples: {left.scrape: {hit: [内部资料不得外传。]}}\n",
        encoding="utf-8",
    )
    _, out, _ = duizhao("rules", "--unit", UNIT, "--format", "json")
    changed = {r["id"]: r for r in json.loads(out)["rules"] if r["changes"]}
    assert list(changed) == ["left.scrape"]
    assert changed["left.scrape"]["level"] == "warning"
    assert changed["left.scrape"]["changes"][0]["file"] == f"units/{UNIT}/own.yaml"
    _, out, _ = duizhao("rules", "explain", "left.scrape", "--unit", UNIT)
    assert "级别由“必改”改为“应改”" in out
    code, _, err = duizhao("rules", "test", "left.scrape", "--unit", UNIT)
    assert code == 0
    assert "因配置而与原例不同：left.scrape：应当标出而没有标：##paidbegin##" in err
    assert "不符0个" in err
    overlay.write_text("examples: {left.scrape: {hit: [内部资料不得外传。]}}\n", encoding="utf-8")
    code, _, err = duizhao("rules", "test", "left.scrape", "--unit", UNIT)
    assert code == 1
    assert "内部资料不得外传" in err
    assert duizhao("rules", "test", "left.scrape")[0] == 0


def test_an_overlay_holds_for_the_paper_that_names_its_unit(
    duizhao: Run, paper: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "rules" / "units" / UNIT
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text("levels: {left.placeholder: off}", encoding="utf-8")
    named = {flag["rule"] for flag in seen(duizhao, paper)["flags"]}
    other = {flag["rule"] for flag in seen(duizhao, paper, "--unit", "别的单位")["flags"]}
    assert "left.placeholder" not in named
    assert "left.placeholder" in other
