"""A check as a person reads it beside its paper: text, structure, flags, what was settled."""

from collections.abc import Sequence
from datetime import datetime

from service.checks import settle
from service.flags import CheckedFile, Flag
from service.paper import Paper
from service.pipelines.checking import for_people
from service.pipelines.comparing import Compared
from service.pipelines.opening import OpenPaper
from service.store.kept import KeptDismissal
from service.value import Value


class SettledFlag(Value):
    """A flag that a person dismissed; ``number`` is that of the unit's dismissal."""

    flag: Flag
    number: int
    reason: str
    who: str
    when: datetime


class CheckedPaper(Value):
    """A checked paper. ``flags`` are those that people are shown, ``more`` counts the others.
    ``since`` says what became of an earlier check's flags, None where there was none."""

    file: str
    kind: str | None = None
    text: str
    paper: Paper
    flags: tuple[Flag, ...] = ()
    more: int = 0
    dismissed: tuple[SettledFlag, ...] = ()
    notices: tuple[str, ...] = ()
    since: Compared | None = None


def with_dismissals(checked: CheckedFile, dismissals: Sequence[KeptDismissal]) -> CheckedFile:
    """The check with its flags parted by the dismissals as they are now."""
    flags = [*checked.flags, *(settled.flag for settled in checked.dismissed)]
    parted = settle(flags, dismissals, frozenset())
    return checked.model_copy(update={"flags": parted.flags, "dismissed": parted.dismissed})


def checked_paper(
    opened: OpenPaper,
    checked: CheckedFile,
    dismissals: Sequence[KeptDismissal] = (),
    since: Compared | None = None,
) -> CheckedPaper:
    """What a page shows. ``dismissals`` are the ones that ``checked`` was parted by."""
    shown = for_people(checked.flags)
    numbers = {id(word): word.number for word in dismissals}
    return CheckedPaper(
        file=checked.file,
        kind=checked.kind,
        text=opened.source.text,
        paper=opened.paper,
        flags=tuple(sorted(shown, key=lambda flag: (flag.start, flag.end))),
        more=len(checked.flags) - len(shown),
        dismissed=tuple(
            SettledFlag(
                flag=settled.flag,
                number=numbers.get(id(settled.dismissal), 0),
                reason=settled.dismissal.reason,
                who=settled.dismissal.who,
                when=settled.dismissal.when,
            )
            for settled in checked.dismissed
        ),
        notices=checked.notices,
        since=since,
    )
