"""The words of prompts/register.yaml that report, judge or connect, and those that weigh."""

from functools import lru_cache
from importlib.resources import files

import yaml

from service.value import Value


class Vocabulary(Value):
    """A part of prompts/register.yaml. ``weighty`` words accuse or praise."""

    channels: tuple[tuple[str, str], ...]
    personal_opener: str
    vocabulary: str
    weighty: str

    def words(self) -> frozenset[str]:
        """The words that report, judge or connect without naming anything checkable."""
        channels = [name for _, name in self.channels]
        return frozenset([*self.vocabulary.split(), *channels, self.personal_opener])


@lru_cache
def vocabulary() -> Vocabulary:
    """The words, read once."""
    raw = (files("prompts") / "register.yaml").read_text(encoding="utf-8")
    return Vocabulary.model_validate(yaml.safe_load(raw))
