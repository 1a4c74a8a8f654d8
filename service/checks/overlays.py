"""Overlays: what a city, a system or a unit changes in the rules without touching code.

An overlay is a directory of YAML files, read by name::

    levels:   {generic.wording: off}                # another level for a rule
    data:     {shape.length: {slack: 0.2}}          # another value for an entry of its data
    data+:    {left.scrape: {patterns: ["内部资料"]}}  # more entries for a list
    data-:    {left.scrape: {patterns: ["文库网"]}}    # entries taken out of a list
    accept:   ["强基工程"]                            # words that no rule may flag
    roster:   [{name: 某某, post: 局长}]               # persons of the unit
    formulae: [{phrase: 强基固本专项行动, since: 2024-03}]  # official wording of one's own
    examples: {left.scrape: {hit: [...], miss: [...]}}    # what ``duizhao rules test`` runs

``layers`` says which directories hold for a unit; a unit's own overlay may also come as a text.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from service.checks.list_words import list_words
from service.checks.overlay_files import (
    MEMBERS,
    Overlay,
    OverlayFile,
    label,
    overlay_at,
    overlay_paths,
    read_members,
)
from service.checks.overlay_numbers import why_not_number
from service.flags import LEVEL_NAMES
from service.rule import Card
from service.value import Value

_log = logging.getLogger(__name__)
ACCEPT = "accept"
"""The entry of a card's data that holds the words a unit accepts; the engine reads it."""
ROSTER = "roster"
FORMULAE = "formulae"
EVERYWHERE = "*"
"""Stands for every rule in a change."""
OWN = "本单位"
"""How an overlay is called that a unit keeps as a text, without a file."""


class Change(Value):
    """What one overlay file changed in one rule (``*``: in all), in words for a person."""

    rule: str
    file: str
    what: str


class Rulebook(Value):
    """The cards in force, and what overlays changed in those that are shipped."""

    cards: tuple[Card, ...]
    changes: tuple[Change, ...] = ()

    def changes_of(self, rule: str) -> tuple[Change, ...]:
        """What was changed in one rule alone, in the order it was laid over."""
        return tuple(change for change in self.changes if change.rule == rule)

    @property
    def everywhere(self) -> tuple[Change, ...]:
        """What was changed in all rules: accepted words, the roster, formulae."""
        return self.changes_of(EVERYWHERE)


def layers(folder: Path, unit: str, own: Collection[str] | None = None) -> tuple[Path, ...]:
    """The overlay directories that hold for a paper of ``unit``, the later the stronger.

    ``folder`` itself is for every unit; ``systems/NAME`` for those that its ``members.yaml`` names;
    ``units/NAME`` for the unit of exactly that name, or, where ``own`` is given, for the unit that
    the folder belongs to by one of these names or ids, whatever it is called now. A system without
    a list of members holds for nobody and a warning names it: no other unit is to suffer. Raises
    BadData for a list that breaks its form: it may be meant for this very unit. Names are compared
    and never made into paths: a unit's name comes from outside.
    """
    named = {unit} if own is None else own
    found = [folder] if folder.is_dir() else []
    for system in _folders(folder / "systems"):
        listed = system / MEMBERS
        if not listed.is_file():
            _log.warning(
                "规则配置 %s 不存在，这个系统的配置没有用上；请用它的 units 写明管哪些单位",
                label(listed),
            )
            continue
        members = read_members(listed)
        if unit and any(fnmatchcase(unit, pattern) for pattern in members.units):
            found.append(system)
    return (*found, *(place for place in _folders(folder / "units") if place.name in named))


def _folders(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []


def lay_over(cards: Sequence[Card], directories: Sequence[Path], own: str = "") -> Rulebook:
    """The cards with every overlay of the directories laid over them, in order, and at last that
    of ``own``, the text of a unit's own.

    Raises BadData for an overlay that breaks its form or names a rule or list that is not there.
    """
    shipped = {card.id: card for card in cards}
    now, changes = dict(shipped), list[Change]()
    for file in _overlays(directories, own):
        for part, rule in file.overlay.places():
            if rule not in shipped:
                raise file.wrong((part, rule), f"没有名为 {rule} 的规则")
        changes += _changes(file, now)
        now = {id_: _laid_over(card, file, shipped[id_]) for id_, card in now.items()}
    return Rulebook(cards=tuple(now[card.id] for card in cards), changes=tuple(changes))


def _overlays(directories: Sequence[Path], own: str) -> Iterator[OverlayFile]:
    for directory in directories:
        yield from map(overlay_at, overlay_paths(directory))
    if own:
        yield OverlayFile(OWN, own)


def formulae_of(card: Card) -> tuple[str, ...]:
    """The official wording that overlays added to the packaged list."""
    return tuple(str(entry["phrase"]) for entry in card.data.get(FORMULAE, ()))


def roster_of(card: Card) -> tuple[tuple[str, str], ...]:
    """The persons of the unit: names with their posts, or with nothing."""
    return tuple((str(p["name"]), str(p["post"])) for p in card.data.get(ROSTER, ()))


def _laid_over(card: Card, file: OverlayFile, shipped: Card) -> Card:
    overlay = file.overlay
    data = dict(card.data)
    for key, value in overlay.data.get(card.id, {}).items():
        _hold_to(file, ("data", card.id, key), value, shipped)
        data[key] = value
    for key, more in overlay.add.get(card.id, {}).items():
        loc = ("data+", card.id, key)
        data[key] = [*_list(data, file, loc), *_checked(more, data[key], file, loc)]
    for key, less in overlay.drop.get(card.id, {}).items():
        loc = ("data-", card.id, key)
        known = [*_list(data, file, loc), *shipped.data[key]]
        for number, entry in enumerate(less):
            if entry not in known:
                raise file.wrong((*loc, number), f"清单里没有“{entry}”，去不掉")
        data[key] = [entry for entry in data[key] if entry not in less]
    _for_all(data, overlay)
    level = overlay.levels.get(card.id, card.level)
    own = overlay.examples.get(card.id)
    hit, miss = (*card.hit, *(own.hit if own else ())), (*card.miss, *(own.miss if own else ()))
    return card.model_copy(update={"data": data, "level": level, "hit": hit, "miss": miss})


def _for_all(data: dict[str, Any], overlay: Overlay) -> None:
    """What every rule is told: it travels with the cards, so one unit's never meets another's."""
    for key, more in (
        (ACCEPT, list(overlay.accept)),
        (ROSTER, [person.model_dump() for person in overlay.roster]),
        (FORMULAE, [wording.model_dump() for wording in overlay.formulae]),
    ):
        if more:
            data[key] = [*data.get(key, ()), *more]


def _hold_to(file: OverlayFile, loc: tuple[str, str, str], value: Any, shipped: Card) -> None:
    """Holds a new value to the sort of the shipped one."""
    key = loc[-1]
    if key not in shipped.data:
        names = "、".join(shipped.data) or "（这条规则没有可改的项）"
        raise file.wrong(loc, f"规则 {shipped.id} 没有 {key} 这一项，可改的有：{names}")
    wanted = _sort(shipped.data[key])
    if _sort(value) != wanted:
        raise file.wrong(loc, f"应当是{wanted}，写成了{_sort(value)}")
    if wanted == "数" and (why := why_not_number(key, value, shipped.data[key])):
        raise file.wrong(loc, why)
    if isinstance(value, list):
        _checked(value, shipped.data[key], file, loc)


def _sort(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return "真假或空值"
    if isinstance(value, int | float):
        return "数"
    names = ((str, "文字"), (list, "清单"), (dict, "“名称: 内容”"))
    return next((name for sort, name in names if isinstance(value, sort)), "别的东西")


def _list(data: dict[str, Any], file: OverlayFile, loc: tuple[str, str, str]) -> list[Any]:
    found = data.get(loc[-1])
    if not isinstance(found, list):
        raise file.wrong(loc, f"规则 {loc[1]} 没有名为 {loc[-1]} 的清单")
    return found


def _checked(
    more: list[Any], like: list[Any], file: OverlayFile, loc: tuple[str, str, str]
) -> list[Any]:
    """``more`` if its entries are of the same sort as those of the list, with the same fields."""
    sorts = {_sort(entry) for entry in like}
    fields = [set(entry) for entry in like if isinstance(entry, dict)]
    needed = set.intersection(*fields) if fields else set()
    for number, entry in enumerate(more):
        if sorts and _sort(entry) not in sorts:
            raise file.wrong((*loc, number), f"应当是{'或'.join(sorted(sorts))}")
        if isinstance(entry, dict) and (lacking := sorted(needed - set(entry))):
            raise file.wrong((*loc, number), f"缺少 {'、'.join(lacking)}")
    return more


def _changes(file: OverlayFile, now: dict[str, Card]) -> Iterator[Change]:
    """What the file changes, in the order a person wrote it."""
    overlay = file.overlay
    for rule, level in overlay.levels.items():
        what = f"级别由“{LEVEL_NAMES[now[rule].level]}”改为“{LEVEL_NAMES[level]}”"
        yield Change(rule=rule, file=file.label, what=what)
    said = (("改为", overlay.data), ("增加", overlay.add), ("去掉", overlay.drop))
    for verb, by_rule in said:
        for rule, entries in by_rule.items():
            for key, value in entries.items():
                what = f"{list_words(rule, key)} {verb}：{_told(value)}"
                yield Change(rule=rule, file=file.label, what=what)
    for rule, examples in overlay.examples.items():
        count = len(examples.hit) + len(examples.miss)
        yield Change(rule=rule, file=file.label, what=f"自带例子{count}个")
    everywhere = {
        "不标的词": overlay.accept,
        "本单位人员": [f"{p.name}（{p.post}）" if p.post else p.name for p in overlay.roster],
        "固定提法": [f"{w.phrase}（{w.since}）" if w.since else w.phrase for w in overlay.formulae],
    }
    for what, words in everywhere.items():
        if words:
            said_of_all = f"{what}：{'、'.join(words)}"
            yield Change(rule=EVERYWHERE, file=file.label, what=said_of_all)


def _told(value: Any) -> str:
    return "、".join(str(entry) for entry in value) if isinstance(value, list) else str(value)
