"""Scraps: what copying from a web page or a scan leaves in a text and no one wrote as content."""

import re

_MARK = r"##\s*\w+\s*##|[（(][^（）()\n]{0,12}(?:网|文库|文秘|公众号)[^（）()\n]{0,6}[）)]"
_LEADING = re.compile(rf"(?:\s*(?:{_MARK}))+\s*")
_TRAILING = re.compile(rf"\s*(?:(?:{_MARK})\s*)+$")
_PAGE = (
    r"第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
    r"|[-—–－_·\s]*\d{1,4}[-—–－_·\s]*"
)
_SITE = r"(?:https?://|www\.)\S+|(?:文章|本文|资料)?(?:来源|来自|转载自?)[：:于].{0,40}"
_OFFER = (
    r".{0,20}(?:版权所有|更多.{0,12}(?:范文|公文|文章)|关注.{0,12}公众号|点击下载|免费下载).{0,20}"
)
_WHOLE = re.compile(rf"\s*(?:(?:{_MARK})\s*)+|{_PAGE}|{_SITE}|{_OFFER}|[-—–=*_~·#\s]+")


def is_scrap(text: str) -> bool:
    """Whether the whole of ``text`` is a page number, a site's mark or a rule."""
    return bool(_WHOLE.fullmatch(text))


def scrap_edges(text: str) -> tuple[int, int]:
    """Where marks at the beginning of ``text`` end, and where marks at its end begin."""
    leading = _LEADING.match(text)
    trailing = _TRAILING.search(text)
    first = leading.end() if leading else 0
    last = trailing.start() if trailing else len(text)
    return first, max(first, last)
