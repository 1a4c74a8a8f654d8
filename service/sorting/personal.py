"""What must be masked before a note leaves the unit: personal details and family matters."""

import re

from service.language.personal import personal_spans, without_overlaps
from service.notes import Personal

_KIN = (
    "孩子|小孩|儿子|女儿|爱人|老婆|妻子|丈夫|老公|父亲|母亲|父母|老人|婆婆|公公|岳父|岳母|家人|家属|老伴|"
    "家里|本人|媳妇|娃|宝宝|老母亲|老父亲|老母|老父|妈妈?|爸爸?|爷爷|奶奶|外公|外婆|配偶|对象|兄弟|姐姐|妹妹|哥哥|弟弟|岳母|同事|我家|自己"
)
_MATTER = (
    "住院|生病|重病|大病|患病|得了?[^，。；]{0,4}[病症]|[\u4e00-\u9fff]{1,3}(?:(?<!看)(?<!治)(?<!防)病(?!房|床|区|人|历|害|虫)|毒症|炎(?!热|夏))|癌|中风|偏瘫|卧床|透析|化疗|骨折|车祸|白血|肿瘤|手术|瘫痪|残疾|去世|病故|离婚|离异|抑郁|自闭|怀孕|流产|"
    "欠债|欠了|借钱|失业|下岗|坐牢|判刑|吸毒|单亲|低保"
)
_FAMILY = re.compile(
    rf"(?:{_KIN})[^，,。；;！!？?]{{0,8}}?(?:{_MATTER})|离婚|离异|怀孕|流产|产后|抑郁|精神病|精神分裂|"
    r"焦虑症|尿毒症|白血病|患癌|得了癌"
)
# 某科长 hides the name and still points at one person: enough to keep out of a paper.
_POST = "副?(?:[科处局院校队所站部馆园股组厂镇乡村]长|主任|书记|经理|护士长|中队长|会计|老板)"
_POINTED_AT = re.compile(
    rf"某[\u4e00-\u9fff]{{0,3}}?{_POST}|{_POST}(?:家|的|家的|他|她)?(?:{_KIN}|家属|亲戚|小舅子|小姨子|连襟|儿媳|女婿|侄子|侄女|外甥|表弟|表哥|堂弟|亲家)"
)


def personal(text: str, *, clue: bool = False) -> tuple[Personal, ...]:
    """The personal details of a note. In a clue, whoever is pointed at counts as named."""
    found = [*personal_spans(text)]
    found += [Personal(kind="family", start=m.start(), end=m.end()) for m in _FAMILY.finditer(text)]
    if clue:
        found += [
            Personal(kind="name", start=m.start(), end=m.end()) for m in _POINTED_AT.finditer(text)
        ]
    return without_overlaps(found)
