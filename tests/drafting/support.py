"""An independent look at a draft: what the tests hold every draft to, whoever wrote it.

It does not use the product's verification: quotes are looked up with ``in``, numbers with a
regular expression.
"""

import re
import unicodedata

from service.drafts import Draft
from service.notes import Note
from service.paper import Sentence

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_LINKS_AND_CODE = re.compile(r"https?:|www\.|<[a-z/!]|\*\*|```|\]\(|忽略.{0,6}指令", re.IGNORECASE)


def sentences(draft: Draft) -> list[Sentence]:
    return [s for item in draft.paper.items() for s in item.sentences]


def facts(draft: Draft) -> list[Sentence]:
    return [s for s in sentences(draft) if s.kind == "fact"]


def unsupported_facts(draft: Draft, notes: tuple[Note, ...]) -> list[str]:
    """The fact sentences that cite nothing, misquote, or hold a number their notes do not."""
    texts = {n.id: n.text for n in notes if n.route == "draft" and not n.empty}
    return [s.text for s in facts(draft) if not _stands(s, texts)]


def _stands(sentence: Sentence, texts: dict[str, str]) -> bool:
    if not sentence.notes or not set(sentence.notes) <= set(texts):
        return False
    cited = [texts[i] for i in sentence.notes]
    if not sentence.quote or not any(sentence.quote in text for text in cited):
        return False
    known = {number for text in cited for number in _DIGITS.findall(_wide(text))}
    counted = {str(len(sentence.notes))}
    return set(_DIGITS.findall(_wide(sentence.text))) <= known | counted


def outlawed(draft: Draft) -> list[str]:
    """Sentences that hold a link, code, marks or an instruction."""
    return [s.text for s in sentences(draft) if _LINKS_AND_CODE.search(s.text)]


def _wide(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
