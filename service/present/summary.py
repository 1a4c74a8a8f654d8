"""The one-page summary of a draft: what was done, what needs a person, in words to read aloud."""

from collections import Counter
from pathlib import Path

from service.drafts import Draft
from service.flags import LEVEL_NAMES, Flag
from service.present.fitting import short
from service.present.one_page import write_one_page
from service.present.word import beside_questions

_MOST = 4
_SHORT, _LONG = 32, 64
"""Characters of one and of two lines: with them the longest summary stays on its page."""


def summary_lines(draft: Draft) -> list[tuple[str, list[str]]]:
    """Headings with their lines, for the terminal and for Word alike."""
    return [
        ("一、做了什么", _done(draft)),
        ("二、必须先处理的", _urgent(draft)),
        ("三、还要向人问清的", _to_ask(draft)),
        ("四、没有写进材料的意见", _left_out(draft)),
    ]


def write_summary(path: Path, draft: Draft) -> None:
    """Writes the summary as a Word file of one page."""
    write_one_page(path, f"{draft.paper.title}起草摘要", summary_lines(draft))


def _done(draft: Draft) -> list[str]:
    notes = draft.notes
    empty = sum(note.empty for note in notes)
    items = Counter(item.role for item in draft.paper.items())
    used = sum(c.status in ("reflected", "partly") for c in draft.coverage)
    way = (
        f"由模型 {draft.usage.model} 起草（调用{draft.usage.calls}次），每句事实都已核对出处"
        if draft.usage.calls
        else "未使用模型，由意见原文归并成稿"
    )
    return [
        f"意见{len(notes)}条，其中没有实质内容{empty}条；已写入材料{used}条。",
        f"成稿问题{items['problem']}条、原因{items['cause']}条、措施{items['measure']}条，{way}。",
    ]


def _urgent(draft: Draft) -> list[str]:
    # What is left to fill in has its own heading below.
    urgent = [f for f in beside_questions(draft.flags) if f.level != "suggestion"]
    if not urgent:
        return ["没有必改、应改的提示。"]
    lines = [f"{number}. {_flag_line(flag)}" for number, flag in enumerate(urgent[:_MOST], 1)]
    rest = len(urgent) - _MOST
    return [*lines, f"其余{rest}处见草稿批注。"] if rest > 0 else lines


def _flag_line(flag: Flag) -> str:
    phrase = f"“{short(flag.text, _SHORT)}”" if flag.text else ""
    said = flag.message if flag.message.startswith(phrase) else f"{phrase}：{flag.message}"
    return f"〔{LEVEL_NAMES[flag.level]}〕{short(said, _LONG)}"


def _to_ask(draft: Draft) -> list[str]:
    questions = [s for i in draft.paper.items() for s in i.sentences if s.kind == "question"]
    if not questions:
        return ["没有待补的内容。"]
    distinct = list(dict.fromkeys(s.text for s in questions))
    lines = [
        f"草稿中有{len(questions)}处【待补】，已标黄，其中不重复的{len(distinct)}处。先问这几处："
    ]
    return [*lines, *(f"{n}. {short(text, _LONG)}" for n, text in enumerate(distinct[:_MOST], 1))]


def _left_out(draft: Draft) -> list[str]:
    routes = {note.id: note for note in draft.notes}
    clues = sum(note.route == "clue" for note in draft.notes)
    beyond = [n for n in draft.notes if n.route == "beyond"]
    missing = [c for c in draft.coverage if c.status == "missing"]
    lines = []
    if clues:
        lines.append(f"举报性质的意见{clues}条，原文另存为“线索移交”表，请只交纪检，不要写入材料。")
    if beyond:
        lines.append(f"超出本单位权限的{len(beyond)}条，请另作解释说明。")
    for entry in missing[:_MOST]:
        lines.append(f"{entry.note}：{short(routes[entry.note].text, _SHORT)}")
    return lines or ["有实质内容的意见都已写入。"]
