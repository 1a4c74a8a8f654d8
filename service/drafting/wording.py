"""The wording data of drafts: prompts/register.yaml and prompts/headlines.yaml, read once."""

import re
from functools import lru_cache
from importlib.resources import files

import yaml

from service.language.normal import fingerprint
from service.value import Value


class ThemeWording(Value):
    """How one theme is named and headed. ``cause`` is the key of a ``CauseWording``."""

    subject: str
    ask: str
    cause: str


class CauseWording(Value):
    """A cluster of themes whose causes are examined together, and what to ask about them."""

    name: str
    ask: str


class Headlines(Value):
    """prompts/headlines.yaml."""

    fallback: str
    untold: str
    several: str
    measure_shapes: tuple[str, ...]
    cause_shapes: tuple[str, ...]
    themes: dict[str, ThemeWording]
    other: ThemeWording
    mixed: ThemeWording
    causes: dict[str, CauseWording]

    def of(self, theme: str | None) -> ThemeWording:
        """The wording of a theme; None means an item that gathers several."""
        if not theme:
            return self.mixed
        known = self.themes.get(theme)
        if known:
            return known
        name = re.sub(r"[^\w]|工作$", "", theme)[:8]
        return ThemeWording(
            subject=self.other.subject.replace("{theme}", name),
            ask=self.other.ask,
            cause=self.other.cause,
        )


class Register(Value):
    """prompts/register.yaml: how spoken feedback is told in official writing. Its words that only
    report or connect are in service/language/vocabulary.py."""

    spoken: tuple[tuple[str, str], ...]
    first_person: tuple[tuple[str, str], ...]
    speaker: str
    tone: tuple[str, ...]
    demand: str
    fact_again: str
    idle_wish: str
    colloquial: str
    channels: tuple[tuple[str, str], ...]
    formal: tuple[str, ...]
    plain_opener: str
    personal_opener: str
    lack: str
    complaint: str
    praise: str
    leaning: str
    conjunction: str
    names_itself: str
    wish: str


@lru_cache
def register() -> Register:
    """The register table."""
    return Register.model_validate(_read("register.yaml"))


@lru_cache
def headlines() -> Headlines:
    """The headline table."""
    return Headlines.model_validate(_read("headlines.yaml"))


def picked(choices: tuple[str, ...], by: str) -> str:
    """One of ``choices``, always the same for the same ``by``, so that papers differ but one
    draft made twice does not."""
    return choices[int(fingerprint(by), 16) % len(choices)]


def _read(name: str) -> object:
    return yaml.safe_load((files("prompts") / name).read_text(encoding="utf-8"))
