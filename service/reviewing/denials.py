"""Whether a sentence denies what its grounds affirm, or affirms what they deny.

Content words alone cannot tell 没有写明 from 写明. Two things are compared: what stands directly
before a pair of letters, and whether the clause that a clause was made from holds a denial at all.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from service.language.normal import grams, normal

_CLAUSE = re.compile(r"[^，,；;。！!？?：:“”「」、\n]+")
_DENIAL = re.compile(r"不|没|未|无|非|难以|缺|少|弱|差|仅|只|才|仍|尚|停在|停留|滞后|慢|迟|晚|松")
_BEFORE = re.compile(r"(?:不|没有?|未曾?|未能|没能|无|非|难以|不够|不足|不太|很少|缺少|缺乏)$")
_NEAR = 0.6
"""Share of a clause's pairs that the clause it was made from holds."""
_CLOSE = 0.9
"""A ground clause this near to the best one is as likely what the sentence was made from."""


def denied(text: str, grounds: Sequence[str]) -> str:
    """The first clause of ``text`` whose sense its grounds have only the other way round."""
    held = _senses(grounds)
    clauses = [clause for ground in grounds for clause in _clauses(ground)]
    for clause in _clauses(text):
        own = _senses([clause])
        if any(held[pair] and not held[pair] & senses for pair, senses in own.items()):
            return clause
        if _turned(clause, clauses):
            return clause
    return ""


def _clauses(text: str) -> list[str]:
    return [m.group() for m in _CLAUSE.finditer(text) if normal(m.group())]


def _senses(texts: Iterable[str]) -> defaultdict[str, set[bool]]:
    """For each pair of letters, whether it stands behind a denial."""
    found: defaultdict[str, set[bool]] = defaultdict(set)
    for text in texts:
        for clause in _clauses(text):
            plain = normal(clause)
            for at, pair in enumerate(grams(plain, 2)):
                if not _DENIAL.search(pair):
                    found[pair].add(bool(_BEFORE.search(plain[:at])))
    return found


def _turned(clause: str, grounds: Sequence[str]) -> bool:
    """Whether every clause that this one may be made from denies and it does not, or the other
    way round."""
    pairs = set(grams(normal(clause), 2))
    if not pairs:
        return False
    shares = [len(pairs & set(grams(normal(ground), 2))) / len(pairs) for ground in grounds]
    best = max(shares, default=0.0)
    if best < _NEAR:
        return False
    denies = bool(_DENIAL.search(clause))
    near = (g for g, share in zip(grounds, shares, strict=True) if share >= _CLOSE * best)
    return all(bool(_DENIAL.search(ground)) != denies for ground in near)
