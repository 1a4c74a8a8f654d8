"""A paper that came back: what of the first check is mended, what stays, what is new."""

from pathlib import Path

from service.flags import CheckedFile, Flag, Level
from service.kinds import load_kinds
from service.pipelines.annotating import annotated
from service.pipelines.comparing import Compared, comments_between, compared
from service.pipelines.opening import open_paper
from service.present.read_back import ReadBack
from service.present.word import write_text

TEXT = "关于开展学习的情况\n一、存在的问题\n1.学习不够深入。\n2.服务群众不够主动。\n"


def flag(
    name: str,
    rule: str = "generic.wording",
    text: str = "不够深入",
    sentence: str = "a",
    level: Level = "warning",
    item: str | None = None,
) -> Flag:
    start = max(0, TEXT.find(text)) if text else 0
    return Flag(
        id=name,
        rule=rule,
        level=level,
        start=start,
        end=start + len(text),
        text=text,
        message=f"{rule}：{text}",
        ask="",
        item=item,
        fingerprint=sentence * 16,
        score=1.0,
    )


def told(earlier: list[Flag], later: list[Flag], *comments: ReadBack) -> Compared:
    return compared(
        CheckedFile(file="初稿.docx", flags=tuple(earlier)),
        CheckedFile(file="改后.docx", flags=tuple(later)),
        comments,
    )


def test_a_flag_whose_sentence_stands_remains_whatever_its_number_is_now() -> None:
    found = told([flag("K0001")], [flag("K0002", sentence="b", text="主动"), flag("K0007")])
    assert found.resolved == ()
    assert found.remaining == ("K0007",)
    assert found.fresh == ("K0002",)


def test_a_flag_that_nothing_says_any_more_is_mended() -> None:
    found = told([flag("K0001"), flag("K0002", "measure.vague", "主动", "b")], [flag("K0001")])
    assert [one.id for one in found.resolved] == ["K0002"]


def test_a_phrase_that_stays_while_its_sentence_changes_around_it_is_not_mended() -> None:
    found = told([flag("K0001", sentence="a")], [flag("K0001", sentence="b")])
    assert (found.resolved, found.remaining, found.fresh) == ((), ("K0001",), ())


def test_the_same_phrase_in_another_item_is_another_place() -> None:
    earlier = [flag("K0001", "left.placeholder", "XX", "a", item="P01")]
    later = [flag("K0001", "left.placeholder", "XX", "b", item="P02")]
    found = told(earlier, later)
    assert [one.id for one in found.resolved] == ["K0001"]
    assert found.fresh == ("K0001",)


def test_two_places_alike_of_which_one_was_mended_are_one_mended_and_one_left() -> None:
    found = told([flag("K0001"), flag("K0002")], [flag("K0001")])
    assert len(found.resolved) == 1
    assert found.remaining == ("K0001",)


def test_words_changed_under_a_comment_that_are_flagged_again_remain() -> None:
    comment = ReadBack(key="K0001", outcome="edited", quote="不够深入", now="还不深入")
    later = [flag("K0004", text="还不深入", sentence="b")]
    assert told([flag("K0001")], later, comment).remaining == ("K0004",)
    assert told([flag("K0001")], later).fresh == ("K0004",)


def test_something_missing_is_recognised_by_what_is_said_of_it() -> None:
    lacks = flag("K0001", "shape.chapter-missing", "", "")
    found = told([lacks], [flag("K0009", "shape.chapter-missing", "", "")])
    assert found.remaining == ("K0009",)


def test_comments_are_read_back_from_the_file_that_had_them(tmp_path: Path) -> None:
    sent, back = tmp_path / "稿.docx", tmp_path / "回.docx"
    write_text(TEXT, sent, ())
    opened = open_paper(sent, load_kinds())
    flags = [flag("K0001"), flag("K0002", text="不够主动")]
    assert annotated(sent, opened.source, flags, back) == []
    found = comments_between(sent, opened, flags, back)
    assert [(one.key, one.outcome, one.quote) for one in found] == [
        ("K0001", "open", "不够深入"),
        ("K0002", "open", "不够主动"),
    ]


def test_a_file_without_our_comments_was_mended_elsewhere(tmp_path: Path) -> None:
    sent, text = tmp_path / "稿.docx", tmp_path / "稿.txt"
    write_text(TEXT, sent, ())
    text.write_text(TEXT, encoding="utf-8")
    opened = open_paper(sent, load_kinds())
    assert comments_between(sent, opened, [flag("K0001")], sent) == []
    assert comments_between(sent, opened, [flag("K0001")], text) == []
