"""What is wrong with what somebody wrote, in Chinese: pydantic's error types in words."""

from collections.abc import Mapping, Sequence
from typing import Any

WORDS: Mapping[str, str] = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项，请检查是否写错了名称",
    "string_too_short": "太短，至少{min_length}个字",
    "string_too_long": "太长，最多{max_length}个字",
    "string_type": "应为文字（数字要加引号）",
    "string_pattern_mismatch": "格式不对",
    "string_unicode": "含有不成字的编码",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_parsing_size": "数字太大",
    "int_from_float": "应为整数",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "finite_number": "应为有限的数字",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "greater_than_equal": "不能小于{ge}",
    "greater_than": "应大于{gt}",
    "less_than_equal": "不能大于{le}",
    "less_than": "应小于{lt}",
    "literal_error": "只能是 {expected} 之一",
    "enum": "只能是 {expected} 之一",
    "too_short": "至少要有{min_length}项",
    "too_long": "最多{max_length}项",
    "tuple_type": "应为清单（数组）",
    "list_type": "应为清单（数组）",
    "set_type": "应为清单（数组）",
    "dict_type": "应为若干“名称: 内容”（对象）",
    "model_type": "应为若干“名称: 内容”（对象）",
    "model_attributes_type": "应为若干“名称: 内容”（对象）",
    "json_invalid": "不是合格的 JSON",
    "json_type": "应为 JSON",
    "path_type": "应为路径",
    "date_type": "应为日期，如 2026-01-31",
    "date_parsing": "应为日期，如 2026-01-31",
    "date_from_datetime_parsing": "应为日期，如 2026-01-31",
    "date_from_datetime_inexact": "应为日期，如 2026-01-31",
    "datetime_type": "应为时刻，如 2026-01-31T08:00:00+08:00",
    "datetime_parsing": "应为时刻，如 2026-01-31T08:00:00+08:00",
    "datetime_from_date_parsing": "应为时刻，如 2026-01-31T08:00:00+08:00",
    "timezone_aware": "应写明时区，如 2026-01-31T08:00:00+08:00",
    "value_error": "不能用",
    "none_required": "应为空",
    "url_parsing": "应为网址",
}
"""What is wrong, by pydantic's type of error: of requests, settings, kinds and overlays alike."""
_NO_WORDS = "不合格式"
_PLACES = {"body": "正文", "query": "参数", "path": "地址", "header": "请求头", "cookie": "Cookie"}
_MOST = 5


def in_words(errors: Sequence[Mapping[str, Any]]) -> str:
    """The first few errors, each with its place."""
    said = [f"{_place(error['loc'])}：{cause_of(error)}" for error in errors[:_MOST]]
    if len(errors) > _MOST:
        said.append(f"另有{len(errors) - _MOST}处")
    return "；".join(said)


def cause_of(error: Mapping[str, Any]) -> str:
    """What is wrong with one value."""
    context: Mapping[str, Any] = error.get("ctx", {})
    own = str(context.get("error", ""))
    if error["type"] == "value_error" and not own.isascii():
        return own
    if error["type"] == "string_too_short" and context.get("min_length") == 1:
        return "不能空着"
    listed = {
        name: str(value).replace("'", "").replace(" or ", "、").replace(", ", "、")
        for name, value in context.items()
    }
    return WORDS.get(error["type"], _NO_WORDS).format_map(listed)


def _place(loc: Sequence[object]) -> str:
    first, *rest = loc or ("body",)
    names = ".".join(str(part)[:80] for part in rest if not isinstance(part, int))
    numbers = "".join(f"第{part + 1}项" for part in rest if isinstance(part, int))
    return " ".join(part for part in (_PLACES.get(str(first), str(first)), names, numbers) if part)
