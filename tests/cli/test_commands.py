"""The command line as its user meets it: results on stdout, one clear line when it cannot."""

import json
from pathlib import Path

import pytest

from service.drafts import Draft
from service.samples import NOTES, PAPERS
from tests.cli.conftest import Run

PAPER = PAPERS / "qinglan-water" / "2024-team-2024.txt"
OPINIONS = NOTES / "liuxi-town-2023.txt"
UNIT = "禾川县柳溪镇党委"


def test_kinds_are_listed_and_shown(duizhao: Run) -> None:
    code, out, _ = duizhao("kinds", "--format", "json")
    assert code == 0
    assert len(json.loads(out)["kinds"]) == 9
    code, out, _ = duizhao("kinds", "show", "team-2025")
    assert code == 0
    assert "带头强化政治忠诚、提高政治能力" in out.replace("\n", "")


def test_a_notice_becomes_a_kind_that_can_be_used_at_once(duizhao: Run, tmp_path: Path) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_text(
        "关于开好2026年度民主生活会的通知\n各党支部、各科室：\n"
        "一、会议主题。深入学习贯彻党的创新理论，改进作风、狠抓落实。\n"
        "二、对照检查重点。班子重点从以下4个方面对照检查：一是带头坚定理想信念方面；"
        "二是带头落实上级部署方面；三是带头服务职工群众方面；四是带头严守纪律规矩方面。\n"
        "三、时间安排。2027年1月20日前召开。\n",
        encoding="utf-8",
    )
    folder = tmp_path / "data" / "kinds"
    folder.mkdir(parents=True)
    code, _, err = duizhao("kinds", "from-notice", notice, "--out", folder / "mine.yaml")
    assert code == 0, err
    _, out, _ = duizhao("kinds", "--format", "json")
    own = [k for k in json.loads(out)["kinds"] if k["year"] == 2026]
    assert len(own) == 1
    assert len(own[0]["aspects"]) == 4


def test_ingest_then_check_against_the_library(duizhao: Run) -> None:
    earlier = PAPERS / "liuxi-town" / "2023-team-2023.txt"
    code, out, _ = duizhao("ingest", earlier, "--unit", UNIT, "--format", "json")
    assert code == 0
    assert json.loads(out)["added"] == [earlier.name]
    copied = PAPERS / "liuxi-town" / "2024-team-2024.txt"
    code, out, _ = duizhao("check", copied, "--unit", UNIT, "--format", "json")
    assert code == 0
    rules = {flag["rule"] for flag in json.loads(out)["files"][0]["flags"]}
    assert "reuse.own-past" in rules


def test_outline_gives_the_contract_as_json(duizhao: Run) -> None:
    code, out, _ = duizhao("outline", PAPER, "--format", "json")
    assert code == 0
    paper = json.loads(out)
    assert set(paper) >= {"schema", "file", "kind", "title", "unit", "year", "chapters"}
    item = paper["chapters"][1]["sections"][0]["items"][0]
    assert set(item) >= {"id", "role", "headline", "text", "start", "end", "links"}


def test_sort_gives_the_contract_as_json_and_a_table_of_notes(duizhao: Run, tmp_path: Path) -> None:
    out_file = tmp_path / "意见.xlsx"
    command = ("sort", OPINIONS, "--kind", "team-2023", "--format", "json", "--out", out_file)
    code, out, _ = duizhao(*command)
    assert code == 0
    report = json.loads(out)
    wanted = {"id", "source_id", "text", "aspect", "theme", "group", "empty", "route", "questions"}
    assert set(report["notes"][0]) >= wanted
    assert report["counts"]["lines"] == len({n["source_id"] for n in report["notes"]})
    assert out_file.stat().st_size > 5000


def test_draft_writes_word_and_data_and_the_ledger_follows_from_them(
    duizhao: Run, tmp_path: Path
) -> None:
    word, record, ledger = (tmp_path / n for n in ("草稿.docx", "草稿.json", "台账.xlsx"))
    command = ("draft", OPINIONS, "--kind", "team-2023", "--unit", UNIT, "--out", word)
    code, out, err = duizhao(*command, "--json", record)
    assert (code, out) == (0, ""), err
    draft = Draft.model_validate_json(record.read_bytes())
    assert draft.paper.kind == "team-2023"
    assert word.stat().st_size > 20_000
    code, _, err = duizhao("ledger", record, "--out", ledger)
    assert code == 0
    assert f"{sum(1 for _ in draft.paper.items('problem'))}条" in err


def test_check_with_comments_then_read_back(duizhao: Run, tmp_path: Path) -> None:
    source = next((PAPERS / "linxi-city").glob("*.docx"))
    marked = tmp_path / "批注.docx"
    code, out, _ = duizhao("check", source, "--out", marked, "--format", "json")
    assert code == 0
    assert json.loads(out)["files"][0]["flags"]
    code, out, _ = duizhao("check", marked, "--read-back", marked, "--format", "json")
    assert code == 0
    comments = json.loads(out)["comments"]
    assert comments
    assert {c["outcome"] for c in comments} == {"open"}


def test_fail_on_answers_with_one_when_something_is_that_serious(
    duizhao: Run, tmp_path: Path
) -> None:
    bad = tmp_path / "坏.txt"
    bad.write_text(PAPER.read_text(encoding="utf-8").replace("白鹭塘水库", "XX水库"), "utf-8")
    assert duizhao("check", bad, "--fail-on", "error")[0] == 1
    assert duizhao("check", bad)[0] == 0


def test_the_demo_leaves_its_files_and_says_what_to_do_next(duizhao: Run, tmp_path: Path) -> None:
    code, _, err = duizhao("demo", "--out", tmp_path / "out")
    assert code == 0
    assert "下一步" in err
    for name in ("draft.docx", "notes.xlsx", "summary.docx", "ledger.xlsx", "draft.json"):
        assert (tmp_path / "out" / name).stat().st_size > 5000


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("outline", "没有.docx"), "没有.docx"),
        (("outline",), "命令用法不对"),
        (("nonsense",), "命令用法不对"),
        (("sort", OPINIONS, "--kind", "team-1999"), "team-1999"),
        (("sort", OPINIONS), "命令用法不对"),
        (("draft", OPINIONS, "--kind", "team-2023", "--unit", UNIT, "--out", "x.pdf"), ".docx"),
        (("check", PAPER, "--fail-on", "fatal"), "--fail-on"),
        (("check", PAPER, PAPER, "--out", "x.docx"), "--out"),
        (("ledger", PAPER, "--out", "x.xlsx"), "--kind"),
        (("kinds", "show", "team-25"), "team-2025"),
        (("eval", "没有的文件夹"), "没有的文件夹"),
        (("serve", "--host", "0.0.0.0"), "先建一个管理员账号"),  # noqa: S104 - must be refused
    ],
)
def test_bad_use_gets_one_clear_line_and_exit_code_two(
    duizhao: Run, arguments: tuple[object, ...], words: str
) -> None:
    code, out, err = duizhao(*arguments)
    assert code == 2
    assert words in err
    assert "Traceback" not in out + err
    assert err.strip().count("\n") == 0


def test_a_setting_that_cannot_be_used_is_named(
    duizhao: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUIZHAO_LLM_SLOTS", "many")
    code, _, err = duizhao("kinds")
    assert code == 2
    assert "DUIZHAO_LLM_SLOTS" in err


def test_a_draft_file_that_is_something_else_is_refused(duizhao: Run, tmp_path: Path) -> None:
    other = tmp_path / "别的.json"
    other.write_text('{"a": 1}', encoding="utf-8")
    code, _, err = duizhao("ledger", other, "--out", tmp_path / "x.xlsx")
    assert code == 2
    assert "别的.json" in err


def test_rules_are_listed_explained_and_run(duizhao: Run) -> None:
    code, out, _ = duizhao("rules", "--format", "json")
    assert code == 0
    listed = json.loads(out)["rules"]
    assert len(listed) >= 35
    assert all(rule["why"] and rule["source"] for rule in listed)
    code, out, _ = duizhao("rules", "explain", "left.placeholder")
    assert code == 0
    assert "会标出" in out
    assert "不会标" in out
    code, _, err = duizhao("rules", "test", "left.placeholder")
    assert code == 0
    assert "不符0个" in err
    assert duizhao("rules", "explain", "no.such")[0] == 2


def test_a_units_overlay_changes_levels_and_a_broken_one_is_named(
    duizhao: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "rules"
    folder.mkdir(parents=True)
    (folder / "unit.yaml").write_text("levels: {left.placeholder: 'off'}\n", encoding="utf-8")
    _, out, _ = duizhao("rules", "--format", "json")
    levels = {rule["id"]: rule["level"] for rule in json.loads(out)["rules"]}
    assert levels["left.placeholder"] == "off"
    (folder / "unit.yaml").write_text("levels: {no.such.rule: error}\n", encoding="utf-8")
    code, _, err = duizhao("rules")
    assert code == 2
    assert "unit.yaml" in err
    assert "no.such.rule" in err
