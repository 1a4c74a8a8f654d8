"""Writes docs/rules.md from the cards: ``python -m tests.docs.rules_page > docs/rules.md``."""

import sys

from service.checks import load_cards

_HEAD = """# Rules

What `duizhao check` looks for. `duizhao rules explain ID` shows a rule with its message, question
and examples; `duizhao rules test` runs the examples. This page is written by
`python -m tests.docs.rules_page` and a test holds it to the cards.

## A unit's own rules

Put YAML files into the folder `rules` of the data directory; they are laid over the cards in the
order of their names, so `10-city.yaml` comes before `20-unit.yaml`. A slip is named with its file.

```yaml
levels: {generic.wording: off, shape.balance: warning}   # another level for a rule
data:   {generic.wording: {percentile: 60}}              # another value for a rule's entry
data+:  {left.scrape: {patterns: ["内部资料"]}}             # more entries for a list
data-:  {left.scrape: {patterns: ['##\\w+##']}}            # entries taken out of a list
accept: ["强基工程"]                                       # words that no rule may flag
```

## The rules

| rule | level | why | source |
|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = (
        f"| `{card.id}` | {card.level} | {card.why} | {card.source} |".replace("\n", " ")
        for card in load_cards()
    )
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
