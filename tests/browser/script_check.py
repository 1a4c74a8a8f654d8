"""Modules and templates read for what Chromium 88 does not know and for what the page must not do.

The compiler knows the language's own age (tsconfig.json: ``lib``). Of the browser's interfaces it
knows also the newest, so their age is looked up here.
"""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from tests.browser.compatibility import OLDEST, known, since

HARMLESS = {
    ".highlights": "asked for first; the page draws flags as rectangles where it is missing",
    "CSS.highlights": "as .highlights",
    "Highlight": "as .highlights",
    ".caretPositionFromPoint": "asked for first; caretRangeFromPoint where it is missing",
    ".offsetNode": "as .caretPositionFromPoint",
    "blocking=": "an older one draws its first frame before the program runs, and not after",
}
"""Newer things that may be used, each with what happens where they are not known."""

_COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=\s))//[^\n]*", re.DOTALL)
_MEMBER = re.compile(r"(?<!\.)\.\s*([A-Za-z_]\w*)")
_KEY = re.compile(
    r"\bthis\.(\w+)\s*=|([A-Za-z_]\w*)[\"']?\??\s*:"
    # A method of a class, and what an object is made of by its name alone.
    r"|^\s+(?:async\s+|get\s+|set\s+|\*\s*)*([a-z]\w*)\s*\([^()]*\)\s*\{|(?<=[{,])\s*([a-z]\w*)(?=\s*[,}])",
    re.MULTILINE,
)
_STATIC = re.compile(r"\b([A-Z]\w*\.[a-z]\w*)")
_NAME = re.compile(r"(?<![\w.$\"'`/-])([A-Za-z_]\w*)\b(?!\s*:)")
_MARKUP = "text turned into markup"
_PROGRAM = "text run as a program"
_FORBIDDEN = {
    r"\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bcreateContextualFragment\b": _MARKUP,
    r"\b(?:set|parse)HTML(?:Unsafe)?\b|\bDOMParser\b|\bsrcdoc\b": _MARKUP,
    r"\bdocument\s*\.\s*write(?:ln)?\b": _MARKUP,
    r"\beval\s*\(|\bnew\s+Function\b|[\"'`]\s*javascript:": _PROGRAM,
    r"\bset(?:Timeout|Interval)\s*\(\s*[\"'`]": _PROGRAM,
    r"\bsetAttribute\s*\(\s*[\"'](?:style|on\w+)[\"']": "an inline style or handler",
    r"[\"'`](?:https?:)?//(?!www\.w3\.org/)\w": "an address of another host",
    r"\bstatic\s*\{": "a static block, known from Chromium 94",
}
_ATTRIBUTE = re.compile(
    r"\b(inert|popover|popovertarget|commandfor|closedby|interestfor|fetchpriority|blocking)\b"
    r"(?=[\"']?\s*[,:)])"
)
_FOREIGN = re.compile(r"\s*(?:https?:)?//|\s*javascript:", re.IGNORECASE)


def own_names(programs: Iterable[str]) -> frozenset[str]:
    """What the modules call their own properties, as their declarations and literals tell."""
    return frozenset(
        name for program in programs for names in _KEY.findall(program) for name in names if name
    )


def newer(program: str, own: frozenset[str] = frozenset()) -> list[str]:
    """What a module uses of the browser's interfaces that the oldest one does not have.

    ``own`` are names of the modules' own properties, which may be called as they like.
    """
    found = _found(_without_comments(program))
    return list(_told(one for one in found if one[1].removeprefix(".") not in own))


def forbidden(program: str) -> list[str]:
    """What a module must not do because the page's policy forbids it, or would let it leak."""
    text = _without_comments(program)
    return [
        f"line {text.count(chr(10), 0, hit.start()) + 1}: {hit.group()}: {why}"
        for pattern, why in _FORBIDDEN.items()
        for hit in re.finditer(pattern, text)
    ]


def faults_of_template(template: str) -> list[str]:
    """Inline handlers, styles and scripts of a page, other hosts, and elements too new."""
    reader = _Template()
    reader.feed(template)
    return reader.faults


def _without_comments(program: str) -> str:
    return _COMMENT.sub(lambda hit: "\n" * hit.group().count("\n"), program)


_Found = tuple[int, str, float]


def _found(text: str) -> Iterator[_Found]:
    tables = (
        (_MEMBER, ".", known().members),
        (_STATIC, "", known().statics),
        (_NAME, "", known().interfaces),
        (_ATTRIBUTE, "attribute ", known().attributes),
    )
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern, mark, versions in tables:
            looked_at = _without_statics(line) if pattern is _MEMBER else line
            for name in pattern.findall(looked_at):
                yield number, mark + name, versions.get(name, 0)


def _without_statics(line: str) -> str:
    """What belongs to an interface itself is looked up as such, not as anybody's member."""
    return _STATIC.sub(lambda hit: "" if hit.group() in known().statics else hit.group(), line)


def _told(found: Iterator[_Found]) -> Iterator[str]:
    for line, what, version in found:
        if version > OLDEST and what not in HARMLESS:
            yield f"line {line}: {what}, {since(version)}"


class _Template(HTMLParser):
    """Reads a template as if its own marks were text."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        given = {name: value or "" for name, value in attrs if name.isidentifier() or "-" in name}
        wrong = [f"<{tag}>"] if self._is_inline(tag, given) else []
        wrong += [f"{n}=" for n in given if n == "style" or n.startswith("on")]
        wrong += [f"{n}={v}" for n, v in given.items() if _FOREIGN.match(v)]
        self.faults += [f"line {line}: {what} in <{tag}>" for what in wrong]
        ages = [(f"<{tag}>", known().elements.get(tag, 0))]
        ages += [(f"{name}=", known().attributes.get(name, 0)) for name in given]
        self.faults += _told((line, what, version) for what, version in ages)

    @staticmethod
    def _is_inline(tag: str, given: dict[str, str]) -> bool:
        data = given.get("type") == "application/json"
        return tag == "style" or (tag == "script" and "src" not in given and not data)
