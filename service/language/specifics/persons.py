"""Persons: surname and office (张局长), surname and 某, 老李, and names of the lexicon.

``value`` is the surname or name, and the office behind |. General named-entity recognition calls
too many words names (117 tags, 34 right on real papers), so only these patterns count.
"""

import re
from collections.abc import Iterator, Sequence

from service.language.specifics.ground import Ground
from service.language.specifics.page import Page
from service.language.specifics.value import Lexicon, Specific

# Surnames that are hardly ever the end of another word or a word themselves.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛阎潘戴"
    "钟汪范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟龙万段钱汤尹黎武乔贺赖龚文丁高林马梁于叶田任姜方石金"
)
_CLEAR = frozenset(_SURNAMES) - frozenset("高林马梁于叶田任姜方石金文武万段汤龙钱程许何曾顾")
_COMPOUND = "欧阳|上官|司马|诸葛|夏侯|尉迟|皇甫|司徒"
_OFFICE = (
    "副?(?:局长|书记|主任|科长|处长|队长|院长|校长|镇长|县长|市长|区长|乡长|站长|所长|股长|部长|"
    "支队长|大队长|中队长|董事长|总经理|经理|主席|工程师|总工|厂长|班长|组长|教授|医生|护士长)"
)
_BY_OFFICE = re.compile(
    rf"(?P<name>{_COMPOUND}|[{_SURNAMES}])(?P<given>某{{0,2}})(?P<office>{_OFFICE}|同志)"
)
_FULL = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>(?:{_COMPOUND}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}})(?P<office>{_OFFICE}|同志)"
    rf"|(?P<first>{_OFFICE})(?P<full>(?:{_COMPOUND}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}})(?=同志|[，、。（(；]|$)"
)
_SOMEBODY = re.compile(
    rf"(?P<name>(?:{_COMPOUND}|[{_SURNAMES}])某{{1,2}})|(?P<old>[老小][{_SURNAMES}])(?=[家说反提一，。在的])"
)
_NOT_GIVEN = re.compile(
    r"党|委|支|部|副|组|局|院|队|办|和|的|任|应|职|责|级|员|会|重视|带头|高度|文明|方面"
)


def find(page: Page, lexicon: Lexicon) -> Iterator[Specific]:
    """The persons of a page."""
    taken: list[tuple[int, int]] = []
    for specific in (*_roster(page, lexicon), *_full_names(page), *_by_surname(page)):
        if not any(s < specific.end and specific.start < e for s, e in taken):
            taken.append((specific.start, specific.end))
            yield specific


def supported(claim: Specific, grounds: Sequence[Ground], lexicon: Lexicon) -> bool:
    """Whether a ground names this person; 张局长 is anybody of that surname and office."""
    name, _, office = claim.value.partition("|")
    if name in lexicon.persons:
        return any(name in ground.text for ground in grounds) or not grounds
    for ground in grounds:
        if claim.text in ground.text or (len(name) > 1 and name in ground.text):
            return True
        for value in ground.values("person"):
            other, _, held = value.partition("|")
            if other[:1] == name[:1] and 1 in (len(other), len(name)) and _alike(office, held):
                return True
    return len(name) == 1 and any(
        known.startswith(name) and _holds(known, office, lexicon) for known in lexicon.persons
    )


def _holds(known: str, office: str, lexicon: Lexicon) -> bool:
    """Whether somebody may be called by an office: 张科长 is not the 张 who is known as 局长."""
    posts = [post for name, post in lexicon.posts if name == known and post]
    return not posts or office in ("", "同志") or any(office in post for post in posts)


def _alike(office: str, held: str) -> bool:
    return office == held or "同志" in (office, held)


def _roster(page: Page, lexicon: Lexicon) -> Iterator[Specific]:
    for name in lexicon.persons:
        for match in re.finditer(re.escape(name), page.text):
            yield Specific("person", name, *match.span(), f"{name}|")


def _full_names(page: Page) -> Iterator[Specific]:
    for match in _FULL.finditer(page.text):
        name = match["name"] or match["full"]
        if not _NOT_GIVEN.search(name[1:]):
            office = match["office"] or match["first"]
            yield Specific("person", match.group(), *match.span(), f"{name}|{office}")


def _by_surname(page: Page) -> Iterator[Specific]:
    for match in _BY_OFFICE.finditer(page.text):
        before = page.text[match.start() - 1 : match.start()] if match.start() else ""
        if _is_preposition(match["name"], before):
            continue
        clear = match["name"] in _CLEAR or len(match["name"]) > 1 or match["given"]
        if clear or not "\u4e00" <= before <= "\u9fff" or before in "由找向请跟问对":
            name = match["name"] + match["given"]
            yield Specific("person", match.group(), *match.span(), f"{name}|{match['office']}")
    for match in _SOMEBODY.finditer(page.text):
        if _is_preposition(
            match["name"] or "", page.text[max(0, match.start() - 1) : match.start()]
        ):
            continue
        name = match["name"] or match["old"]
        yield Specific("person", match.group(), *match.span(), f"{name}|")


def _is_preposition(name: str, before: str) -> bool:
    """关于某同志 and 对于某项 name nobody: 于 behind a character is hardly ever a surname."""
    return name[:1] == "于" and "\u4e00" <= before <= "\u9fff" and before not in "由找向请跟问和与"
