"""From what a person saw, or answered in Word, to what is remembered; and from unit to unit."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from service.bootstrap import House
from service.errors import BadInput
from service.flags import CheckedFile, Dismissal
from service.pipelines.checking import Held, check_paper
from service.pipelines.dismissing import FromWord, from_word, read_lines, to_lines
from service.pipelines.opening import open_paper
from service.present.annotate import annotate
from service.present.read_back import read_back
from service.present.word import write_text
from service.settings import Settings

UNIT = "青岚县档案馆党组"
TEXT = f"""{UNIT}2023年度专题民主生活会对照检查材料
一、存在的主要问题
（一）理论学习方面
一是巡查缺次。漏查XX库房。
二是台账不全。漏记**库房。
三是交接不清。来源：某公文写作网。
"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(Settings(data_dir=tmp_path / "data"))


def checked(house: House, path: Path) -> CheckedFile:
    opened = open_paper(path, house.kinds)
    return check_paper(opened, Held(unit=UNIT), house.cards)


@pytest.fixture
def sent(house: House, tmp_path: Path) -> Path:
    """The paper with our comments, as ``check --out`` gives it."""
    plain, path = tmp_path / "plain.docx", tmp_path / "sent.docx"
    write_text(TEXT, plain, ())
    opened = open_paper(plain, house.kinds)
    assert annotate(plain, opened.source, checked(house, plain).flags, path) == []
    return path


def returned(
    sent: Path,
    replies: dict[str, tuple[str, str]],
    *,
    resolved: tuple[str, ...] = (),
    edit: tuple[str, str] = ("", ""),
) -> Path:
    """The file as a person's program saves it: ``replies`` by the phrase that a comment is on, as
    author and words."""
    with zipfile.ZipFile(sent) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    keys = {entry.quote: entry.key for entry in read_back(sent, sent)}
    root, states = etree.fromstring(parts["word/comments.xml"]), []
    threads: dict[str, str] = {}
    for number, comment in enumerate(root.findall(W + "comment"), 1):
        thread = f"{number:08X}"
        comment.findall(W + "p")[-1].set(W14 + "paraId", thread)
        text = "".join(t.text or "" for t in comment.iter(W + "t"))
        threads |= {phrase: thread for phrase, key in keys.items() if f"〔{key}〕" in text}
        done = any(threads.get(phrase) == thread for phrase in resolved)
        states.append(f'<w15:commentEx w15:paraId="{thread}" w15:done="{int(done)}"/>')
    for number, (phrase, (author, said)) in enumerate(replies.items(), 100):
        reply = etree.SubElement(root, W + "comment")
        reply.set(W + "id", str(number))
        reply.set(W + "author", author)
        line = etree.SubElement(reply, W + "p")
        line.set(W14 + "paraId", f"{number:08X}")
        etree.SubElement(etree.SubElement(line, W + "r"), W + "t").text = said
        parent = f'w15:paraIdParent="{threads[phrase]}"'
        states.append(f'<w15:commentEx w15:paraId="{number:08X}" w15:done="0" {parent}/>')
    parts["word/comments.xml"] = etree.tostring(root)
    listed = f'<w15:commentsEx xmlns:w15="{W15}">{"".join(states)}</w15:commentsEx>'
    parts["word/commentsExtended.xml"] = listed.encode()
    body = parts["word/document.xml"].decode()
    assert edit[0] in body
    parts["word/document.xml"] = body.replace(*edit, 1).encode() if edit[0] else body.encode()
    path = sent.with_name("returned.docx")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def remembered(house: House, sent: Path, back: Path) -> FromWord:
    return from_word(
        checked(house, sent),
        checked(house, back),
        read_back(sent, back),
        unit=UNIT,
        who="登录人",
    )


def test_an_answered_comment_becomes_a_dismissal_by_its_author(house: House, sent: Path) -> None:
    back = returned(sent, {"XX": ("办公室", "库名按规定隐去")})
    (said,) = remembered(house, sent, back).dismissals
    assert (said.rule, said.text) == ("left.placeholder", "XX")
    assert (said.unit, said.who, said.reason) == (UNIT, "办公室", "库名按规定隐去")
    after = check_paper(open_paper(back, house.kinds), Held(unit=UNIT), house.cards, (said,))
    assert [d.flag.text for d in after.dismissed] == ["XX"]
    assert "**" in {flag.text for flag in after.flags}
    assert after.counts["total"] == len(after.flags)


def test_a_comment_answered_by_nobody_but_us_is_none(house: House, sent: Path) -> None:
    back = returned(sent, {"XX": ("对照核对", "再次提醒")})
    assert remembered(house, sent, back).dismissals == ()


def test_an_answer_to_a_sentence_that_was_changed_all_the_same_is_none(
    house: House, sent: Path
) -> None:
    back = returned(sent, {"XX": ("办公室", "已补")}, edit=("漏查", "没有看"))
    found = remembered(house, sent, back)
    assert found.dismissals == ()
    assert len(found.left) == 1
    assert "句子已经改动" in found.left[0]


def test_an_error_marked_as_resolved_without_a_word_is_named_and_not_kept(
    house: House, sent: Path
) -> None:
    found = remembered(house, sent, returned(sent, {}, resolved=("XX",)))
    assert found.dismissals == ()
    assert "写明理由" in found.left[0]


def test_a_lesser_flag_marked_as_resolved_is_the_word_of_who_reads_it_back(
    house: House, sent: Path
) -> None:
    lesser = next(f for f in checked(house, sent).flags if f.level != "error" and f.text)
    found = remembered(house, sent, returned(sent, {}, resolved=(lesser.text,)))
    assert [(d.text, d.who) for d in found.dismissals] == [(lesser.text, "登录人")]


def test_comments_that_nobody_touched_give_nothing(house: House, sent: Path) -> None:
    assert remembered(house, sent, returned(sent, {})) == FromWord()


def test_comments_of_another_check_are_named_and_not_guessed_at(house: House, sent: Path) -> None:
    back = returned(sent, {"XX": ("办公室", "隐去")})
    bare = checked(house, sent).model_copy(update={"flags": ()})
    found = from_word(bare, checked(house, back), read_back(sent, back), unit=UNIT, who="甲")
    assert found.dismissals == ()
    assert "用当初核对时的选项" in found.left[0]


def word(unit: str = UNIT, text: str = "XX") -> Dismissal:
    return Dismissal(
        unit=unit,
        rule="left.placeholder",
        fingerprint="00ff00ff00ff00ff",
        reason="核过：\n见记录",
        who="办公室",
        when=datetime(2024, 3, 1, tzinfo=UTC),
        text=text,
    )


def test_what_is_exported_can_be_imported(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(to_lines([word(), word(text="××\u2028")]), encoding="utf-8")
    assert read_lines(path) == (word(), word(text="××\u2028"))


def line(**other: object) -> str:
    return json.dumps({**json.loads(to_lines([word()])), **other}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "第2行：不是合格的 JSON"),
        ("[]", "第2行：不是合格的 JSON"),
        (line(reason=" "), "第2行：“reason”不能空着"),
        (line(who=None), "第2行：“who”缺少或不合格式"),
        (line(when="昨天"), "第2行：“when”缺少或不合格式"),
        (line(unit="甲" * 300), "第2行：单位或人名过长"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_read(tmp_path: Path, bad: str, said: str) -> None:
    path = tmp_path / "记录.jsonl"
    path.write_text(line() + "\n" + bad + "\n" + line() + "\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"记录\.jsonl 第2行") as caught:
        read_lines(path)
    assert said in str(caught.value)


def test_a_file_of_several_units_asks_which_one_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(to_lines([word(), word("乙局")]), encoding="utf-8")
    with pytest.raises(BadInput, match=r"几个单位.*--unit"):
        read_lines(path)
    assert len(read_lines(path, "乙局")) == 2


def test_a_file_in_another_encoding_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line().encode("gb18030"))
    with pytest.raises(BadInput, match=r"a\.jsonl：读不出来。应是 UTF-8"):
        read_lines(path)
