"""Writes the tables of docs/evaluation.md from the baseline: ``python -m tests.eval.tables``."""

from collections.abc import Iterator
from pathlib import Path

from service.evaluation import Figure, read_baseline
from service.evaluation.rules import RuleScore

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "evaluation.md"
BASELINE = HERE / "baseline.json"
_BLOCK = "<!-- {name} -->\n{body}\n<!-- end of {name} -->"


def figures_table() -> str:
    """Whole sets' figures; sets of notes only together, rules in their own table."""
    return "\n".join(_figure_rows())


def rules_table() -> str:
    """One row a rule."""
    return "\n".join(_rule_rows())


def written(page: str) -> str:
    """``page`` with both tables as the baseline has them now."""
    for name, body in (("figures", figures_table()), ("rules", rules_table())):
        head, _, rest = page.partition(f"<!-- {name} -->")
        tail = rest.partition(f"<!-- end of {name} -->")[2]
        page = head + _BLOCK.format(name=name, body=body) + tail
    return page


def _figure_rows() -> Iterator[str]:
    yield "| set | figure | value | 95 % interval | trials | target |"
    yield "|---|---|---|---|---|---|"
    for figure in read_baseline(BASELINE).figures:
        if _is_told(figure):
            yield (
                f"| {figure.set} | {figure.name} | {figure.value:.3f} "
                f"| {figure.low:.3f}–{figure.high:.3f} | {figure.count} | {figure.target or '–'} |"
            )


def _is_told(figure: Figure) -> bool:
    if figure.set.startswith("意见整理"):
        return "合计" in figure.set or "heldout" in figure.set
    of_a_rule = figure.set == "植入的毛病" and "." in figure.name
    return not of_a_rule


def _rule_rows() -> Iterator[str]:
    yield (
        "| rule | planted | found | recall | 95 % interval | false | on good papers "
        "| a 1,000 characters | lintscore | strict |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    baseline = read_baseline(BASELINE)
    for score in (*baseline.rules, *([baseline.overall] if baseline.overall else [])):
        yield _rule_row(score)


def _rule_row(s: RuleScore) -> str:
    name = "all" if s.rule == "all" else f"`{s.rule}`"
    recall = f"{s.recall:.3f} | {s.low:.3f}–{s.high:.3f}" if s.planted else "– | –"
    return (
        f"| {name} | {s.planted} | {s.found} | {recall} | {s.false} | {s.on_good} "
        f"| {s.per_thousand:.3f} | {s.lintscore:.1f} | {s.lintscore_strict:.1f} |"
    )


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
