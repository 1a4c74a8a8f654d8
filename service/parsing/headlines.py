"""Headlines: what a point says in its first clause.

The exact rule: the text after the marker (and after a label such as 【整改问题】：), Markdown marks
left out, up to the first 。：；！？ (or their half-width forms; a colon between digits is a time)
or the line end; if that is longer than 40 characters, up to its first ，. A 【待补：…】 question
has no headline.
"""

import re

from service.parsing.labels import label_of
from service.parsing.lines import Line
from service.parsing.markers import after_marker

LONGEST = 40
_END = re.compile(r"[。：；！？;!?]|(?<!\d):|:(?!\d)")
_AT_ENDS = " \t\u3000，,、：:。.；;*"


def headline_of(line: Line) -> str:
    """The headline of the item that begins with ``line``."""
    text = line.text
    if label := label_of(text):
        text = text[label.end :]
    text = after_marker(text).lstrip(_AT_ENDS)
    if text.startswith("【待补"):
        return ""
    clause = _END.split(text, maxsplit=1)[0]
    if len(clause) > LONGEST:
        clause = re.split("[，,]", clause, maxsplit=1)[0]
    return clause.strip(_AT_ENDS)


def heading_text(line: Line) -> str:
    """A heading without its marker and its closing mark."""
    return after_marker(line.text).strip(_AT_ENDS)
