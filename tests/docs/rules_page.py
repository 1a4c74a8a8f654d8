"""Writes docs/rules.md from the cards: ``python -m tests.docs.rules_page > docs/rules.md``."""

import sys

from service.checks import load_cards

_HEAD = """# Rules

What `duizhao check` looks for. `duizhao rules explain ID` shows a rule with its message, question
and examples; `duizhao rules test` runs the examples. This page is written by
`python -m tests.docs.rules_page` and a test holds it to the cards.

## Rules of a city, a system or a unit

YAML files in the folder `rules` of the data directory are laid over the shipped cards. What is laid
over later wins, and files of one folder are read in the order of their names:

| folder | holds for |
|---|---|
| `rules/` | every paper: the city, or whoever runs this data directory |
| `rules/systems/NAME/` | the units that its `members.yaml` lists |
| `rules/units/UNIT/` | papers of the unit of exactly that full name |
| `rules/units/ID/` | papers of the service's unit with that id |

A `members.yaml` holds `units: ["*水利局党组", 禾川县柳溪镇党委]`, where `*` stands for anything.
A unit that the service knows keeps the folder of its name when it is renamed, and whoever is called
so later does not get it. Last of all comes what its administrators wrote in the service (`PUT
/api/v1/units/{unit}/rules`), one text in the same form.
The unit is the one given with `--unit`, else the one the paper names. One unit's entries never
reach another's papers. Every entry may be left out:

```yaml
levels: {generic.wording: off, shape.balance: warning}   # another level for a rule
data:   {generic.wording: {percentile: 60}}              # another value for a rule's entry
data+:  {left.scrape: {patterns: ["内部资料"]}}             # more entries for a list
data-:  {left.scrape: {patterns: ['##\\w+##']}}            # entries taken out of a list
accept: ["强基工程"]                                       # words that no rule may flag
roster: [{name: 赵甲乙, post: 局长}, 钱丙丁]                   # persons of the unit
formulae: [{phrase: 守堤护水专项行动, since: 2024-03}]         # official wording of one's own
examples: {left.scrape: {hit: [内部资料不得外传。], miss: [资料齐全。]}}
```

An accepted word keeps a flag away that lies inside it; a longer phrase around it is still flagged.
`fact.unsupported` knows persons of the roster without a title and asks for the note that names
them; 赵科长 is not taken for somebody whose post is 局长. A formula is neither a count nor generic
nor copied, in papers of any year (`since` is for the reader, as in the shipped list); from twelve
letters on `wording.formula` finds it misspelt. The examples run with `duizhao rules test`.

A slip is one line naming file, line and entry: unknown keys, rules and lists, values of another
sort, numbers beyond what they mean (a percentile of 600, a month 13), empty words, keys written
twice, expressions that do not compile, match nothing at all or take too long on an adverse text,
files whose names do not end in `.yaml`. A system without `members.yaml` holds for nobody and is
named in a warning.
`duizhao rules --unit U` shows the levels in force and the files that changed them,
`duizhao rules explain ID --unit U` what they changed. Shipped examples that an overlay turned round
are listed by `rules test` and are no failure.

## Dismissals

A flag that a person has settled is dismissed with a reason: `duizhao dismissals add FILE --unit U
--flag K0003 --reason R`, with the options of the check that showed it, or with the report of that
check (`--format json`) as FILE. Answers to our comments in Word become dismissals with
`duizhao check SENT.docx --read-back RETURNED.docx --unit U --remember`. A dismissal belongs to one
unit and holds for one phrase in one sentence under one rule:

- When any sentence under the flag changes, the flag comes back; edits elsewhere do not matter.
- Two flags of one rule in one sentence are two: who vouched for one figure said nothing of the
  next. If the exact phrase is no longer underlined, the dismissal holds for one that contains it or
  is part of it, since what a rule underlines may shift. The same words twice in one sentence
  (XX月XX日) are one and go together.
- What is missing has no sentence; there the message counts, without the figures outside its
  quotations, which move with every edit.

Dismissed flags are left out of tables, Word, counts and `--fail-on`, and stand in JSON under
`dismissed`. Dismissals that met nothing, of rules that had what they need (notes, past papers, a
kind), stand under `unused`. Without `--unit` those of the unit are taken that the paper names, if
the name is exactly the same: a settled question should not come back for want of an option, and a
name that merely resembles it is somebody else's. The HTTP service never guesses a unit.

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
