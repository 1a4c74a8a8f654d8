"""Cards: each rule's data, read from ``rules/<module>.yaml`` and held to its form.

Long lists stand beside the cards as TSV files with a header line.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from service.checks.overlays import Rulebook, lay_over
from service.errors import BadData
from service.rule import Card

_RULES = files("service.checks") / "rules"
# The C loader reads the same YAML about eight times faster; some builds lack it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def module_name(rule: str) -> str:
    """The module and card file name of a rule id: ``generic.no-case`` is ``generic_no_case``."""
    return rule.replace(".", "_").replace("-", "_")


def load_cards(overlay_dirs: Sequence[Path] = ()) -> tuple[Card, ...]:
    """Every card by file name, with the overlays of ``overlay_dirs`` laid over them in order.

    The order is base, city or system, unit: a later overlay wins. Raises BadData naming the file
    and the field of a card or overlay that breaks its form.
    """
    return rulebook(overlay_dirs).cards


def rulebook(overlay_dirs: Sequence[Path] = (), own: str = "") -> Rulebook:
    """As ``load_cards``, with what each overlay changed; ``own`` is the text of a last one."""
    return lay_over(packaged_cards(), overlay_dirs, own)


@lru_cache
def packaged_cards() -> tuple[Card, ...]:
    """The cards as shipped."""
    names = sorted(p.name for p in _RULES.iterdir() if p.name.endswith(".yaml"))
    return tuple(parse_card(name, (_RULES / name).read_text(encoding="utf-8")) for name in names)


def parse_card(file: str, text: str) -> Card:
    """One card from the text of its file. Raises BadData naming ``file`` and the field."""
    try:
        raw = yaml.load(text, Loader=_LOADER)  # noqa: S506 (a safe loader either way)
        card = Card.model_validate(raw)
    except yaml.YAMLError as error:
        raise BadData(f"规则文件 {file} 不是合格的 YAML：{error}") from error
    except ValidationError as error:
        raise BadData(f"规则文件 {file} 的 {field_of(error)}") from error
    if module_name(card.id) != file.removesuffix(".yaml"):
        raise BadData(f"规则文件 {file} 的 id 写作 {card.id}，与文件名不符")
    return card


def field_of(error: ValidationError) -> str:
    """The first field that is wrong and why, for a person who edits the file."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "内容"
    return f"“{where}”不对：{first['msg']}"


@lru_cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``rules/<name>.tsv`` by column name."""
    lines = (_RULES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    return tuple(dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:] if line)


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """A card's regular expression, compiled once. Raises BadData when it is none."""
    try:
        return re.compile(pattern, re.MULTILINE)
    except re.error as error:
        raise BadData(f"规则中的正则表达式不可用：{pattern}（{error}）") from error


def any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """One expression that matches what any of a card's expressions matches; none: nothing."""
    return compiled("|".join(f"(?:{p})" for p in patterns) or r"(?!)")
