"""Numbers as Word writes them in automatic lists (ST_NumberFormat, ECMA-376 part 1, 17.18.59).

cn2an writes Chinese numbers too, but its import takes twice as long as reading a paper does.
"""

from collections.abc import Callable

DIGITS = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN_SIGNS = "M CM D CD C XC L XL X IX V IV I"
ROMAN_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)


def counting(number: int, digits: str = DIGITS, units: str = "十百千") -> str:
    """一, 十, 十一, 二十, 一百零一; beyond 9999 in Arabic digits."""
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    for place, digit in enumerate(reversed([int(char) for char in str(number)])):
        unit = units[place - 1] if place else ""
        text = (digits[digit] + unit if digit else digits[0]) + text
    while digits[0] * 2 in text:
        text = text.replace(digits[0] * 2, digits[0])
    text = text.rstrip(digits[0])
    return text[1:] if digits == DIGITS and text.startswith("一十") else text


def _formal(number: int) -> str:
    return counting(number, FORMAL, "拾佰仟")


def _by_digit(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(char)] for char in str(number))


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _from(first: int, last: int) -> Callable[[int], str]:
    """Enclosed numbers from U+``first`` for 1; plain digits past ``last``."""
    return lambda number: chr(first + number - 1) if 0 < number <= last else str(number)


def _letters(first: str) -> Callable[[int], str]:
    """Letters as Word counts with them: after z comes aa, then bb."""
    return lambda number: chr(ord(first) + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in zip(ROMAN_VALUES, ROMAN_SIGNS.split(), strict=True):
        count, number = divmod(number, value)
        text += sign * count
    return text


def _full_width(number: int) -> str:
    return "".join(chr(ord(char) - ord("0") + ord("０")) for char in str(number))


_CIRCLED = _from(0x2460, 20)
FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _from(0x2474, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "chineseCounting": counting,
    "chineseCountingThousand": counting,
    "taiwaneseCounting": counting,
    "taiwaneseCountingThousand": counting,
    "japaneseCounting": counting,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "ideographDigital": _by_digit,
    "taiwaneseDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": _cycle(BRANCHES),
    "lowerLetter": _letters("a"),
    "upperLetter": _letters("A"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "bullet": lambda _: "",
    "none": lambda _: "",
}


def written(number: int, number_format: str) -> str:
    """The number in a format of Word's; an unknown format gives Arabic digits."""
    return FORMATS.get(number_format, str)(number)
