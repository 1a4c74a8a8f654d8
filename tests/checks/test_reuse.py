import pytest

from service.checks import reuse_own_past, reuse_peer
from service.checks.cards import packaged_cards
from service.library import Material
from service.paper import Chapter, Item, Paper, Section
from service.rule import Card, Finding
from service.subject import Subject

COPIED = "水费收缴窗口午间无人值守，群众白跑一趟的情况时有发生"


def card(rule: str) -> Card:
    return next(c for c in packaged_cards() if c.id == rule)


def material(text: str, number: int = 1) -> Material:
    return Material(
        sha256=f"{number}",
        owner="青岚县水利局党组",
        use="peer",
        file=f"材料{number}.docx",
        text=text,
        paper=Paper(unit="临溪区城市管理局党组", year=2023, title="对照检查材料"),
    )


def subject(text: str, *, past: tuple[str, ...] = (), peers: tuple[str, ...] = ()) -> Subject:
    title = text.split("\n")[0] if "\n" in text else ""
    start = len(title) + 1 if title else 0
    item = Item(id="P1", role="problem", text=text[start:], start=start, end=len(text))
    paper = Paper(
        title=title,
        end=len(title),
        chapters=(Chapter(role="problems", sections=(Section(items=(item,)),)),),
    )
    return Subject(
        file="稿.txt",
        text=text,
        paper=paper,
        past=tuple(material(t, i) for i, t in enumerate(past)),
        peers=tuple(material(t, i) for i, t in enumerate(peers)),
    )


def own(asked: Subject) -> list[Finding]:
    return list(reuse_own_past.find(asked, card("reuse.own-past")))


def peer(asked: Subject) -> list[Finding]:
    return list(reuse_peer.find(asked, card("reuse.peer")))


def test_a_passage_of_another_units_paper_is_shown_in_both_places() -> None:
    asked = subject(f"一是服务不优。{COPIED}。", peers=(f"前言。{COPIED}。",))
    (finding,) = peer(asked)
    assert asked.text[finding.start : finding.end] == COPIED
    (evidence,) = finding.evidence
    assert (evidence.source, evidence.start, evidence.quote) == ("材料0.docx", 3, COPIED)


def test_the_message_says_how_much_and_of_which_paper() -> None:
    (finding,) = peer(subject(f"{COPIED}。", peers=(f"{COPIED}。",)))
    assert finding.fields["matched"] == "25"
    assert finding.fields["paper"] == "临溪区城市管理局党组2023年度《对照检查材料》"


def test_each_rule_looks_at_its_own_papers_only() -> None:
    asked = subject(f"{COPIED}。", past=(f"{COPIED}。",))
    assert own(asked)
    assert peer(asked) == []


def test_a_heading_that_two_papers_share_is_no_copy() -> None:
    heading = "青岚县水利局党组关于河湖管护工作的专门报告材料"
    assert peer(subject(f"{heading}\n巡查不严。", peers=(f"{heading}\n收费不明。",))) == []


def test_of_several_papers_with_one_passage_the_fullest_is_named() -> None:
    findings = peer(subject(f"{COPIED}。", peers=(f"{COPIED[:15]}。", f"{COPIED}。")))
    assert [f.evidence[0].source for f in findings] == ["材料1.docx"]


def test_without_papers_to_compare_nothing_is_found() -> None:
    assert own(subject(f"{COPIED}。")) == []


@pytest.mark.parametrize("rule", ["reuse.own-past", "reuse.peer"])
def test_every_example_of_the_card_behaves_as_it_says(rule: str) -> None:
    find = own if rule == "reuse.own-past" else peer
    for example in card(rule).hit:
        asked = subject(example.text, past=example.past, peers=example.peers)
        found = [asked.text[f.start : f.end] for f in find(asked)]
        assert found, example.text
        assert not example.flags or found == list(example.flags)
    for example in card(rule).miss:
        if example.kind is None and example.role == "problems":
            asked = subject(example.text, past=example.past, peers=example.peers)
            assert find(asked) == [], example.text


def test_a_sentence_that_only_connects_is_no_copy() -> None:
    connecting = "现将查摆情况和整改打算报告如下"
    assert own(subject(f"{connecting}。", past=(f"{connecting}。",))) == []


def test_the_units_own_paper_is_called_its_own() -> None:
    (finding,) = own(subject(f"{COPIED}。", past=(f"{COPIED}。",)))
    assert finding.fields["paper"] == "本单位2023年度的《对照检查材料》"
