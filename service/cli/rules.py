"""``duizhao rules``: what is looked for, one rule explained, and the examples of rules run."""

from typing import TYPE_CHECKING

import typer

from service.cli.house import open_house
from service.cli.output import LEVEL_NAMES, Format, say, show_json, show_table
from service.errors import BadInput
from service.value import Value

if TYPE_CHECKING:
    from service.rule import Card

app = typer.Typer(help="规则：列出、解释、试跑。", rich_markup_mode=None)


class RuleLine(Value):
    """One rule, for JSON."""

    id: str
    level: str
    why: str
    source: str


class RuleList(Value):
    """The rules in force, for JSON."""

    rules: tuple[RuleLine, ...]


@app.callback(invoke_without_command=True)
def list_rules(
    context: typer.Context,
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """列出全部规则和现在的级别。"""
    if context.invoked_subcommand is not None:
        return
    with open_house() as house:
        lines = [RuleLine(**card.model_dump()) for card in house.cards]
    if form is Format.JSON:
        show_json(RuleList(rules=tuple(lines)))
        return
    rows = [(line.id, LEVEL_NAMES[line.level], line.why, line.source) for line in lines]
    show_table("规则", ("标识", "级别", "为什么", "出处"), rows)


@app.command("explain")
def explain(name: str = typer.Argument(help="规则标识，如 generic.wording。")) -> None:
    """解释一条规则：为什么有它、会怎么说、标哪些、不标哪些。"""
    card = _card(name)
    rows = [
        ("标识", card.id),
        ("级别", LEVEL_NAMES[card.level]),
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
) -> None:
    """用规则自带的正反例试跑，改过规则文件后先跑一遍。"""
    from service.evaluation.examples import wrong_examples

    with open_house() as house:
        cards = [_card(name)] if name else list(house.cards)
        wrong = [line for card in cards for line in wrong_examples(card, house.kinds)]
    for line in wrong:
        say(line)
    examples = sum(len(card.hit) + len(card.miss) for card in cards)
    say(f"{len(cards)}条规则、{examples}个例子，不符{len(wrong)}个")
    if wrong:
        raise typer.Exit(1)


def _card(name: str) -> "Card":
    with open_house() as house:
        cards = {card.id: card for card in house.cards}
    if name not in cards:
        raise BadInput(f"没有规则 {name}；用 duizhao rules 查看全部规则")
    return cards[name]
