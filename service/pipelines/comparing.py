"""The story of the second round: a paper came back revised; what of the first check is mended."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from service.flags import CheckedFile, Flag
from service.language.normal import normal
from service.pipelines.annotating import annotated
from service.pipelines.checking import for_people
from service.pipelines.opening import OpenPaper
from service.present.read_back import ReadBack, read_back
from service.value import Value


class Compared(Value):
    """What became of the flags that people were shown at an earlier check.

    ``resolved`` are those flags that no longer hold, pointing into the earlier text. ``remaining``
    and ``fresh`` are ids of flags of the later check. ``comments`` are what people did with our
    comments in Word, by the ids of the earlier flags; empty where the later file bears none.
    """

    file: str
    resolved: tuple[Flag, ...] = ()
    remaining: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    comments: tuple[ReadBack, ...] = ()


def compared(
    earlier: CheckedFile, later: CheckedFile, comments: Sequence[ReadBack] = ()
) -> Compared:
    """Compares two checks of one paper. Dismissed flags of either count as settled: they are
    neither mended nor new."""
    now = {comment.key: comment.now for comment in comments}
    pairs = dict(_pairs(_every(earlier), _every(later), now))
    met = set(pairs.values())
    shown = for_people(later.flags)
    return Compared(
        file=earlier.file,
        resolved=tuple(flag for flag in for_people(earlier.flags) if flag.id not in pairs),
        remaining=tuple(flag.id for flag in shown if flag.id in met),
        fresh=tuple(flag.id for flag in shown if flag.id not in met),
        comments=tuple(comments),
    )


def comments_between(
    sent: Path, opened: OpenPaper, flags: Sequence[Flag], back: Path
) -> list[ReadBack]:
    """What people did in ``back`` with the comments that a check wrote into ``sent``: ``opened`` is
    that paper as read, ``flags`` what the check found. Empty where either is no .docx, or where
    ``back`` bears none of the comments: then somebody mended the file that had none."""
    if {sent.suffix.lower(), back.suffix.lower()} != {".docx"}:
        return []
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "sent.docx"
        annotated(sent, opened.source, flags, copy)
        found = read_back(copy, back)
    return [] if all(one.outcome == "deleted" for one in found) else list(found)


def _every(checked: CheckedFile) -> list[Flag]:
    return [*checked.flags, *(settled.flag for settled in checked.dismissed)]


_Sign = tuple[str, ...]
_Signing = Callable[[Flag], _Sign]


def _pairs(
    earlier: Sequence[Flag], later: Sequence[Flag], now: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The ids of flags that say the same of the same place: by the surest sign first, none twice.
    ``now`` is what stands under the comment of an earlier flag by its id."""
    rounds: tuple[tuple[_Signing, _Signing], ...] = (
        (_exact, _exact),
        (_in_sentence, _in_sentence),
        (lambda flag: _here(flag, now.get(flag.id, "")), lambda flag: _here(flag, flag.text)),
        (_said, _said),
    )
    old, new = list(earlier), list(later)
    for sign_of_old, sign_of_new in rounds:
        left = []
        for flag in old:
            sign = sign_of_old(flag)
            match = next((one for one in new if sign and sign_of_new(one) == sign), None)
            if match is None:
                left.append(flag)
            else:
                new.remove(match)
                yield flag.id, match.id
        old = left


def _here(flag: Flag, text: str) -> _Sign:
    return (flag.rule, _plain(text)) if text.strip() else ()


def _exact(flag: Flag) -> _Sign:
    return (flag.rule, flag.fingerprint, _plain(flag.text))


def _in_sentence(flag: Flag) -> _Sign:
    return (flag.rule, flag.fingerprint) if flag.fingerprint else ()


def _said(flag: Flag) -> _Sign:
    """The phrase in its item: the sentence may have changed around it."""
    if not flag.text:
        return (flag.rule, "told", flag.message)
    return (flag.rule, "text", flag.item or "", _plain(flag.text))


def _plain(text: str) -> str:
    return normal(text) or "".join(text.split())
