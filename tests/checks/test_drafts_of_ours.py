"""A draft's own questions: shown by the draft itself, and flagged only when they come back."""

from service.blocks import SourceText
from service.checks import check, load_cards
from service.flags import Flag
from service.parsing import parse
from service.subject import Subject

CARD = [card for card in load_cards() if card.id == "left.placeholder"]
ASKED = (
    "一是窗口等候时间长。【待补：平均等多少分钟？】责任人：【待补：谁？】，"
    "时限：【待补：哪天？】。\n"
)


def _flags(text: str, **more: object) -> tuple[Flag, ...]:
    paper = parse(SourceText(file="f.txt", format="txt", text=text))
    return check(
        Subject.model_validate({"file": "f.txt", "text": text, "paper": paper, **more}), CARD
    )


def test_a_draft_that_cites_its_notes_is_not_flagged_for_its_own_questions() -> None:
    assert _flags(ASKED, cited={"p1": ("n1",)}) == ()


def test_a_mask_in_a_draft_that_cites_its_notes_is_still_flagged() -> None:
    assert [flag.text for flag in _flags(f"XX{ASKED}", cited={"p1": ("n1",)})] == ["XX"]


def test_adjacent_questions_of_a_returned_paper_are_one_flag_that_counts_them() -> None:
    flags = _flags(ASKED)
    assert len(flags) == 1
    assert flags[0].level == "warning"
    assert "3处" in flags[0].message


def test_questions_of_different_paragraphs_are_flagged_apart() -> None:
    assert len(_flags(ASKED + ASKED)) == 2
