"""The one-page summary of a check: what to change, what to ask whom, in words to read aloud."""

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from service.flags import LEVELS, CheckedFile, Flag
from service.notes import Note
from service.paper import Paper
from service.present.fitting import Part, fitted, height, short
from service.present.one_page import LINES, ROOM, write_one_page
from service.present.safe import inert
from service.present.whom import DRAFTER, Whom

_LONG = (110, 60)
_PHRASE, _PHRASES = 16, 3
_TITLE = 28


def check_summary(
    checked: CheckedFile, *, paper: Paper | None = None, notes: Sequence[Note] = ()
) -> list[Part]:
    """Headings with their lines, short enough for one page. ``paper`` and ``notes`` help to find
    whom to ask; ``checked.text`` too, where it is given."""
    whom = Whom(checked, paper, notes)
    for most in _LONG:
        parts = _parts(checked, whom, most)
        kept = fitted(parts, lines=LINES, room=ROOM, rest=_rest)
        if height(kept, ROOM) <= LINES:
            break
    return kept


def write_check_summary(path: Path, checked: CheckedFile, parts: Sequence[Part]) -> None:
    """Writes ``parts`` (of ``check_summary``) as a Word file of one page."""
    name = short(inert(PurePath(checked.file).stem), _TITLE)
    write_one_page(path, f"{name}核对摘要", parts)


def _parts(checked: CheckedFile, whom: Whom, most: int) -> list[Part]:
    by_level = {level: [f for f in checked.flags if f.level == level] for level in LEVELS}
    suggested = by_level["suggestion"]
    return [
        ("一、必须改的", _told(by_level["error"], most) or ["没有必改的提示。"]),
        ("二、应当改的", _told(by_level["warning"], most) or ["没有应改的提示。"]),
        ("三、要向谁问清什么", _asked(checked.flags, whom, most) or ["没有要问的。"]),
        ("四、其他", [_others(len(suggested)), *_dismissed(checked)]),
    ]


def _told(flags: Sequence[Flag], most: int) -> list[str]:
    """One line for all flags that say the same, in the order of the flags."""
    groups: dict[str, list[Flag]] = {}
    for flag in flags:
        groups.setdefault(_without_phrase(flag), []).append(flag)
    return [
        _line(number, f"{message}{_phrases(same)}", most)
        for number, (message, same) in enumerate(groups.items(), 1)
    ]


def _without_phrase(flag: Flag) -> str:
    """The message without the phrase itself, which stands behind it with the others."""
    return flag.message.removeprefix(f"“{flag.text}”") if flag.text else flag.message


def _phrases(flags: Sequence[Flag]) -> str:
    texts = list(dict.fromkeys(short(inert(f.text), _PHRASE) for f in flags if f.text))
    shown = "".join(f"“{text}”" for text in texts[:_PHRASES])
    count = f"{len(flags)}处" if len(flags) > 1 else ""
    if not shown:
        return f"（{count}）" if count else ""
    more = "等" if len(texts) > _PHRASES else ""
    return f"（{shown}{more}{count}）"


def _asked(flags: Sequence[Flag], whom: Whom, most: int) -> list[str]:
    """One line for each question to each person: those named first, the gravest first."""
    groups: dict[tuple[str, str], list[Flag]] = {}
    for flag in sorted(flags, key=lambda f: LEVELS.index(f.level)):
        if flag.ask or flag.proposed_ask:
            groups.setdefault((whom.to_ask(flag), flag.ask), []).append(flag)
    ordered = sorted(groups.items(), key=lambda group: group[0][0] == DRAFTER)
    return [
        _line(number, _question(who, ask, same), most)
        for number, ((who, ask), same) in enumerate(ordered, 1)
    ]


def _question(who: str, ask: str, flags: Sequence[Flag]) -> str:
    address = "请起草人核实" if who == DRAFTER else f"问{inert(who)}"
    proposed = next((f.proposed_ask for f in flags if f.proposed_ask), "")
    by_model = f"（模型建议的问法：{proposed}）" if proposed else ""
    return f"{address}{_phrases(flags)}：{ask}{by_model}"


def _line(number: int, text: str, most: int) -> str:
    return f"{number}. {short(inert(text), most)}"


def _others(count: int) -> str:
    return f"另有建议{count}处，见批注，由起草人斟酌。" if count else "没有其他建议。"


def _dismissed(checked: CheckedFile) -> Iterable[str]:
    if checked.dismissed:
        yield f"已由人确认不必处理的{len(checked.dismissed)}处，不再列出。"


def _rest(gone: int) -> str:
    return f"另有{gone}类，见批注。"
