"""What a city, a system and a unit change in the rules, in order, and what is said of a slip."""

from pathlib import Path

import pytest

from service.blocks import SourceText
from service.bootstrap import House
from service.checks import check, layers, load_cards, rulebook
from service.checks.slow_patterns import slow_pattern
from service.errors import BadData
from service.flags import Flag
from service.kinds import load_kinds
from service.library import Material
from service.notes import Note
from service.parsing import parse
from service.rule import Card
from service.settings import Settings
from service.subject import Subject

KINDS = load_kinds()
UNIT = "青岚县水利局党组"
OTHER = "禾川县柳溪镇党委"
PAPER = """青岚县水利局党组2023年度专题民主生活会对照检查材料
一、存在的主要问题
（一）理论学习方面
{body}
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def cards_of(folder: Path, unit: str) -> dict[str, Card]:
    return {card.id: card for card in load_cards(layers(folder, unit))}


def flagged(folder: Path, body: str, *rules: str, unit: str = UNIT, notes: str = "") -> list[Flag]:
    """The flags of some rules over one problem, with a unit's overlays in force."""
    text = PAPER.format(body=body)
    kind = KINDS["team-2023"]
    paper = parse(SourceText(file="f.txt", format="txt", text=text), kind)
    said = (Note(id="N1", source_id="R1", text=notes),) if notes else ()
    subject = Subject(
        file="f.txt", text=text, paper=paper, kind=kind, unit=unit, year=2023, notes=said
    )
    cards = cards_of(folder, unit)
    return list(check(subject, [cards[rule] for rule in rules]))


def test_the_unit_wins_over_its_system_and_the_system_over_the_city(tmp_path: Path) -> None:
    written(tmp_path, "city.yaml", "levels: {link.orphan: error, shape.length: error}")
    written(tmp_path, "systems/水利/members.yaml", 'units: ["*水利局党组"]')
    written(
        tmp_path, "systems/水利/a.yaml", "levels: {link.orphan: warning, tone.achievement: off}"
    )
    written(tmp_path, f"units/{UNIT}/a.yaml", "levels: {tone.achievement: error}")
    cards = cards_of(tmp_path, UNIT)
    wanted = {"shape.length": "error", "link.orphan": "warning", "tone.achievement": "error"}
    assert {rule: cards[rule].level for rule in wanted} == wanted


def test_a_system_holds_for_its_members_alone(tmp_path: Path) -> None:
    written(tmp_path, "systems/水利/members.yaml", f'units: ["*水利局党组", {OTHER}]')
    written(tmp_path, "systems/水利/a.yaml", "levels: {link.orphan: off}")
    levels = {
        unit: cards_of(tmp_path, unit)["link.orphan"].level
        for unit in (UNIT, OTHER, "青岚县档案馆党组", "")
    }
    assert levels == {UNIT: "off", OTHER: "off", "青岚县档案馆党组": "suggestion", "": "suggestion"}


def test_two_units_overlays_do_not_leak_into_each_other(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    written(
        rules,
        f"units/{UNIT}/a.yaml",
        "levels: {link.orphan: off}\naccept: [甲级]\nroster: [赵甲乙]",
    )
    written(rules, f"units/{OTHER}/a.yaml", "levels: {shape.length: off}\nformulae: [守堤护水行动]")
    with House(Settings(data_dir=tmp_path)) as house:
        for _ in range(2):  # once made, once remembered
            own = {card.id: card for card in house.cards_for(UNIT)}
            other = {card.id: card for card in house.cards_for(OTHER)}
            assert (own["link.orphan"].level, other["link.orphan"].level) == ("off", "suggestion")
            assert (own["shape.length"].level, other["shape.length"].level) == ("suggestion", "off")
            assert {"accept", "roster"} <= set(own["left.scrape"].data)
            assert not {"accept", "roster"} & set(other["left.scrape"].data)
            assert "formulae" not in own["left.scrape"].data
        assert list(house.cards) == list(load_cards())


@pytest.mark.parametrize("name", ["..", ".", f"../units/{UNIT}", f"{UNIT}/..", "青岚县水利局", ""])
def test_a_units_name_never_leads_to_another_folder(tmp_path: Path, name: str) -> None:
    written(tmp_path, f"units/{UNIT}/a.yaml", "levels: {link.orphan: off}")
    assert layers(tmp_path, name) == (tmp_path,)


def test_an_added_token_is_found_and_one_taken_out_is_not(tmp_path: Path) -> None:
    scrape = next(card for card in load_cards() if card.id == "left.scrape")
    shipped = scrape.data["patterns"][0]
    body = "一是学习抓得不紧。内部资料##paidbegin##没有清理。"
    assert [f.text for f in flagged(tmp_path, body, "left.scrape")] == ["##paidbegin##"]
    written(
        tmp_path,
        f"units/{UNIT}/a.yaml",
        "data+: {left.scrape: {patterns: [内部资料]}}\n"
        f"data-: {{left.scrape: {{patterns: ['{shipped}']}}}}",
    )
    assert [f.text for f in flagged(tmp_path, body, "left.scrape")] == ["内部资料"]


def test_a_token_may_be_taken_out_by_two_layers(tmp_path: Path) -> None:
    taken = "data-: {left.scrape: {patterns: ['##\\w+##']}}"
    written(tmp_path, "city.yaml", taken)
    written(tmp_path, f"units/{UNIT}/a.yaml", taken)
    assert "##\\w+##" not in cards_of(tmp_path, UNIT)["left.scrape"].data["patterns"]


def test_an_accepted_word_keeps_a_longer_phrase_around_it_flagged(tmp_path: Path) -> None:
    written(tmp_path, "a.yaml", "accept: [XX水库]")
    inside = flagged(tmp_path, "一是XX水库巡查少开两次。", "left.placeholder")
    beside = flagged(tmp_path, "一是XX河道巡查少开两次。", "left.placeholder")
    written(tmp_path, "a.yaml", "accept: [来源]")
    longer = flagged(tmp_path, "一是学习不紧。来源：某公文写作网。", "left.scrape")
    assert inside == []
    assert [flag.text for flag in beside] == ["XX"]
    assert [flag.text for flag in longer] == ["来源：某公文写作网"]


def test_a_person_of_the_roster_needs_a_note_that_names_him(tmp_path: Path) -> None:
    body = "一是巡查缺次。汛前检查由赵甲乙带队，漏查两处。"
    assert flagged(tmp_path, body, "fact.unsupported", notes="漏查两处") == []
    written(tmp_path, f"units/{UNIT}/a.yaml", "roster: [{name: 赵甲乙, post: 局长}]")
    unnamed = flagged(tmp_path, body, "fact.unsupported", notes="汛前检查漏查两处")
    named = flagged(tmp_path, body, "fact.unsupported", notes="赵甲乙带队检查，漏查两处")
    assert [flag.text for flag in unnamed] == ["赵甲乙"]
    assert named == []


def test_a_post_of_the_roster_tells_people_of_one_surname_apart(tmp_path: Path) -> None:
    written(tmp_path, f"units/{UNIT}/a.yaml", "roster: [{name: 赵甲乙, post: 局长}]")
    body = "一是巡查缺次。由{who}带队，漏查两处。"
    head = flagged(tmp_path, body.format(who="赵局长"), "fact.unsupported", notes="漏查两处")
    other = flagged(tmp_path, body.format(who="赵科长"), "fact.unsupported", notes="漏查两处")
    assert head == []
    assert [flag.text for flag in other] == ["赵科长"]


def test_a_person_without_a_title_can_be_told_as_personal(tmp_path: Path) -> None:
    body = "一是补助晚发。赵甲乙的补助晚了三个月。"
    assert flagged(tmp_path, body, "safe.personal") == []
    written(tmp_path, "a.yaml", "roster: [赵甲乙]\ndata: {safe.personal: {kinds: {name: 姓名}}}")
    assert [flag.text for flag in flagged(tmp_path, body, "safe.personal")] == ["赵甲乙"]


@pytest.mark.parametrize("since", ["2019", "2031-05"])
def test_a_formula_of_ones_own_is_no_count_in_papers_of_any_year(
    tmp_path: Path, since: str
) -> None:
    body = "一是推进慢。“十二项清零”行动没有抓紧，漏查两处。"
    notes = "漏查两处"
    before = [f.text for f in flagged(tmp_path, body, "fact.unsupported", notes=notes)]
    written(tmp_path, "a.yaml", f"formulae: [{{phrase: 十二项清零行动, since: {since}}}]")
    assert before == ["十二项"]
    assert flagged(tmp_path, body, "fact.unsupported", notes=notes) == []


def test_a_long_formula_of_ones_own_is_found_misspelt(tmp_path: Path) -> None:
    written(tmp_path, "a.yaml", "formulae: [守堤护水保安澜三年攻坚行动, 清渠行动]")
    body = "一是守堤护水保安兰三年攻坚行动推进慢，青渠行动少，守堤护水保安澜三年攻坚行动无台账。"
    flags = flagged(tmp_path, body, "wording.formula")
    assert [flag.text for flag in flags] == ["守堤护水保安兰三年攻坚行动"]
    assert "守堤护水保安澜三年攻坚行动" in flags[0].message


def test_a_formula_of_ones_own_is_neither_generic_nor_copied(tmp_path: Path) -> None:
    said = "全面落实高站位谋划、高标准推进、高质量服务、高水平保障的总体工作要求"
    text = PAPER.format(body=f"一是要求悬空。{said}。")
    past = parse(SourceText(file="p", format="txt", text=text))
    other = Material(sha256="1", owner=UNIT, use="own-past", file="p", text=text, paper=past)

    def found() -> set[str]:
        subject = Subject(file="f", text=text, paper=past, unit=UNIT, year=2023, past=(other,))
        return {flag.rule for flag in check(subject, load_cards(layers(tmp_path, UNIT)))}

    rules = {"generic.wording", "reuse.own-past"}
    assert rules <= found()
    written(tmp_path, f"units/{UNIT}/a.yaml", f"formulae: [{said}]")
    assert not rules & found()


def test_examples_of_an_overlay_become_the_rules_own(tmp_path: Path) -> None:
    written(
        tmp_path,
        "a.yaml",
        "data+: {left.scrape: {patterns: [内部资料]}}\n"
        "examples: {left.scrape: {hit: [内部资料不得外传。], "
        "miss: [{text: 资料齐全。, role: causes}]}}",
    )
    card = cards_of(tmp_path, "")["left.scrape"]
    assert card.hit[-1].text == "内部资料不得外传。"
    assert card.miss[-1].role == "causes"


def test_what_was_changed_is_told_with_the_file(tmp_path: Path) -> None:
    written(tmp_path, "city.yaml", "levels: {link.orphan: off}")
    written(tmp_path, f"units/{UNIT}/a.yaml", "levels: {link.orphan: error}\naccept: [甲级]")
    book = rulebook(layers(tmp_path, UNIT))
    assert [(c.file, c.what) for c in book.changes_of("link.orphan")] == [
        ("city.yaml", "级别由“建议”改为“不查”"),
        (f"units/{UNIT}/a.yaml", "级别由“不查”改为“必改”"),
    ]
    assert [c.what for c in book.everywhere] == ["不标的词：甲级"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("accept: [a]\nlevel: {left.scrape: error}", "第2行的“level”：没有这一项"),
        ("levels:\n  no.such-rule: error", "第2行的“levels.no.such-rule”：没有名为"),
        ("examples: {no.such-rule: {hit: [a]}}", "“examples.no.such-rule”：没有名为"),
        ("levels:\n  left.scrape: loud", "第2行的“levels.left.scrape”：只能是 error、"),
        ("levels: [left.scrape]", "第1行的“levels”：应为若干“名称: 内容”"),
        ("[a, b]", "的“内容”：应为若干“名称: 内容”"),
        ("accept: 强基工程", "“accept”：应为清单"),
        ('accept:\n  - 强基工程\n  - " "', "第3行的“accept.2”：不能空着"),
        ("roster:\n  - {post: 局长}", "第2行的“roster.1.name”：缺少这一项"),
        ('roster: [{name: ""}]', "“roster.1.name”：太短"),
        ("roster: [{name: 赵甲乙, phone: 1}]", "“roster.1.phone”：没有这一项"),
        ("formulae: [{phrase: 清渠行动, since: 去年}]", "“formulae.1.since”：应当写作"),
        ("formulae: [水]", "“formulae.1.phrase”：太短，至少2个字"),
        (
            "data+:\n  left.scrape:\n    patterns:\n      - (内部",
            "第4行的“data+.left.scrape.patterns.1”",
        ),
        ("data+: {left.scrape: {patterns: ['x*']}}", "会匹配空文字"),
        ('data+: {left.scrape: {patterns: [""]}}', "会匹配空文字"),
        ("data+: {left.scrape: {patterns: [3]}}", "应当是文字"),
        ("data+: {left.scrape: {patern: [a]}}", "没有名为 patern 的清单"),
        ("data+: {wording.formula: {slips: [{wrong: 甲乙}]}}", "缺少 right"),
        ("data-: {left.scrape: {patterns: [从没有过的]}}", "清单里没有“从没有过的”"),
        ("data: {generic.wording: {percentil: 60}}", "没有 percentil 这一项，可改的有：percentile"),
        ("data: {generic.wording: {percentile: 高}}", "应当是数，写成了文字"),
        (
            "data: {generic.wording: {percentile: 600}}",
            "percentile”：应当在 0 到 100 之间，写成了 600",
        ),
        ("data: {shape.length: {slack: -1}}", "slack”：应当是不小于 0 的数"),
        ("data: {shape.balance: {share: 60}}", "share”：应当在 0 到 1 之间"),
        ("data: {reuse.peer: {gram: 6.5}}", "gram”：应当是整数"),
        ("data: {reuse.peer: {gram: .inf}}", "gram”：应当是"),
        ("formulae: [{phrase: 清渠行动, since: 2024-13}]", "“formulae.1.since”：应当写作"),
        (
            "data+: {left.scrape: {patterns: ['(a+)+$']}}",
            "patterns.1”：正则表达式“(a+)+$”遇到某些文字",
        ),
        (
            "data+: {left.scrape: {patterns: ['来源', '(?:[^。]+，?)+！']}}",
            "patterns.2”：正则表达式",
        ),
        ("data+: {left.scrape: {patterns: ['(\\w+\\s?)+；']}}", "遇到某些文字会算不完"),
        ("data+: {left.scrape: {patterns: ['(?:好|好好)+完']}}", "遇到某些文字会算不完"),
        ("levels: {left.scrape: off}\nlevels: {link.orphan: off}", "第2行的“levels”写了两遍"),
        ("levels: {left.scrape: off\naccept: [a]", "行不是合格的 YAML"),
    ],
)
def test_a_slip_is_one_line_with_file_line_and_entry(tmp_path: Path, text: str, said: str) -> None:
    written(tmp_path, f"units/{UNIT}/自己的.yaml", text)
    with pytest.raises(BadData) as caught:
        load_cards(layers(tmp_path, UNIT))
    message = str(caught.value)
    assert message.startswith(f"规则配置 units/{UNIT}/自己的.yaml")
    assert said in message
    assert "\n" not in message


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"accept: [\xff\xfe\xb0]")
    with pytest.raises(BadData, match=r"a\.yaml 读不出来，请存为 UTF-8 文本"):
        load_cards([tmp_path])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("units: 水利局", "“units”：应为清单"),
        ("unit: [a]", "缺少这一项|没有这一项"),
    ],
)
def test_a_system_whose_list_of_members_breaks_its_form_is_named(
    tmp_path: Path, text: str, said: str
) -> None:
    written(tmp_path, "systems/水利/a.yaml", "accept: [a]")
    written(tmp_path, "systems/水利/members.yaml", text)
    with pytest.raises(BadData, match=f"systems/水利/members.yaml.*({said})"):
        layers(tmp_path, "")


def test_a_system_without_a_list_of_members_stops_nobody_and_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    written(tmp_path, "systems/水利/a.yaml", "accept: [a]")
    written(tmp_path, f"units/{UNIT}/a.yaml", "levels: {link.orphan: off}")
    assert cards_of(tmp_path, UNIT)["link.orphan"].level == "off"
    assert "accept" not in cards_of(tmp_path, UNIT)["link.orphan"].data
    assert "systems/水利/members.yaml 不存在" in caplog.text


@pytest.mark.parametrize("name", ["自己的.yml", "自己的.YAML"])
def test_a_file_that_would_be_passed_over_for_its_ending_is_named(
    tmp_path: Path, name: str
) -> None:
    written(tmp_path, name, "accept: [甲乙]")
    with pytest.raises(BadData, match=rf"{name} 的后缀应当是 \.yaml，请改名为 自己的\.yaml"):
        load_cards(layers(tmp_path, UNIT))


def test_every_shipped_expression_passes_the_trial() -> None:
    shipped = [
        text
        for card in load_cards()
        for value in card.data.values()
        if isinstance(value, list)
        for text in value
        if isinstance(text, str)
    ]
    assert len(shipped) > 100
    assert slow_pattern(shipped) is None
