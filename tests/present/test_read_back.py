import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from service.flags import Flag
from service.present.read_back import read_back
from service.present.word import write_text
from tests.present.word_files import W, through_office

TEXT = "学习研讨12次。\n服务群众不够主动。\n值班制度执行不严。\n调研走过场。\n台账更新慢。\n"
PHRASES = ["12次", "不够主动", "执行不严", "走过场", "更新慢"]
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
THREAD = "0000000"


@pytest.fixture(name="sent")
def _sent(tmp_path: Path) -> Path:
    path = tmp_path / "sent.docx"
    flags = [
        Flag(
            id=f"K{n:04d}",
            rule="generic.wording",
            level="warning",
            start=TEXT.index(phrase),
            end=TEXT.index(phrase) + len(phrase),
            text=phrase,
            message=f"第{n}条提示",
            ask="",
        )
        for n, phrase in enumerate(PHRASES, 1)
    ]
    write_text(TEXT, path, flags)
    return path


def edited(sent: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The file with its parts changed as a person's program would."""
    with zipfile.ZipFile(sent) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    path = sent.with_name("returned.docx")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def outcomes(sent: Path, returned: Path) -> dict[str, str]:
    return {entry.key: entry.outcome for entry in read_back(sent, returned)}


def in_text(old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        text = parts["word/document.xml"].decode()
        assert old in text
        parts["word/document.xml"] = text.replace(old, new, 1).encode()

    return change


def with_threads(states: str, answer: str = "") -> Callable[[dict[str, bytes]], None]:
    """Gives every comment a thread, as Word does on saving, and adds their states."""

    def change(parts: dict[str, bytes]) -> None:
        root = etree.fromstring(parts["word/comments.xml"])
        for number, comment in enumerate(root.findall(W + "comment"), 1):
            comment.findall(W + "p")[-1].set(f"{{{W14}}}paraId", f"{THREAD}{number}")
        if answer:
            reply = etree.SubElement(root, W + "comment")
            reply.set(W + "id", "90")
            reply.set(W + "author", "办公室")
            line = etree.SubElement(reply, W + "p")
            line.set(f"{{{W14}}}paraId", f"{THREAD}9")
            etree.SubElement(etree.SubElement(line, W + "r"), W + "t").text = answer
        parts["word/comments.xml"] = etree.tostring(root)
        parts["word/commentsExtended.xml"] = (
            f'<w15:commentsEx xmlns:w15="{W15}">{states}</w15:commentsEx>'.encode()
        )

    return change


def state(number: int, *, done: bool = False, parent: int = 0) -> str:
    above = f' w15:paraIdParent="{THREAD}{parent}"' if parent else ""
    return f'<w15:commentEx w15:paraId="{THREAD}{number}" w15:done="{int(done)}"{above}/>'


def test_an_untouched_file_has_every_comment_open(sent: Path) -> None:
    entries = read_back(sent, sent)
    assert {e.outcome for e in entries} == {"open"}
    assert [(e.key, e.quote, e.now, e.message) for e in entries] == [
        (f"K{n:04d}", phrase, phrase, f"第{n}条提示") for n, phrase in enumerate(PHRASES, 1)
    ]


def test_a_phrase_rewritten_under_its_comment_is_edited(sent: Path) -> None:
    returned = edited(sent, in_text(">不够主动<", ">上门仅2次<"))
    assert outcomes(sent, returned)["K0002"] == "edited"
    entry = read_back(sent, returned)[1]
    assert (entry.quote, entry.now) == ("不够主动", "上门仅2次")


def test_a_tracked_replacement_is_edited_and_read_as_accepted(sent: Path) -> None:
    new = '<w:ins w:id="90" w:author="某"><w:r><w:t>漏签3次</w:t></w:r></w:ins>'
    with zipfile.ZipFile(sent) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    run = next(
        r
        for r in root.iter(W + "r")
        if "".join(t.text or "" for t in r.iter(W + "t")) == "执行不严"
    )
    holder = run.getparent()
    assert holder is not None
    deleted = etree.Element(W + "del")
    deleted.set(W + "id", "91")
    deleted.set(W + "author", "某")
    holder.replace(run, deleted)
    deleted.append(run)
    for text in run.iter(W + "t"):
        text.tag = W + "delText"
    wrapped = f'<x xmlns:w="{W[1:-1]}">{new}</x>'
    deleted.addnext(etree.fromstring(wrapped)[0])

    def change(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = etree.tostring(root)

    entry = read_back(sent, edited(sent, change))[2]
    assert (entry.outcome, entry.now) == ("edited", "漏签3次")


def test_a_comment_marked_done_is_resolved(sent: Path) -> None:
    returned = edited(sent, with_threads(state(1) + state(2, done=True)))
    assert outcomes(sent, returned) == {
        "K0001": "open",
        "K0002": "resolved",
        "K0003": "open",
        "K0004": "open",
        "K0005": "open",
    }


def test_an_answer_belongs_to_its_comment_and_is_none_itself(sent: Path) -> None:
    states = state(1) + state(4, done=True) + state(9, parent=4)
    returned = edited(sent, with_threads(states, "〔K0001〕已核实，改为3次"))
    entries = read_back(sent, returned)
    assert [e.replies for e in entries] == [(), (), (), ("〔K0001〕已核实，改为3次",), ()]
    assert [e.outcome for e in entries][:4] == ["open", "open", "open", "resolved"]
    assert [e.authors for e in entries] == [(), (), (), ("办公室",), ()]


def test_a_comment_that_is_gone_is_deleted(sent: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        root = etree.fromstring(parts["word/comments.xml"])
        root.remove(root[4])
        parts["word/comments.xml"] = etree.tostring(root)

    assert outcomes(sent, edited(sent, change))["K0005"] == "deleted"


def test_a_file_without_any_comment_left_has_all_deleted(sent: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.docx"
    write_text(TEXT, bare, ())
    assert set(outcomes(sent, bare).values()) == {"deleted"}


@pytest.mark.office
def test_outcomes_survive_saving_in_libreoffice(sent: Path, tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        in_text(">不够主动<", ">上门仅2次<")(parts)
        with_threads("".join(state(n, done=n == 4) for n in range(1, 6)))(parts)
        names = parts["word/_rels/document.xml.rels"].decode()
        kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
        link = f'<Relationship Id="rId99" Type="{kind}" Target="commentsExtended.xml"/>'
        parts["word/_rels/document.xml.rels"] = names.replace(
            "</Relationships>", f"{link}</Relationships>"
        ).encode()
        types = parts["[Content_Types].xml"].decode()
        form = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        entry = (
            '<Override PartName="/word/commentsExtended.xml" '
            f'ContentType="{form}.commentsExtended+xml"/>'
        )
        parts["[Content_Types].xml"] = types.replace("</Types>", f"{entry}</Types>").encode()

    saved = through_office(edited(sent, change), tmp_path)
    assert outcomes(sent, saved) == {
        "K0001": "open",
        "K0002": "edited",
        "K0003": "open",
        "K0004": "resolved",
        "K0005": "open",
    }


@pytest.mark.office
def test_a_file_saved_twice_still_opens_in_word_tools(sent: Path, tmp_path: Path) -> None:
    saved = through_office(sent, tmp_path)
    assert set(outcomes(sent, saved).values()) == {"open"}
    assert [p.text for p in Document(str(saved)).paragraphs if p.text] == TEXT.strip().split("\n")
