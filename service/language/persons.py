"""People named in a text: on a roster, by a title, masked, stated, or told with what is theirs."""

import re
from collections.abc import Iterable, Iterator, Sequence

# The hundred or so most common family names; rare ones are found through the roster.
_SURNAME = (
    "(?!安全|车牌|农|施工|项目|车间|车队|党|单位|单独|金融|文化|文体|文旅|高级|高层|房管|林业|司法|常务|常委|管理|景区|石油|成立|成员|"
    "时任|向|和|于是|应急|计财|计划|法|路|全|任|方面|水|江北|江南|严格|温馨|易|包村|包联|包片|古镇|连队|商务|宣|米|麦|费|"
    "顾问|支部|尚|白班|夏季|阳光|解放|景|左右|干部)"
    "(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何罗林郑梁谢宋唐许韩冯邓曹彭"
    "曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙"
    "史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞"
    "左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    "阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁])"
)
_BEFORE = r"(?<![\u4e00-\u9fff])|(?<=[的是和与跟向给找由被让对请叫问把替同听说叫到家])"
_SHORT_TITLES = r"(?:局|处|科|总|工|姐|哥|叔|姨)"
_TITLED = re.compile(
    rf"(?:{_BEFORE})(?:{_SURNAME})[\u4e00-\u9fff]{{0,2}}?(?:副?(?:科长|处长|局长|院长|校长|主任|队长|所长|站长|"
    r"书记|镇长|乡长|村长|支书|经理|厂长|部长|护士长|会计|出纳|主席|教授|医生|大夫|老师|师傅|同志|班长|组长|"
    r"阿姨|大姐|大哥|大爷|大妈|老板))"
)
_CALLED = re.compile(
    rf"(?:{_BEFORE})(?:{_SURNAME}){_SHORT_TITLES}(?=[，,。；;说讲的家他她在把收拿也都就和跟那这]|$)"
)
_FAMILIAR = re.compile(
    rf"(?<![\u4e00-\u9fff])[老小](?!师|家|百|乡)(?:{_SURNAME})(?=[的家他她在说跟和被一上下去来从也都就，,。；;、（(收拿住生离]"
    rf"|护士|老师|医生|师傅|同志|$)|(?<=[的是和与跟向给找由被让对请问说])[老小](?!师|家|百|乡)(?:{_SURNAME})(?=[的家说]|护士|老师|师傅)"
)
_MASKED = re.compile(rf"(?:{_SURNAME})某{{1,2}}(?!些|种|个|项|类)")
_STATED = re.compile(
    rf"(?:姓名|联系人|署名|本人叫|我叫)[：:是为]?\s*((?:{_SURNAME})[\u4e00-\u9fff]{{1,2}})"
)
_LEAST = 2
"""Letters of a name on the roster that is looked for."""
_NO_LAST = "[区县镇乡村局办科处站所队室部院校店厂会组户们了在我你他她电手机等者路街楼的员]"
_NAME = rf"(?P<name>(?:{_SURNAME})[\u4e00-\u9fff]{{1,2}}?(?<!{_NO_LAST}))"
_ROLES = (
    "村民",
    "居民",
    "群众",
    "业主",
    "职工",
    "户主",
    "党员",
    "住户",
    "租户",
    "家长",
    "患者",
    "老人",
    "教师",
    "学生",
    "干部",
    "同志",
    "姓名",
    "困户",
    "保户",
    "系人",
    "请人",
    "事人",
    "映人",
    "诉人",
)
_HERE = "|".join(
    [r"(?<![\u4e00-\u9fff])", "(?<=[是和与跟向给找由被让对请问叫])"]
    + [f"(?<={role})" for role in _ROLES]
)
_BETWEEN = (
    r"(?:[（(，,、：:；;\s]|[的男女是为]|同志|先生|女士|汉族|\d{1,3}岁|"
    r"(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?出?生|(?:联系|家庭)?(?:电话|方式)|手机号?码?|"
    r"(?:居民)?身份证号?码?|公民身份号码|证件号码?|(?:家庭|现)?住址|现?家?住在?|银行卡|卡?账?帐?号|车牌号?)"
)
_WHERE = (
    r"(?:(?<=[（(，,、：:；;\s住在])(?:[\u4e00-\u9fff]{1,6}?[省市县区镇乡村路街巷里苑园]){1,4})?"
)
_HAS = re.compile(rf"(?:{_HERE}){_NAME}{_BETWEEN}{{0,10}}+{_WHERE}$")
"""A name, and nothing but what leads on to the detail behind it."""
_ROOM = 48
_OWNS = re.compile(
    rf"(?:{_HERE}){_NAME}(?=[（(，,、：:；;\s的]{{1,2}}[男女]?[，,、]?"
    r"(?:居民身份证|身份证号|身份证复|公民身份|证件号|家庭住址|现?住址|户籍地))"
)


def named(text: str, roster: Sequence[str], details: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where people are named. ``details`` are the places at which something of a person's begins:
    the name right before it is a name whatever it looks like."""
    for name in sorted(roster, key=len, reverse=True):
        if len(name) >= _LEAST:
            yield from (place.span() for place in re.finditer(re.escape(name), text))
    yield from (match.span(1) for match in _STATED.finditer(text))
    for pattern in (_TITLED, _MASKED, _FAMILIAR, _CALLED):
        yield from (match.span() for match in pattern.finditer(text))
    yield from (match.span("name") for match in _OWNS.finditer(text))
    for place in details:
        before = max(0, place - _ROOM)
        if match := _HAS.search(text, before, place):
            yield match.span("name")
