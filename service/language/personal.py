"""Personal details in a text: identity numbers, phones, bank cards, plates, names, homes."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Literal

from service.language.homes import homes
from service.language.persons import named
from service.notes import Note, Personal

_Kind = Literal["identity_number", "phone", "bank_card", "plate", "name", "family"]
STAND_INS: dict[_Kind, str] = {
    "identity_number": "［证件号］",
    "phone": "［电话］",
    "bank_card": "［卡号］",
    "plate": "［车牌］",
    "name": "某同志",
    "family": "［家庭情况］",
}
"""What stands in the place of a personal detail wherever a note leaves the unit."""
HOME = "［住址］"
"""What stands in the place of a home, which counts among family matters."""
NUMBER = "［号码］"
"""What stands in the place of a number of an identity paper that does not prove itself."""
SHOWN = (*STAND_INS.values(), HOME, NUMBER)
"""All that may stand in the place of a detail."""

# One character for one, so that what is found stands at the same place in the text as given.
_NARROW = {0xFF01 + n: 0x21 + n for n in range(94) if chr(0x21 + n).isalnum()}
_GAP = r"[-－—.· ]?"
_NUMBER_OF = "(?:号码|证号|卡号|号)?(?:[是为：:]|\\s)*"
_PAPERS = "身份证|公民身份号码|护照|军官证|驾驶证|社保卡?|残疾证|通行证|证件"

_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])\d{6}[- ]?(?:\d{4}[- ]?\d{4}|\d{8})[- ]?\d{3}[\dXx](?![\dA-Za-z])"
)
_PAPER_NUMBER = re.compile(
    rf"(?:{_PAPERS}){_NUMBER_OF}(?P<at>[A-Za-z]{{0,2}}(?:[\d*]{_GAP}){{6,22}}[Xx]?)(?![\d年])|"
    rf"(?:{_PAPERS})(?:号码|号)?(?:的?[后尾前末][三四五六]位|尾号)(?:[是为：:]|\s)*(?P<end>\d{{3,6}}[Xx]?)"
)
_LONG_NUMBER = re.compile(r"\d{11,}[Xx]?")
_MOBILE = re.compile(
    r"(?<![\d.])(?:(?:\+|00)?86[- ]?)?1[3-9]\d"
    r"(?:[- .]?[\d*]{4}[- .]?\d{4}|[- .]?[\d*]{3}[- .]?\d{5}|\d[- .]?\d{3}[- .]?\d{4})(?!\d)"
)
_LANDLINE = re.compile(
    r"(?<![\d-])0\d{2,3}[-—－ ]\d{3,4}[- ]?\d{4}(?!\d)|"
    r"(?<!\d)[（(]0\d{2,3}[）)]\s?\d{3,4}[- ]?\d{4}(?!\d)"
)
_REACHED = re.compile(
    r"(?:电话|手机|座机|传真|联系方式|微信|QQ|qq)(?:号码|号)?(?:[是为：:]|\s)*"
    r"(?P<at>0?\d{2,4}[- ]?\d{4,5}(?:[- ]?\d{4})?|\d{7,12})(?![\d年月人个次件元])"
)
_CARD = re.compile(r"(?<!\d)(?:\d{4}[ -]?){3,4}\d{1,7}(?!\d)")
_CARD_NUMBER = re.compile(
    r"(?:银行卡|工资卡|一卡通|存折|卡号|账号|帐号|账户|社保卡)(?:号码|号)?(?:[是为：:]|\s)*"
    r"(?P<at>\d(?:[ -]?\d){11,20})(?!\d)|"
    r"(?:卡|银行|账号|帐号|账户|存折)的?尾号(?:[是为：:]|\s)*(?P<end>\d{3,6})(?!\d)"
)
_PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z][-·•. ]?"
    "(?:[A-HJ-NP-Za-hj-np-z0-9]{6}|[A-HJ-NP-Za-hj-np-z0-9]{4}[A-HJ-NP-Za-hj-np-z0-9挂学警])"
    "(?![A-Za-z0-9])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_IDENTITY_DIGITS = 18


def personal_spans(text: str, roster: Sequence[str] = ()) -> tuple[Personal, ...]:
    """Personal details in reading order, none overlapping; ``roster`` holds names to be known.

    A number without a word that says what it is must prove it: identity numbers by the checksum of
    GB 11643-1999 and a real date, bank cards by the Luhn check. Numbers of projects and documents
    are as long, and a false alarm hides a fact.
    """
    plain = text.translate(_NARROW)
    found = [
        *_matches("identity_number", _PAPER_NUMBER, plain),
        *_matches("identity_number", _IDENTITY, plain, is_identity_number),
        *_matches("bank_card", _CARD_NUMBER, plain),
        *_matches("bank_card", _CARD, plain, is_bank_card),
        *_matches("phone", _MOBILE, plain),
        *_matches("phone", _LANDLINE, plain),
        *_matches("phone", _REACHED, plain),
        *_matches("plate", _PLATE, plain, lambda plate: any(mark.isdigit() for mark in plate)),
        *(Personal(kind="family", start=start, end=end) for start, end in homes(plain)),
    ]
    names = named(plain, roster, [span.start for span in found])
    found += [Personal(kind="name", start=start, end=end) for start, end in names]
    return without_overlaps(found)


def without_overlaps(found: Sequence[Personal]) -> tuple[Personal, ...]:
    """In reading order; of overlapping ones the first found stays."""
    kept: list[Personal] = []
    for span in found:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda span: span.start))


def is_identity_number(number: str) -> bool:
    """Whether an 18-character number has a possible birthday and the right check character; marks
    between its groups do not count."""
    marks = "".join(mark for mark in number.upper() if mark.isalnum())
    if len(marks) != _IDENTITY_DIGITS or not marks[:-1].isdecimal():
        return False
    try:
        date(int(marks[6:10]), int(marks[10:12]), int(marks[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(marks, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == marks[17]


def long_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Rows of digits as long as a phone number or longer, whatever they are."""
    return (match.span() for match in _LONG_NUMBER.finditer(text.translate(_NARROW)))


def is_bank_card(number: str) -> bool:
    """Whether 15 to 19 digits carry a card issuer's first digit and pass the Luhn check."""
    digits = [int(mark) for mark in number if mark.isdigit()]
    if not 15 <= len(digits) <= 19 or digits[0] not in (3, 4, 5, 6) or len(set(digits)) < 3:
        return False
    doubled = [2 * digit if place % 2 else digit for place, digit in enumerate(reversed(digits))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _matches(
    kind: _Kind, pattern: re.Pattern[str], text: str, holds: Callable[[str], bool] | None = None
) -> Iterator[Personal]:
    """What a pattern finds: its group, where it names one, without the words that lead on."""
    for match in pattern.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        if holds is None or holds(match.group()):
            yield Personal(kind=kind, start=start, end=end)


def details_of(note: Note) -> tuple[Personal, ...]:
    """What must not be shown of a note outside the unit: what sorting marked, what can be told in
    it besides, and every long row of digits: a mistyped identity number is somebody's too."""
    rows = long_numbers(note.text)
    long = [Personal(kind="identity_number", start=start, end=end) for start, end in rows]
    return without_overlaps([*note.personal, *personal_spans(note.text), *long])


def masked(note: Note) -> str:
    """``note.text`` with every personal detail that sorting marked replaced by what it is."""
    return hidden(note.text, note.personal)


def without_details(text: str) -> str:
    """Any text with the personal details that can be told in it replaced likewise."""
    return hidden(text, personal_spans(text))


def hidden(text: str, details: Sequence[Personal]) -> str:
    """``text`` with each of ``details``, none overlapping, replaced by its stand-in."""
    pieces, at = [], 0
    for detail in sorted(details, key=lambda p: p.start):
        pieces += [text[at : detail.start], stand_in(text, detail)]
        at = detail.end
    return "".join([*pieces, text[at:]])


def stand_in(text: str, detail: Personal) -> str:
    """What is shown in the place of one detail of ``text``."""
    plain = text.translate(_NARROW)
    said = plain[detail.start : detail.end]
    if detail.kind == "identity_number" and not is_identity_number(said):
        return NUMBER
    found = homes(plain) if detail.kind == "family" else ()
    if any(start < detail.end and detail.start < end for start, end in found):
        return HOME
    return STAND_INS[detail.kind]


def open_stretches(text: str, details: Sequence[Personal]) -> tuple[tuple[int, int], ...]:
    """The stretches of ``text`` between ``details``, none overlapping, as start and end."""
    edges = [0, *(p for d in sorted(details, key=lambda d: d.start) for p in (d.start, d.end))]
    return tuple(zip(edges[::2], [*edges[1::2], len(text)], strict=True))
