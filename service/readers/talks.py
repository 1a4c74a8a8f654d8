"""Records of heart-to-heart talks (谈心谈话记录): a form of labels, the opinions under some.

Source of the labels: the fields of the usual form, 时间、地点、谈话人、谈话对象、主题、要点、后续.
"""

import re
from collections.abc import Iterator, Sequence

from service.readers.note_taking import Found, Skip, Taken, without_mark
from service.readers.piece import Piece
from service.readers.plain import enumerate_lines

SOURCE = "谈心谈话记录"
OPINION = re.compile(
    r"(?:谈话|主要|对方|交谈|交流)?(?:要点|内容|意见建议|意见和建议|意见|建议|问题|反馈)"
    r"|(?:谈话)?(?:内容|情况)(?:记录|要点|纪要)|提出的?(?:主要)?(?:意见|问题)(?:和?建议)?"
    r"|(?:对.{0,12}的)?意见(?:和|、|及)?建议"
)
FORM = re.compile(
    r"(?:谈话)?(?:时间|地点|日期|方式|主题|形式|类型)|谈话人|谈话对象|被谈话人|记录人|参加人员?|主谈人"
    r"|(?:谈话)?双方|姓名|职务|(?:所在)?(?:单位|部门)|后续(?:跟进|措施|情况)?|备注|签名|签字"
    r"|(?:谈话人|谈话对象)(?:签名|签字|职务|意见落实)?|整改(?:承诺|打算)|表态"
)
LABELLED = re.compile(
    r"\s*(?:\d{1,2}[.、．]|[一二三四五六七八九十]、)?\s*([^：:，。；]{2,16})\s*[：:]\s*(.*)",
    re.DOTALL,
)
TALK_SIGNS = re.compile(r"谈话人|谈话对象|被谈话人|谈话(?:时间|地点|内容|要点|方式|主题)")


def is_talk_table(rows: Sequence[Piece]) -> bool:
    """Whether a table is the form of a talk: labels beside their values."""
    cells = [_label(cell) for row in rows for cell in row.cells if cell.strip()]
    return sum(bool(TALK_SIGNS.fullmatch(cell)) for cell in cells) > 1 and any(map(_opens, cells))


def is_talk_lines(lines: Sequence[Piece]) -> bool:
    """Whether lines are the form of a talk: labels before their values."""
    labels = {_label(match.group(1)) for line in lines if (match := LABELLED.fullmatch(line.text))}
    return sum(bool(TALK_SIGNS.fullmatch(label)) for label in labels) > 1 and any(
        map(_opens, labels)
    )


def talk_table(rows: Sequence[Piece]) -> Iterator[Found]:
    """The opinions of a talk's form, one note per line of their cells."""
    open_label = False
    for row in rows:
        cells = [cell for cell in row.cells if cell.strip()]
        labels = [_label(cell) for cell in cells]
        if open_label and not any(_opens(label) or FORM.fullmatch(label) for label in labels):
            yield from _opinions(row, "\n".join(cells))
            continue
        opinions = [cells[at + 1] for at, label in enumerate(labels[:-1]) if _opens(label)]
        open_label = bool(labels) and _opens(labels[-1])
        if opinions:
            for opinion in opinions:
                yield from _opinions(row, opinion)
        else:
            yield Skip(row.where, "谈话记录的表头信息", row.text)


def talk_lines(lines: Sequence[Piece]) -> Iterator[Found]:
    """The opinions of a talk written as labelled lines."""
    inside = False
    for line in lines:
        match = LABELLED.fullmatch(line.text)
        label = _label(match.group(1)) if match else ""
        if match and (_opens(label) or FORM.fullmatch(label)):
            inside = _opens(label)
            if inside and match.group(2).strip():
                yield from _opinions(line, match.group(2))
            else:
                yield Skip(line.where, "谈话记录的表头信息", line.text)
        elif inside:
            yield from _opinions(line, line.text)
        else:
            yield Skip(line.where, "谈话记录的表头信息", line.text)


def _opinions(piece: Piece, text: str) -> Iterator[Found]:
    for _, _, line in enumerate_lines(text):
        opinion = without_mark(line)
        if any(char.isalnum() for char in opinion):
            yield Taken(opinion, SOURCE, "", piece.where, line)
        elif line.strip():
            yield Skip(piece.where, "没有文字", line)


def _opens(label: str) -> bool:
    return bool(OPINION.fullmatch(label))


def _label(text: str) -> str:
    return re.sub(r"\s+|[：:]|[（(][^）)]*[）)]", "", text)
