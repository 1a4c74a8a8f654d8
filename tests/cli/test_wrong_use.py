"""What a slip on the command line is answered with: one Chinese line and exit code 2."""

import json
import shutil
from pathlib import Path

import pytest

from service.samples import PAPERS
from tests.cli.conftest import Run

WATER = next((PAPERS / "qinglan-water").glob("2024-team*"))


@pytest.mark.parametrize(
    "command",
    [
        ("check", "a.txt"),
        ("review", "a.txt"),
        ("rules",),
        ("rules", "explain", "generic.wording"),
        ("rules", "test"),
        ("outline", "a.txt"),
        ("kinds",),
    ],
)
def test_a_wrong_choice_is_named_in_chinese_with_what_may_be_chosen(
    duizhao: Run, command: tuple[str, ...]
) -> None:
    code, out, err = duizhao(*command, "--format", "xml")
    assert (code, out) == (2, "")
    assert "--format 不能是 xml，只能是 table、json" in err
    assert "Value error" not in err
    assert "one of" not in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "a.txt", "--year", "abc"), "--year 应当是数字"),
        (("check",), "缺少参数 files"),
        (("check", "a.txt", "--formt", "json"), "没有选项 --formt，是不是 --format"),
        (("rules", "tset"), "没有命令 tset，是不是 test"),
        (("check", "a.txt", "--kind"), "--kind 后面要跟一个值"),
        (("sort", "a", "b", "c", "--kind", "x"), "多出了参数 b c"),
    ],
)
def test_other_slips_are_told_in_chinese(
    duizhao: Run, arguments: tuple[str, ...], said: str
) -> None:
    code, _, err = duizhao(*arguments)
    assert code == 2
    assert said in err


@pytest.mark.parametrize("command", ["check", "review"])
def test_a_mistyped_path_beside_a_good_one_fails_after_the_good_one_is_done(
    duizhao: Run, tmp_path: Path, command: str
) -> None:
    good = shutil.copy(WATER, tmp_path / "水利局.txt")
    code, out, err = duizhao(command, good, "没有的.txt", "--format", "json")
    found = json.loads(out)
    assert [entry["file"] for entry in found.get("files") or found["papers"]] == ["水利局.txt"]
    assert code == 2
    assert len([line for line in err.splitlines() if line.startswith("错误：")]) == 1
    assert "没有的.txt" in err


def test_one_rule_and_the_trial_of_rules_come_as_json(duizhao: Run) -> None:
    code, out, _ = duizhao("rules", "explain", "left.scrape", "--format", "json")
    assert code == 0
    assert json.loads(out)["id"] == "left.scrape"
    assert json.loads(out)["hit"]
    code, out, err = duizhao("rules", "test", "left.scrape", "--format", "json")
    tried = json.loads(out)
    assert (code, err) == (0, "")
    assert (tried["rules"], tried["wrong"]) == (1, [])
    assert tried["examples"] > 2


def test_the_review_of_one_paper_shows_its_page_and_where_the_rest_is(duizhao: Run) -> None:
    code, out, err = duizhao("review", WATER)
    assert code == 0
    for part in ("它承认了什么", "具体在哪里", "上年承诺的下落", "会上可以问的五个问题"):
        assert part in out
    assert "青岚县水利局党组" in out
    assert "--out" in err
    assert "--page" in err
