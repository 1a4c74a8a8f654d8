"""Overlays: what a city, a system or a unit changes in the rules without touching code.

An overlay is a directory of YAML files, read by name::

    levels: {generic.wording: off}                # another level for a rule
    data:   {shape.length: {share: 0.6}}          # another value for an entry of its data
    data+:  {left.scrape: {patterns: ["内部资料"]}}  # more entries for a list
    data-:  {left.scrape: {patterns: ["文库网"]}}    # entries taken out of a list
    accept: ["强基工程"]                            # words that no rule may flag
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.errors import BadData
from service.rule import Card, CardLevel

ACCEPT = "accept"
"""The entry of a card's data that holds the words a unit accepts; the engine reads it."""

Lists = dict[str, dict[str, list[Any]]]


class Overlay(BaseModel):
    """One overlay file. An unknown key is an error: a typing slip must not pass in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    levels: dict[str, CardLevel] = {}
    data: dict[str, dict[str, Any]] = {}
    add: Lists = Field({}, alias="data+")
    drop: Lists = Field({}, alias="data-")
    accept: tuple[str, ...] = ()

    def rules(self) -> set[str]:
        """The ids of the rules it speaks of."""
        return {*self.levels, *self.data, *self.add, *self.drop}


def apply_overlays(cards: Sequence[Card], directories: Sequence[Path]) -> tuple[Card, ...]:
    """The cards with every overlay of the directories laid over them, in order.

    Raises BadData for an overlay that breaks its form or names a rule or list that is not there.
    """
    by_id = {card.id: card for card in cards}
    for directory in directories:
        for path in sorted(directory.glob("*.yaml")):
            overlay = read_overlay(path)
            for rule in overlay.rules() - by_id.keys():
                raise BadData(f"规则配置 {path.name}：没有名为 {rule} 的规则")
            by_id = {id_: _laid_over(card, overlay, path.name) for id_, card in by_id.items()}
    return tuple(by_id[card.id] for card in cards)


def read_overlay(path: Path) -> Overlay:
    """One overlay file. Raises BadData naming the file and the field."""
    try:
        # YAML 1.1 reads a bare ``off`` as false; here it is a level's name.
        raw = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        if isinstance(raw, dict) and isinstance(raw.get("levels"), dict):
            raw["levels"] = {k: "off" if v is False else v for k, v in raw["levels"].items()}
        return Overlay.model_validate(raw)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadData(f"规则配置 {path.name} 读不出来：{error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "内容"
        raise BadData(f"规则配置 {path.name} 的“{where}”不对：{first['msg']}") from error


def _laid_over(card: Card, overlay: Overlay, file: str) -> Card:
    data = {**card.data, **overlay.data.get(card.id, {})}
    for key, more in overlay.add.get(card.id, {}).items():
        data[key] = [*_list(data, key, card.id, file), *more]
    for key, less in overlay.drop.get(card.id, {}).items():
        data[key] = [entry for entry in _list(data, key, card.id, file) if entry not in less]
    if overlay.accept:
        data[ACCEPT] = [*data.get(ACCEPT, []), *overlay.accept]
    level = overlay.levels.get(card.id, card.level)
    return card.model_copy(update={"data": data, "level": level})


def _list(data: dict[str, Any], key: str, rule: str, file: str) -> list[Any]:
    found = data.get(key)
    if not isinstance(found, list):
        raise BadData(f"规则配置 {file}：规则 {rule} 没有名为 {key} 的清单")
    return found
