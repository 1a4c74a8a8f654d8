"""The weaknesses that papers of every trade own up to, and which of them a problem is.

The list (``weaknesses.tsv``) is finer than the themes: 学用脱节 and 学习停留在念读 are both 学习,
and a reviewer deals with them differently. A headline says what a problem is for; the case below it
may speak of anything, so the body decides only where the headline names no weakness.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weakness:
    """``headline`` and ``body`` are turns of speech that name it there; ``theme`` as in
    prompts/themes.yaml."""

    name: str
    theme: str
    headline: re.Pattern[str]
    body: re.Pattern[str]


@lru_cache(maxsize=1)
def weaknesses() -> tuple[Weakness, ...]:
    """The list, the more particular before the wider."""
    raw = files("service.reviewing").joinpath("weaknesses.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in raw.splitlines()[1:] if line)
    return tuple(
        Weakness(name, theme, re.compile(headline), re.compile(body))
        for name, theme, headline, body in rows
    )


def named_by(headline: str) -> Weakness | None:
    """The weakness that a headline names, the more particular of several."""
    return next((w for w in weaknesses() if w.headline.search(headline)), None)


def only_one_of(theme: str) -> Weakness | None:
    """The weakness of ``theme`` where the list has but one for it."""
    found = [w for w in weaknesses() if w.theme == theme]
    return found[0] if len(found) == 1 else None


def told_by(text: str) -> list[Weakness]:
    """The weaknesses that a text tells, those told in most ways first."""
    told = [(len(set(w.body.findall(text))), w) for w in weaknesses()]
    return [w for times, w in sorted(told, key=lambda pair: -pair[0]) if times]
