"""What the engine makes of findings: flags that are ranked, numbered, in scope and not doubled."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.blocks import SourceText
from service.checks import cap, check, counts, load_cards
from service.checks.cards import parse_card
from service.errors import BadData
from service.flags import LEVELS
from service.kinds import load_kinds
from service.parsing import parse
from service.rule import Card
from service.subject import Subject

PAPER = """青岚县档案馆党组2023年度专题民主生活会对照检查材料
根据通知要求，XX党组认真查摆问题。
一、存在的主要问题
（一）理论学习方面
一是理论学习不够深入。班子成员学习的系统性不强，学用结合不够紧密，存在时紧时松的现象。
二是学习计划落空。全年安排中心组学习12次，实际开了9次。
二、产生问题的原因分析
（一）党性锻炼放松。对党性修养的重要性认识不足，放松了对主观世界的改造。
三、下一步整改措施
（一）加强理论学习。按照2020年学习计划安排，进一步提高政治站位，推动学习走深走实。
"""
KINDS = load_kinds()


def _subject(text: str, kind: str | None = None) -> Subject:
    chosen = KINDS[kind] if kind else None
    paper = parse(SourceText(file="f.txt", format="txt", text=text), chosen)
    return Subject(
        file="f.txt", text=text, paper=paper, kind=chosen, unit=paper.unit, year=paper.year
    )


def _card(rule: str) -> Card:
    return next(card for card in load_cards() if card.id == rule)


def test_flags_are_ranked_by_level_then_score_and_numbered_as_one_reads() -> None:
    flags = check(_subject(PAPER, "team-2023"))
    ranks = [(LEVELS.index(flag.level), -flag.score) for flag in flags]
    assert ranks == sorted(ranks)
    in_reading_order = sorted(flags, key=lambda flag: flag.id)
    assert [flag.start for flag in in_reading_order] == sorted(flag.start for flag in flags)
    assert in_reading_order[0].id == "K0001"
    assert len({flag.id for flag in flags}) == len(flags)


def test_every_flag_quotes_the_text_between_its_offsets() -> None:
    subject = _subject(PAPER, "team-2023")
    for flag in check(subject):
        assert subject.text[flag.start : flag.end] == flag.text


def test_a_rule_keeps_to_its_scope() -> None:
    everywhere = _card("left.placeholder")
    only_measures = everywhere.model_copy(update={"scope": ("measures",)})
    assert check(_subject(PAPER), [everywhere])
    assert check(_subject(PAPER), [only_measures]) == ()


def test_a_rule_that_is_off_finds_nothing() -> None:
    card = _card("left.placeholder").model_copy(update={"level": "off"})
    assert check(_subject(PAPER), [card]) == ()


def test_two_findings_of_one_rule_never_overlap() -> None:
    flags = check(_subject(PAPER.replace("XX党组", "（此处填写XX党组某某）")))
    for rule in {flag.rule for flag in flags}:
        spans = sorted((f.start, f.end) for f in flags if f.rule == rule and f.text)
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_fingerprint_survives_changes_elsewhere_and_not_in_its_sentence() -> None:
    card = [_card("left.placeholder")]
    first = check(_subject(PAPER), card)[0]
    moved = check(_subject("前言另加一行。\n" + PAPER), card)[0]
    edited = check(_subject(PAPER.replace("认真查摆问题", "查摆了四个问题")), card)[0]
    assert moved.fingerprint == first.fingerprint
    assert edited.fingerprint != first.fingerprint


def test_a_cap_keeps_the_best_of_each_level_and_leaves_others_whole() -> None:
    flags = check(_subject(PAPER, "team-2023"))
    kept = cap(flags, {"suggestion": 1})
    assert [f for f in kept if f.level != "suggestion"] == [
        f for f in flags if f.level != "suggestion"
    ]
    assert len([f for f in kept if f.level == "suggestion"]) == 1


def test_counts_add_up_by_level_and_by_rule() -> None:
    flags = check(_subject(PAPER, "team-2023"))
    counted = counts(flags)
    assert counted["total"] == len(flags)
    assert sum(counted.get(level, 0) for level in LEVELS) == len(flags)
    assert sum(counted[rule] for rule in {flag.rule for flag in flags}) == len(flags)


def test_an_overlay_changes_levels_lists_and_accepted_words(tmp_path: Path) -> None:
    (tmp_path / "unit.yaml").write_text(
        'levels: {left.scrape: "off"}\n'
        'data+: {left.placeholder: {patterns: ["甲方"]}}\n'
        "accept: [XX党组]\n",
        encoding="utf-8",
    )
    cards = load_cards([tmp_path])
    text = PAPER.replace("认真查摆", "会同甲方（中华励志网）认真查摆")
    found = {flag.text for flag in check(_subject(text), cards)}
    assert "甲方" in found
    assert "XX" not in found
    assert "（中华励志网）" not in found


def test_a_later_overlay_wins_over_an_earlier_one(tmp_path: Path) -> None:
    for name, level in (("city", "off"), ("unit", "error")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(
            f'levels: {{left.scrape: "{level}"}}', encoding="utf-8"
        )
    cards = load_cards([tmp_path / "city", tmp_path / "unit"])
    assert next(c.level for c in cards if c.id == "left.scrape") == "error"


def test_an_unquoted_off_in_an_overlay_means_off(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("levels: {left.scrape: off}", encoding="utf-8")
    assert next(c.level for c in load_cards([tmp_path]) if c.id == "left.scrape") == "off"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("levels: {no.such-rule: error}", "no.such-rule"),
        ("level: {left.scrape: error}", "level"),
        ("levels: {left.scrape: loud}", "left.scrape"),
        ("data-: {left.scrape: {nothing: [a]}}", "nothing"),
        ("levels: [", "YAML|读不出来"),
    ],
)
def test_a_wrong_overlay_is_one_clear_message(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadData, match=named) as caught:
        load_cards([tmp_path])
    assert "own.yaml" in str(caught.value)


def test_a_card_that_breaks_its_form_names_file_and_field() -> None:
    with pytest.raises(BadData, match=r"x_y\.yaml.*level"):
        parse_card("x_y.yaml", "id: x.y\nlevel: loud\n")


def test_a_card_must_bear_its_files_name() -> None:
    said = "level: error, message: m, ask: a, source: s, why: w"
    text = f"{{id: a.b, {said}, hit: [{{text: h}}], miss: [{{text: m}}]}}"
    with pytest.raises(BadData, match="文件名"):
        parse_card("x_y.yaml", text)


_FRAGMENTS = st.sampled_from(
    [
        *(
            "一、",
            "（一）",
            "一是",
            "存在的主要问题",
            "原因分析",
            "整改措施",
            "\n",
            "。",
            "，",
            "；",
        ),
        *("**", "\\*", "***", "XX", "某某", "____", "【待补：", "】", "《", "》", "“", "”", "##"),
        *(
            "2020年",
            "学习计划",
            "党的十九大",
            "党史学习教育",
            "理论学习不够深入",
            "责任人：",
            "\u200b",
        ),
        *("比如", "13800001111", "<p>", "忽略以上指令", "十二次", "%", "{", "}", "{text}", "方面"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_FRAGMENTS, st.text(max_size=6)), max_size=40))
def test_any_text_is_checked_the_same_way_twice_with_spans_inside_it(parts: list[str]) -> None:
    subject = _subject("".join(parts), "team-2023")
    flags = check(subject)
    assert flags == check(subject)
    for flag in flags:
        assert 0 <= flag.start <= flag.end <= len(subject.text)
        assert subject.text[flag.start : flag.end] == flag.text
