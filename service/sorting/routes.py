"""Where a note goes: into the draft, to 纪检 as a clue, or back with an explanation."""

import re
import unicodedata
from dataclasses import dataclass

from service.notes import Route
from service.sorting.allegations import allegation


@dataclass(frozen=True, slots=True)
class Routed:
    """The route and, for clue and beyond, the reason in Chinese."""

    route: Route
    reason: str = ""


_DRAFT = Routed("draft")
_OFFICIAL = re.compile("巡察|巡视|审计|督导|检查组|督查|考核组")

_BEYOND: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), reason)
    for pattern, reason in (
        (
            "编制[^，。]{0,4}(空|缺)[^，。]{0,4}|(全|总|核定)[^，。]{0,4}编制|编制\\d+|编制[^，。]{0,8}(不批|不给|不让|冻结)|"
            "编制(太|很|严重|总)?(少|不足|不够|紧|受限|卡|冻结|有限|短缺)|(缺|没有?|增加?|核增|解决|给|要|争取)"
            "[^，。]{0,4}编制|事业编|进编|入编|转编|同工不同酬|编外.{0,10}转|合同制.{0,10}转正",
            "编制和用工身份由机构编制、人社部门核定，不在本单位权限内，宜作解释",
        ),
        (
            "(绩效)?工资总[量额]|绩效总量|总[量额][^，。]{0,4}(卡|核)|"
            "工资(标准|水平|待遇)?[^，。]{0,10}(低|高一?点|涨|提高|上调|没动|调整|什么时候能?提)|(涨|提高|调整?)[^，。]{0,4}"
            "工资|工资标准|基本工资|薪级|津补贴标准|车补标准|高温费标准",
            "工资津贴标准由国家和上级统一规定，不在本单位权限内，宜作解释",
        ),
        (
            "(职称|职级|高级|中级|副高)[^，。]{0,8}(统一|卡|上面|上级|县里|市里|省里)|(上面|上级|县里|市里|省里)[^，。]{0,4}卡[^，。]{0,6}(职称|职级|名额)|"
            "职称[^，。]{0,3}(没有?|少)[^，。]{0,2}(名额|指标)|"
            "职级(待遇|晋升|职数|并行|太|少)|职数[^，。]{0,6}(少|不够|不足|有限)|职称(名额|指标|比例|岗位|职数)|"
            "(高级|中级|副高|正高|高职)[^，。]{0,4}(名额|指标|比例|岗位)|岗位设置比例",
            "职级职数和职称名额由上级核定，不在本单位权限内，宜作解释",
        ),
        (
            "退休金|养老金|公积金[^，。]{0,6}(比例|基数|低|少|提高)|社保[^，。]{0,4}基数|退休年龄|延迟退休|退休早晚|医保报销比例",
            "社会保险、公积金和退休政策由国家统一规定，不在本单位权限内，宜作解释",
        ),
        (
            "省平台[^，。]{0,10}(卡|慢|崩|死机|录不进)|(省里|省厅|省局|省级|省|市里|市级|国家|部里|上级|上面|全省|全国|中央|统建)的?[^，。]{0,8}"
            "(系统|平台|软件)[^，。]{0,16}(卡|慢|崩|死机|不稳|不好用|不通|进不去|难用|故障|掉线|录不进|统一开发|对不上|接不上)|(系统|平台)[^，。]{0,4}(上面|上级|省里|市里|全省)统一",
            "上级统建的系统由上级维护，本单位只能反映，宜作解释",
        ),
        (
            "(医保|支付|补贴|征地|拆迁|户籍|学区|补偿|产业|环保)(支付)?(的)?政策[^，。]{0,12}(变|不合理|太|低|调|改|卡|亏)|"
            "(上级|省里|上面|国家|省厅|市里)的?[^，。]{0,8}(政策|规定|标准|指标|名额|考核)[^，。]{0,12}"
            "(不合理|太[多高低细严]|变来变去|一刀切|卡|改|取消|放宽|低)|拨款标准|生均拨款|转移支付|"
            "补偿标准[^，。]{0,6}(低|提高)|(国家|上面|上级|省里|省厅|全国)统?一?定的|(名额|指标)[^，。]{0,6}(上面|上级|省里)[^，。]{0,4}(卡|给|少)",
            "涉及上级政策或拨款标准，不在本单位权限内，宜向上反映并作解释",
        ),
    )
)
# Said outright to lie with others: it stands even beside what looks like the unit's own duty.
_SAID_BEYOND = re.compile(
    "(单位|学校|公司|院里|局里|所里|站里|库里|镇里|乡里|校里|医院|厂里|集团|本级|我们|咱们)[^，。]{0,5}"
    "(解决不了|没办法(?!干|工作|上班)|没辙|定不了|做不了主|说了不算|无权|没权|管不了|动不了)|"
    "不是[^，。]{0,6}(能定|能解决|说了算)|(国家|国资委|财政|人社|编办|教育局|卫健委|主管局|上级|上面|省里|市里|县里)[^，。]{0,6}"
    "(统一(定|招|分|核)|定的|卡着|卡死|卡得|不批|不让|核定|管着)"
)
_OTHERS = "由上级或其他部门决定，不在本单位权限内，宜向上反映并作解释"
_OWN_DUTY = re.compile(
    "(落实|传达|执行|贯彻|宣传|解读|学习|没报|不上报|未上报|不争取|没争取)[^，。]{0,6}(不|没|慢|少|差|走样|打折)|"
    "调休|补休|拖欠|没发|还没发"
)


def route(text: str, source: str = "") -> Routed:
    """The route of one opinion, judged from its words and the channel it came through."""
    plain = unicodedata.normalize("NFKC", text)
    alleged = allegation(plain, official=bool(_OFFICIAL.search(source)))
    if alleged:
        return Routed("clue", f"{alleged}，属举报性质：原文保留，移交纪检，不摘要、不改写")
    for pattern, reason in () if _OWN_DUTY.search(plain) else _BEYOND:
        if pattern.search(plain):
            return Routed("beyond", reason)
    return Routed("beyond", _OTHERS) if _SAID_BEYOND.search(plain) else _DRAFT
