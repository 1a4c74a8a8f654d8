"""What two items say in common: pairs of characters, words of official habit left out."""

import re
import unicodedata

from service.checks.clauses import body_start
from service.language.normal import grams, visible
from service.paper import Item

_HABIT = re.compile(
    r"不够|不足|不强|不高|不深|不到位|不严|不实|不力|还需|有待|需要|进一步|持续|加强|强化|提升|提高|增强"
    r"|存在|仍然|更加|切实|坚持|着力|问题|方面|意识|能力|工作|建设|推进|落实|开展|组织|党员|干部|班子"
    r"|成员|同志|单位|部门|领导|党委|党组|支部|机制|制度|要求|情况|严格|深入|全面|有的|一些|个别|缺乏|缺少"
    r"|每[年月周季]|[明今去]年|年?底前|月|牵头|完成|负责|承办|由|[\d一二三四五六七八九十]+"
    r"|[的了在和与对把是有为上下中等及]|[\W_]+"
)


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of ``text`` that carry content."""
    plain = unicodedata.normalize("NFKC", visible(text)).lower()
    return frozenset(pair for part in _HABIT.split(plain) for pair in grams(part, 2))


def item_pairs(item: Item) -> frozenset[str]:
    """The pairs of an item's own words, marker left out."""
    return pairs(item.text[body_start(item) :])
