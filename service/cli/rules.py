"""``duizhao rules``: what is looked for, one rule explained, and the examples of rules run."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import typer

from service.cli.house import open_house
from service.cli.output import Format, say, show_json, show_table
from service.errors import BadInput
from service.flags import LEVEL_NAMES
from service.value import Value

if TYPE_CHECKING:
    from service.checks import Change, Rulebook
    from service.kind import Kind
    from service.rule import Card

app = typer.Typer(help="规则：列出、解释、试跑。", rich_markup_mode=None)
_FORM = typer.Option(Format.TABLE, "--format", help="table 或 json。")
_UNIT = typer.Option("", "--unit", help="单位全称；给出后按它的规则配置。")


class RuleChange(Value):
    """What one overlay file changed, for JSON."""

    file: str
    what: str


class RuleLine(Value):
    """One rule, for JSON."""

    id: str
    level: str
    why: str
    source: str
    changes: tuple[RuleChange, ...] = ()


class RuleList(Value):
    """The rules in force, for JSON. ``everywhere`` is what overlays changed in all of them."""

    unit: str = ""
    rules: tuple[RuleLine, ...]
    everywhere: tuple[RuleChange, ...] = ()


class RuleDetail(Value):
    """One rule in full, for JSON. ``hit`` are examples that it flags, ``miss`` those it leaves."""

    id: str
    level: str
    why: str
    source: str
    message: str
    ask: str
    hit: tuple[str, ...] = ()
    miss: tuple[str, ...] = ()
    changes: tuple[RuleChange, ...] = ()


class RuleTrial(Value):
    """What trying rules on their examples gave, for JSON. ``wrong`` are examples that do not hold,
    ``meant`` those that an overlay changed on purpose, ``off`` the rules that are switched off and
    were not tried."""

    unit: str = ""
    rules: int
    examples: int
    wrong: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


@app.callback(invoke_without_command=True)
def list_rules(
    context: typer.Context,
    unit: str = _UNIT,
    form: Format = _FORM,
) -> None:
    """列出全部规则、现在的级别，以及由哪个文件改的。"""
    if context.invoked_subcommand is not None:
        return
    with open_house() as house:
        book = house.rulebook_for(unit.strip())
    lines = tuple(
        RuleLine(**card.model_dump(), changes=_told(book.changes_of(card.id)))
        for card in book.cards
    )
    everywhere = _told(book.everywhere)
    if form is Format.JSON:
        show_json(RuleList(unit=unit, rules=lines, everywhere=everywhere))
        return
    rows = [
        (line.id, LEVEL_NAMES[line.level], line.why, line.source, _files(line.changes))
        for line in lines
    ]
    title = f"规则（{unit}）" if unit else "规则"
    show_table(title, ("标识", "级别", "为什么", "出处", "改自"), rows)
    for change in everywhere:
        say(f"全部规则：{change.what}（{change.file}）")


@app.command("explain")
def explain(
    name: str = typer.Argument(help="规则标识，如 generic.wording。"),
    unit: str = _UNIT,
    form: Format = _FORM,
) -> None:
    """解释一条规则：为什么有它、会怎么说、标哪些、不标哪些，配置改了什么。"""
    with open_house() as house:
        book = house.rulebook_for(unit)
    card = _card(book, name)
    changes = (*book.changes_of(card.id), *book.everywhere)
    if form is Format.JSON:
        show_json(_detail(card, changes))
        return
    rows = [
        ("标识", card.id),
        ("级别", LEVEL_NAMES[card.level]),
        *(("配置改动", f"{change.what}（{change.file}）") for change in changes),
        ("为什么", card.why),
        ("出处", card.source),
        ("提示语", card.message),
        ("追问", card.ask),
        *(("会标出", example.text) for example in card.hit),
        *(("不会标", example.text) for example in card.miss),
    ]
    show_table(card.id, ("项目", "内容"), rows)


@app.command("test")
def run_examples(
    name: str | None = typer.Argument(None, help="规则标识；不给则全部试跑。"),
    unit: str = _UNIT,
    form: Format = _FORM,
) -> None:
    """用规则和配置自带的正反例试跑，改过规则配置后先跑一遍。"""
    with open_house() as house:
        book = house.rulebook_for(unit)
        cards = [_card(book, name)] if name else [c for c in book.cards if c.level != "off"]
        tried = [_tried(card, house.kinds) for card in cards]
    whole = not name
    trial = RuleTrial(
        unit=unit.strip(),
        rules=len(cards),
        examples=sum(len(card.hit) + len(card.miss) for card in cards),
        wrong=tuple(line for lines, _ in tried for line in lines),
        meant=tuple(line for _, lines in tried for line in lines),
        off=tuple(card.id for card in book.cards if card.level == "off") if whole else (),
    )
    if form is Format.JSON:
        show_json(trial)
    else:
        _say(trial)
    if trial.wrong:
        raise typer.Exit(1)


def _say(trial: RuleTrial) -> None:
    for line in trial.wrong:
        say(line)
    for line in trial.meant:
        say(f"因配置而与原例不同：{line}")
    say(f"{trial.rules}条规则、{trial.examples}个例子，不符{len(trial.wrong)}个")
    if trial.off:
        say(f"已关闭、没有试跑的规则：{'、'.join(trial.off)}")


def _detail(card: "Card", changes: "Iterable[Change]") -> RuleDetail:
    return RuleDetail(
        id=card.id,
        level=card.level,
        why=card.why,
        source=card.source,
        message=card.message,
        ask=card.ask,
        hit=tuple(example.text for example in card.hit),
        miss=tuple(example.text for example in card.miss),
        changes=_told(changes),
    )


def _tried(card: "Card", kinds: "Mapping[str, Kind]") -> tuple[list[str], list[str]]:
    """What is wrong with a card, and what an overlay changed on purpose: a shipped example that
    holds for the rule as shipped and no longer for the rule in force."""
    from service.checks import load_cards
    from service.evaluation.examples import wrong_examples

    shipped = next(other for other in load_cards() if other.id == card.id)
    all_wrong = list(wrong_examples(card, kinds))
    kept = card.model_copy(update={"hit": shipped.hit, "miss": shipped.miss})
    of_shipped = set(wrong_examples(kept, kinds)) if all_wrong else set()
    # Whatever is wrong as shipped is ours to mend and never the overlay's doing.
    meant = of_shipped - set(wrong_examples(shipped, kinds)) if of_shipped else set()
    return [w for w in all_wrong if w not in meant], [w for w in all_wrong if w in meant]


def _card(book: "Rulebook", name: str) -> "Card":
    cards = {card.id: card for card in book.cards}
    if name not in cards:
        raise BadInput(f"没有规则 {name}；用 duizhao rules 查看全部规则")
    return cards[name]


def _told(changes: "Iterable[Change]") -> tuple[RuleChange, ...]:
    return tuple(RuleChange(file=change.file, what=change.what) for change in changes)


def _files(changes: tuple[RuleChange, ...]) -> str:
    return "、".join(dict.fromkeys(change.file for change in changes))
