"""The stories of dismissals: from what a person saw to what is kept, and from unit to unit."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from service.errors import BadInput, UnreadableFile
from service.flags import CheckedFile, CheckReport, Dismissal, Flag
from service.present.comments import AUTHOR
from service.present.read_back import ReadBack
from service.value import Value

_FIELDS = ("unit", "rule", "fingerprint", "reason", "who")
_LONGEST = 200


class FromWord(Value):
    """What a file that came back from Word gives: dismissals, and why other answers give none."""

    dismissals: tuple[Dismissal, ...] = ()
    left: tuple[str, ...] = ()


def dismissal(flag: Flag, *, unit: str, reason: str, who: str) -> Dismissal:
    """A person's word about a flag, now. Raises BadInput for a word without reason or name."""
    reason, who, unit = reason.strip(), who.strip(), unit.strip()
    for said, what in ((unit, "单位"), (reason, "理由"), (who, "忽略人")):
        if not said:
            raise BadInput(f"忽略一条提示要写明{what}，不能空着")
    return Dismissal(
        unit=unit,
        rule=flag.rule,
        fingerprint=flag.fingerprint,
        reason=reason,
        who=who[:_LONGEST],
        when=datetime.now(UTC).replace(microsecond=0),
        text=flag.text,
    )


def checked_before(path: Path) -> CheckedFile:
    """The one paper of a report that ``check --format json`` wrote: its ids are those seen."""
    try:
        report = CheckReport.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        advice = "请给材料本身，或 duizhao check --format json 的结果"
        raise UnreadableFile(path.name, "不是核对结果", advice) from error
    if len(report.files) != 1:
        raise BadInput(f"{path.name}：里面有{len(report.files)}份材料，请逐份核对后再忽略")
    return report.files[0]


def flag_named(checked: CheckedFile, name: str) -> Flag:
    """The flag of that id, dismissed or not. Raises BadInput when there is none."""
    for flag in _every(checked):
        if flag.id == name.strip().upper():
            return flag
    raise BadInput(
        f"{checked.file}：没有编号为 {name} 的提示；编号随选项变化，"
        "请用与当初核对时相同的 --notes、--against、--kind、--year"
    )


def flag_saying(checked: CheckedFile, rule: str, text: str) -> Flag:
    """The one flag of ``rule`` whose phrase or message holds ``text``.

    Raises BadInput when there is none, or several in different sentences, which are then named.
    """
    found = [
        flag
        for flag in _every(checked)
        if flag.rule == rule and text in (flag.text or flag.message)
    ]
    if not found:
        raise BadInput(f"{checked.file}：规则 {rule} 没有标到“{text}”")
    if len({(flag.fingerprint, flag.text) for flag in found}) > 1:
        names = "、".join(flag.id for flag in sorted(found, key=lambda f: f.id))
        raise BadInput(f"{checked.file}：“{text}”有几处（{names}），请用 --flag 指明一处")
    return found[0]


def _every(checked: CheckedFile) -> Iterator[Flag]:
    yield from checked.flags
    yield from (settled.flag for settled in checked.dismissed)


def from_word(
    sent: CheckedFile, returned: CheckedFile, comments: Iterable[ReadBack], *, unit: str, who: str
) -> FromWord:
    """Dismissals from a file that we commented and a person gave back.

    ``sent`` and ``returned`` are the two files checked. A comment counts that was answered, or
    marked as resolved, while its sentence stayed as it was; the answer is the reason and its author
    the one who dismisses. A resolved comment without an answer counts as ``who``'s word, except at
    error level, where nobody is taken at a word he did not write.
    """
    said = []
    left = []
    for comment in comments:
        if comment.outcome not in ("open", "resolved"):
            continue
        reason, author = _answer(comment)
        if comment.outcome == "open" and not reason:
            continue
        flag = _flag_of(comment, sent)
        if flag is None:
            left.append(f"{comment.key}：与原文件的提示对不上，请用当初核对时的选项")
        elif not _still_there(flag, returned):
            left.append(f"{comment.key}：句子已经改动，不必再忽略")
        elif not reason and flag.level == "error":
            left.append(f"{comment.key}：必改的提示要写明理由，请在批注下回复")
        else:
            reason = reason or "在 Word 中标为已解决"
            said.append(dismissal(flag, unit=unit, reason=reason, who=author or who))
    return FromWord(dismissals=tuple(said), left=tuple(left))


def _answer(comment: ReadBack) -> tuple[str, str]:
    """What people replied, and who replied last."""
    pairs = zip(comment.replies, comment.authors, strict=True)
    spoken = [(text.strip(), author) for text, author in pairs if text.strip() and author != AUTHOR]
    return "；".join(text.replace("\n", " ") for text, _ in spoken), spoken[-1][1] if spoken else ""


def _flag_of(comment: ReadBack, sent: CheckedFile) -> Flag | None:
    """The flag that the comment was made of: the same words, and the same id where several are."""
    alike = [
        flag
        for flag in _every(sent)
        if _bare(flag.message.split("\n")[0]) == _bare(comment.message)
        and (not flag.text or _bare(comment.quote) in _bare(flag.text))
    ]
    alike.sort(key=lambda flag: (flag.id != comment.key, flag.id))
    if len({(flag.rule, flag.fingerprint, flag.text) for flag in alike}) == 1:
        return alike[0]
    return alike[0] if alike and alike[0].id == comment.key else None


def _still_there(flag: Flag, returned: CheckedFile) -> bool:
    same = (flag.rule, flag.fingerprint, flag.text)
    return any((other.rule, other.fingerprint, other.text) == same for other in _every(returned))


def _bare(text: str) -> str:
    return "".join(text.split())


def to_lines(dismissals: Iterable[Dismissal]) -> str:
    """Dismissals as JSON lines."""
    chosen = ("unit", "rule", "fingerprint", "reason", "who", "when", "text")
    lines = (
        json.dumps({k: d.model_dump(mode="json")[k] for k in chosen}, ensure_ascii=False)
        for d in dismissals
    )
    return "".join(line + "\n" for line in lines)


def read_lines(path: Path, unit: str = "") -> tuple[Dismissal, ...]:
    """The dismissals of a file of JSON lines; all are of one unit unless ``unit`` says whose they
    become. Raises BadInput naming the file and the line of the first bad one."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(path.name, "读不出来", "应是 UTF-8 的 .jsonl 文件") from error
    found = [_line(path.name, n, line) for n, line in enumerate(lines, 1) if line.strip()]
    named = Counter(d.unit for d in found)
    if len(named) > 1 and not unit:
        units = "、".join(f"“{name}”{count}条" for name, count in sorted(named.items()))
        raise BadInput(
            f"{path.name}：里面有几个单位的记录（{units}），请用 --unit 指明记到哪个单位"
        )
    return tuple(found)


def _line(file: str, number: int, line: str) -> Dismissal:
    try:
        found = Dismissal.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        said = f"“{where}”缺少或不合格式" if where else "不是合格的 JSON"
        raise BadInput(f"{file} 第{number}行：{said}") from error
    for name in _FIELDS:
        if not getattr(found, name).strip():
            raise BadInput(f"{file} 第{number}行：“{name}”不能空着")
    if max(len(found.unit), len(found.who)) > _LONGEST:
        raise BadInput(f"{file} 第{number}行：单位或人名过长")
    when = found.when
    return found if when.tzinfo else found.model_copy(update={"when": when.replace(tzinfo=UTC)})


def strangers(dismissals: Sequence[Dismissal], unit: str) -> dict[str, int]:
    """How many of them were another unit's, by its name."""
    return dict(sorted(Counter(d.unit for d in dismissals if d.unit != unit).items()))
