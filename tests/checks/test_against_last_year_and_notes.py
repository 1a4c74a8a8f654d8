"""What a paper of last year, or a clue among the notes, shows of this year's paper."""

from service.blocks import SourceText
from service.checks import check, load_cards
from service.flags import Flag
from service.library import Material
from service.notes import Note
from service.parsing import parse
from service.subject import Subject

PROBLEM = "一、存在的主要问题\n（一）作风方面\n一是巡河走过场。全年巡河118次，发现问题九条。\n"
CLUE = "采购员跟供应商一起去钓鱼，费用都是供应商出的，还收过烟酒"


def _flags(rule: str, text: str, **more: object) -> tuple[Flag, ...]:
    paper = parse(SourceText(file="f.txt", format="txt", text=text))
    subject = {"file": "f.txt", "text": text, "paper": paper, "year": 2024, **more}
    return check(Subject.model_validate(subject), [c for c in load_cards() if c.id == rule])


def _past(year: int, text: str = PROBLEM) -> Material:
    paper = parse(SourceText(file=f"{year}.txt", format="txt", text=text))
    return Material(
        sha256=str(year),
        owner="某局",
        use="own-past",
        file=f"{year}.txt",
        text=text,
        paper=paper.model_copy(update={"year": year}),
    )


def test_a_repeated_problem_shows_the_newest_earlier_paper() -> None:
    past = (_past(2021), _past(2023), _past(2025))
    flags = _flags("reuse.repeated-problem", PROBLEM, past=past)
    assert [(flag.text, flag.evidence[0].source) for flag in flags] == [("巡河走过场", "2023.txt")]
    assert "2023年度" in flags[0].message


def test_a_paper_of_the_same_year_repeats_nothing() -> None:
    assert _flags("reuse.repeated-problem", PROBLEM, past=(_past(2024),)) == ()


def test_a_paper_two_years_old_asks_for_no_account_of_last_year() -> None:
    text = "一、上年度整改落实情况\n作风明显好转，群众比较满意。\n"
    assert len(_flags("cover.last-year", text, past=(_past(2023),))) == 1
    assert _flags("cover.last-year", text, past=(_past(2022),)) == ()


def test_a_clue_is_named_by_its_note_and_not_told_beyond_what_the_paper_says() -> None:
    text = "一、问题\n（一）廉洁方面\n一是采购管理松。采购员和供应商一起去钓鱼，费用由供应商出。\n"
    note = Note(id="C7", source_id="R7", text=CLUE, route="clue")
    (flag,) = _flags("safe.clue", text, notes=(note,))
    assert flag.level == "error"
    assert "C7" in flag.message
    shown = flag.message + flag.ask + "".join(e.quote for e in flag.evidence)
    assert "烟酒" not in shown


def test_an_ordinary_note_in_the_paper_is_no_clue() -> None:
    note = Note(id="N1", source_id="R1", text="全年巡河118次，发现问题九条")
    assert _flags("safe.clue", PROBLEM, notes=(note,)) == ()
