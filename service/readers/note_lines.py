"""Notes written one a line, under headings that name their channel (座谈会意见：, 【意见箱】)."""

import re
from collections.abc import Iterable, Iterator

from service.readers.note_taking import Found, Skip, Taken, without_mark
from service.readers.piece import Piece

CHANNELS = (
    "座谈会|意见箱|意见表|征求意见|征询|问卷|谈心谈话|谈话|来信|来访|信访|热线|信箱|留言|函"
    "|巡察|巡视|督导|走访|调研|测评|网络|网上|公众号|职工|离退休|服务对象|支部|基层|群众|科室"
)
CHANNEL = re.compile(CHANNELS)
BRACKETED = re.compile(r"\s*[【\[]([^】\]]{1,30})[】\]][：:]?\s*(.*)", re.DOTALL)
COLON_ENDED = re.compile(r"[^。；，！？：:]{1,30}[：:]")
FILLER = (
    "上|中|会|后|收集|征求|反映|提出|收到|到|的|及|和|与|、|主要|意见|建议|问题|反馈|情况|记录|汇总|整理"
    "|类|方面|箱|表"
)
HEADING_SHAPE = re.compile(
    rf"(?:.{{0,8}}?(?:{CHANNELS})(?:{CHANNELS}|{FILLER})*|(?:{FILLER})+)(?:（[^）]*）)?"
)
"""A channel, perhaps with a word before it, and nothing after it that says something."""
WISH = re.compile(r"建议.|希望|盼望|要|多|应|请|能否|可否|加强|不|没|未|很|少|从|组织|开展")
NUMBERED_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|#+ )"
)
TITLE = re.compile(
    r".*(?:意见|建议|谈话|反馈|问题)[^，。；：]*(?:汇总表?|情况|记录|清单|整理|原始记录|材料|台账|登记表?)"
    r"(?:（[^）]*）)?"
)
LONGEST_HEADING = 30
LONGEST_TITLE = 50
SENTENCE_MARK = re.compile(r"[。；，！？,;]")


def line_notes(lines: Iterable[Piece]) -> Iterator[Found]:
    """One note per line; a heading gives the source of the lines below it."""
    source = ""
    for number, line in enumerate(lines):
        heading = heading_of(line)
        if number == 0 and _is_title(line.text):
            yield Skip(line.where, "标题", line.text)
        elif heading:
            source = heading
            yield Skip(line.where, "小标题，作为以下意见的来源", line.text)
        else:
            yield _note(line, source)


def heading_of(line: Piece) -> str:
    """The source that a heading line names; "" when the line is no heading."""
    text = line.text.strip()
    bracketed = BRACKETED.fullmatch(without_mark(text))
    if bracketed and not bracketed.group(2).strip():
        return _source(bracketed.group(1))
    if line.style == "heading" or (COLON_ENDED.fullmatch(without_mark(text))):
        return _source(text)
    return _source(text) if NUMBERED_HEADING.match(text) and _names_channel(text) else ""


def _note(line: Piece, source: str) -> Found:
    text = without_mark(line.text)
    bracketed = BRACKETED.fullmatch(text)
    if bracketed and CHANNEL.search(bracketed.group(1)):
        source, text = _source(bracketed.group(1)), bracketed.group(2).strip()
    if not any(char.isalnum() for char in text):
        return Skip(line.where, "没有文字", line.text)
    return Taken(text, source, "", line.where, line.text)


def _names_channel(text: str) -> bool:
    name = _source(text)
    short = len(name) <= LONGEST_HEADING and not SENTENCE_MARK.search(name)
    return short and not WISH.match(name) and bool(HEADING_SHAPE.fullmatch(name))


def _source(text: str) -> str:
    return without_mark(text.strip().lstrip("#")).strip("：: 【】[]")


def _is_title(text: str) -> bool:
    text = text.strip().lstrip("# ").strip()
    return (
        len(text) <= LONGEST_TITLE
        and not SENTENCE_MARK.search(text)
        and not text.endswith(("：", ":"))
        and bool(TITLE.fullmatch(text))
    )
