"""Where a note goes: into the draft, to 纪检 as a clue, or back with an explanation.

A clue (举报性质) alleges that somebody took, gave, diverted or abused something. Missing one is
worse than showing one too many, but a remark about rules ("采购不透明，建议公开") or prevention
("防止吃拿卡要") accuses nobody and stays a note. What inspectors report is a finding to be
answered item by item, unless it is passed on as hearsay.
"""

import re
import unicodedata
from dataclasses import dataclass

from service.notes import Route


@dataclass(frozen=True, slots=True)
class Routed:
    """The route and, for clue and beyond, the reason in Chinese."""

    route: Route
    reason: str = ""


_DRAFT = Routed("draft")
_TITLE = (
    "科长|处长|局长|院长|校长|主任|队长|所长|站长|书记|镇长|乡长|村长|支书|主席|中层|经理|厂长|部长|会长|护士长|会计|"
    "出纳|采购员|司机|干部|领导|班长|库管|保管员|医生|大夫|老师|教练|辅导员|工作人员|办事员|执法人员|"
    "负责人|[测购管费驶核]员"
)
_NAMED = r"(?:老|小|大)[\u4e00-\u9fff](?=[的家他她在收拿跟和]|$)"
_SURNAMED = rf"{_NAMED}|[\u4e00-\u9fff]某|某[\u4e00-\u9fff]{{0,4}}"
_PERSON = re.compile(
    rf"{_TITLE}|{_SURNAMED}|有人|有些人|个别人|个别同志|的人|他们?家|她们?家|一把手|分管"
)
_HEARSAY = re.compile(
    "听说|听人说|听同事|有人说|有人讲|有人反映|有老师说|有同事说|有职工说|有群众说|有村民说|据说|据反映|据传|"
    "传言|外面.{0,4}传|都传|传开|私下|背地|背后|举报|检举|揭发|实名|匿名反映|都知道|亲眼|看到过|看见"
)
_INQUIRY = re.compile(
    "查一查|查一下|查查|查清|彻查|严查|请.{0,8}(查|核实|调查)|(组织|纪委|纪检|审计|领导).{0,6}(查|核实|调查)|"
    "建议.{0,6}(调查|核查)|要个说法|希望.{0,4}查"
)
_PREVENTION = re.compile(
    "防止|杜绝|严禁|禁止|警惕|避免|预防|不准|不得|不许|防范|专项整治|专项治理|严防|防控|要管住|可能会|以免|风险点"
)
# Words of rules also stand in accusations (违反规定收…): they calm only where nobody is meant.
_RULES = re.compile("警示|教育|培训|宣传|制度|规定|机制|加强|容易")
_OFFICIAL = re.compile("巡察|巡视|审计|督导|检查组|督查|考核组")

_BRIBE = (
    "购物卡|购物券|消费卡|红包|回扣|好处费|礼金|贿赂?|返点|干股|茶水费|辛苦费|感谢费|介绍费|名烟|名酒|茅台|"
    "烟酒|烟和酒|的烟"
)
_TAKING = re.compile(
    rf"(收受?|索要|索取|拿|吃|要|接受|笑纳)(?!到的少).{{0,14}}?({_BRIBE})|({_BRIBE}).{{0,4}}(照收|收了|都收|不少收)|截留|克扣|"
    r"(收受?|索要|索取|接受|笑纳)[^，。]{0,10}(礼品|礼物|土特产|现金|提成|钱款|油卡|加油卡|份子钱|重礼)|"
    r"(收|拿|得|捞)(了|过|点|些|到|什么|不少|别人|人家)+(的)?好处|不(送|给|打点)[^，。]{0,6}(就)?(不|没|别想)"
)
_GIVING = re.compile(rf"(送|给|塞|打点)[^，。]{{0,14}}({_BRIBE}|钱|礼)")
_TREATED = re.compile(
    "(让|叫|要|逼|找|暗示)(施工方|供应商|供货商|企业|商户|老板|家长|学生|病人|患者|家属|下属|承包商|客户|厂家|"
    "村民|摊贩|中介).{0,8}(请吃|请客|送|买单|报销|付|出钱|陪|打钱|转账)|吃(了)?(企业|商户|老板|供应商|施工方)|"
    "接受.{0,12}(宴请|吃请|旅游|安排)|请吃饭.{0,6}送|(老板|企业|施工方|供应商|厂家).{0,8}(吃喝|吃吃喝喝|打牌|旅游|出去玩)"
)
_KIN = (
    "小舅子|大舅子|舅子|大舅哥|舅哥|亲戚|侄子|侄女|侄儿|外甥女?|女婿|儿媳|连襟|表弟|表哥|表妹|堂弟|堂哥|堂兄|"
    "亲家|关系户|自家人|情人|妹夫|姐夫"
)
_NEAR = (
    "亲属|家属|儿子|女儿|闺女|媳妇|老婆|爱人|丈夫|老公|妻子|弟弟|哥哥|家里人|老乡|同学|战友|朋友|熟人|姐姐|妹妹|"
    "父亲|岳父|老丈人|弟媳|嫂子"
)
_WHO = rf"(?:(?:{_TITLE}|[老小][\u4e00-\u9fff]|某|他|她)[家的]{{0,2}}(?:{_NEAR})|{_KIN})"
_DEAL = (
    "承包|中标|揽|包了|包的|包工|包给|包下|开的|的公司|供货|供应|供的|接的|接了|拿下|工程|入股|空饷|挂名|没来上|"
    "没上过班|不上班|不来上班|工资照|领工资|领着|(办|拿|吃|享受)了?低保|危房改造|补贴款|低保户|办成|垄断|专做|"
    "别家进不|(厂|店|公司|门市|饭店|车队|企业|工程队|超市)[^，。]{0,12}(做|干|接|供|修|买|订|定点|指定|签|合作|来往)"
)
_KIN_DEAL = re.compile(
    rf"{_WHO}[^，。]{{0,16}}({_DEAL})|(包给|给了|交给|照顾|承包给|转给|外包给)[^，。]{{0,6}}{_WHO}|"
    rf"内定[^，。]{{0,6}}(?:{_WHO}|领导|亲戚)|(把|将)[^，。]{{0,10}}{_WHO}[^，。]{{0,4}}(安排|塞|招|调|弄)(进|到|来|在)"
)
_DIVERTED = re.compile(
    "套取|套现|套钱|冒领|挪用|侵占|私分|贪污|受贿|行贿|索贿|小金库|空饷|假发票|虚开|虚列|假账|账外账|中饱私囊|"
    "以权谋私|权钱交易|雁过拔毛|猫腻|围标|串标|陪标|私吞|据为己有|占为己有|监守自盗|公款(吃喝|旅游|消费|买)|"
    "私车公养|(进|揣|装|落)(了|到|进|入)?[^，。]{0,8}(个人|自己|私人|谁|的)?(腰包|口袋|账户|兜)|进了腰包|(偷|倒)卖|"
    "假名单|造假[^，。]{0,6}领|有返点|有回扣|收钱[^，。]{0,4}(改|办|放|才|就|出|给|盖|开)|(招标|竞聘|评标|投标)(都|全)?是假|有交易|"
    "(里面|背后|里头)有(人|交易|名堂|文章|鬼)|优亲厚友|虚增工程|虚假报销|假报销|重复报销|报假账|阴阳合同|洗钱|卖官|买官|跑官要官|贿选|"
    "(钱|款|补贴|费)(都)?(去了?哪|哪去了|不知去向|到哪去了|进了谁)"
)
_SHADY = re.compile(
    "公车私用|虚报|截留|利益输送|暗箱操作|克扣|吃拿卡要|拿.{0,8}(补贴|补助|工资|救济|慰问)(款|金)?(?!少|低|太)|"
    "收.{0,6}(钱|费用?|款)|多领|多报|送钱|送了?礼|打点|拉票|顶替|报复|勒索|刁难|放高利贷|赌博|打麻将|"
    "多少钱|私自|拿(去|回家)|搬回家|往家(拿|搬)|变卖|泄题|泄密|内定.{0,6}(公司|标)|指定.{0,8}(公司|老板|供应商)|"
    "吃喝|开房|特殊关照|走后门|保护伞|通风报信|串通|勾结|有来往|不清不楚|说不清道不明|"
    "打钱|转账|往外倒|倒[^，。]{0,3}卖|偷(油|拿|卖|着卖|料)|对不上账|代签[^，。]{0,8}领|关系暧昧|关系不一般|走得很近|打得火热|"
    "豪车|几套房|收入不符|大操大办|敛财|借机收|入股|参股|开了?(公司|店|厂)|在外(面)?(兼职|经商|办企业)|带薪不"
)
_OWN_USE = re.compile(
    "(公车|公家的?车|单位的?车|公务车)[^，。]{0,14}(接送|私用|办私事|孩子|旅游|回老家|走亲戚|接老婆)|"
    "(带|带上|带着)(家属|家里人|老婆|爱人|孩子|亲友)[^，。]{0,10}(报销|公费|出差|旅游|考察)|"
    "(家属|家里人|老婆|爱人|孩子)[^，。]{0,10}(也|都|一块儿?|一起|全)(给)?报销?|私人[^，。]{0,8}(报销|公家出|单位出)|"
    "(自家|他家|她家|家里)[^，。]{0,8}(用|拿|搬)[^，。]{0,6}(单位|公家|公司|学校|医院)|占用公车|给自[家己]的?车加油|(单位|公家|公务)[^，。]{0,6}卡[^，。]{0,6}(自己|自家|私)|公车上下班|"
    "(公家|单位|公)的?(钱|款|东西|材料|油|物资)[^，。]{0,8}(买私|自己家|家里用|拿回|装修自家|给自己)|"
    "(人|他|她)?(不来|没来|不上班|不在岗)[^，。]{0,10}(工资|补贴|奖金|补助)[^，。]{0,4}(照|一分不少|全拿)|"
    "收了?(人家?|别人|他们|老板|家长|病人|商户|企业)的?[^，。]{0,4}(钱|东西)"
)
_PAID_BY = re.compile(
    "(人家|老板|对方|商户|企业|货代|家长|厂家|供应商|施工方|中介|客户)[^，。]{0,8}给(他|她|他们)[^，。]{0,4}(钱|转|送|好处)"
)
_AFFAIR = re.compile(
    "不正当(男女)?关系|男女关系|婚外|包养|情妇|乱搞|搞暧昧|作风不正|生活作风(有|不|问题|败)|骚扰|猥亵|嫖|吸毒|"
    "酒后驾车|酒驾|动手动脚|占便宜|关系不正常|关系不清|打人|斗殴|酒后闹"
)
_BOUGHT_POST = re.compile(
    "(花钱|送钱|送礼|塞钱|掏钱|打点|找关系|托关系).{0,10}(买|当上|提拔|提了|调|进编|转正|评上|入党|上位|竞聘|进来)"
)

_BEYOND: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), reason)
    for pattern, reason in (
        (
            "编制(太|很|严重|总)?(少|不足|不够|紧|受限|卡|冻结|有限|短缺)|(缺|没有?|增加?|核增|解决|给|要|争取)"
            "[^，。]{0,4}编制|事业编|进编|入编|转编|同工不同酬|编外.{0,10}转|合同制.{0,10}转正",
            "编制和用工身份由机构编制、人社部门核定，不在本单位权限内，宜作解释",
        ),
        (
            "工资(标准|水平|待遇)?[^，。]{0,10}(低|高一?点|涨|提高|上调|没动|调整|什么时候能?提)|(涨|提高|调整?)[^，。]{0,4}"
            "工资|工资标准|基本工资|薪级|津补贴标准|车补标准|高温费标准",
            "工资津贴标准由国家和上级统一规定，不在本单位权限内，宜作解释",
        ),
        (
            "职级(待遇|晋升|职数|并行|太|少)|职数[^，。]{0,6}(少|不够|不足|有限)|职称(名额|指标|比例|岗位|职数)|"
            "(高级|中级|副高|正高|高职)[^，。]{0,4}(名额|指标|比例|岗位)|岗位设置比例",
            "职级职数和职称名额由上级核定，不在本单位权限内，宜作解释",
        ),
        (
            "退休金|养老金|公积金[^，。]{0,6}(比例|基数|低|少|提高)|社保[^，。]{0,4}基数|退休年龄|延迟退休|退休早晚|医保报销比例",
            "社会保险、公积金和退休政策由国家统一规定，不在本单位权限内，宜作解释",
        ),
        (
            "省平台[^，。]{0,10}(卡|慢|崩|死机|录不进)|(省里|省厅|省局|省级|省|市里|市级|国家|部里|上级|上面|全省|全国|统建)的?[^，。]{0,8}"
            "(系统|平台|软件)[^，。]{0,16}(卡|慢|崩|死机|不稳|不好用|不通|进不去|难用|故障|掉线|录不进)",
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
_OWN_DUTY = re.compile(
    "(落实|传达|执行|贯彻|宣传|解读|学习|没报|不上报|未上报|不争取|没争取)[^，。]{0,6}(不|没|慢|少|差|走样|打折)|"
    "调休|补休|拖欠|没发|还没发"
)


def route(text: str, source: str = "") -> Routed:
    """The route of one opinion, judged from its words and the channel it came through."""
    plain = unicodedata.normalize("NFKC", text)
    allegation = _allegation(plain, official=bool(_OFFICIAL.search(source)))
    if allegation:
        return Routed("clue", f"{allegation}，属举报性质：原文保留，移交纪检，不摘要、不改写")
    if not _OWN_DUTY.search(plain):
        for pattern, reason in _BEYOND:
            if pattern.search(plain):
                return Routed("beyond", reason)
    return _DRAFT


def _allegation(text: str, *, official: bool) -> str:
    """What is alleged, or "" when nobody is accused of anything."""
    told = bool(_HEARSAY.search(text))
    asked = bool(_INQUIRY.search(text))
    somebody = bool(_PERSON.search(text))
    general = _PREVENTION.search(text) or (_RULES.search(text) and not somebody)
    if (official and not told) or (general and not (told or asked)):
        return ""
    grounds = {
        "charge": True,
        "pointed": told or asked or somebody,
        "told of somebody": (told or asked)
        and bool(_PERSON.search(text) or (told and _OFFICE.search(text)))
        and not _PAYOUT.search(text),
        "passed on": told or (asked and somebody) or bool(_ACCUSED.search(text)),
    }
    for pattern, ground, what in _CHARGES:
        found = pattern.search(text)
        if found and grounds[ground]:
            return f"提到“{found.group()}”，{what}"
    return ""


# Hearsay about somebody and money is a clue whatever the words; hearsay about pay is not.
_MONEY = re.compile("钱|款|油|卖|礼|卡|酒|烟|报销|发票|回扣|房子|股份|工程|项目费|好处|补助")
_OFFICE = re.compile("[\u4e00-\u9fff]{1,3}(科|处|办|中队|公司|部门|所|站)")
_PAYOUT = re.compile("发(放|的|了)?[^，。]{0,6}(工资|补贴|补助|奖金|津贴|钱|福利)|涨价|涨工资|房补")
_ACCUSED = re.compile(
    rf"(某|个别|有的|有些|有|有位|有个|[老小])[\u4e00-\u9fff]{{0,5}}?({_TITLE})|[\u4e00-\u9fff]某(某)?(?!些)|有人|有些人|个别人"
)

# What each charge needs before it counts: nothing more, somebody or a source named, or hearsay,
# a call for inquiry or an accused person.
_CHARGES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (_TAKING, "pointed", "涉及收受财物"),
    (_TREATED, "charge", "涉及吃请和向服务对象索取"),
    (_KIN_DEAL, "charge", "涉及亲友承揽业务或占用利益"),
    (_OWN_USE, "charge", "涉及公款公物私用"),
    (_DIVERTED, "charge", "涉及侵占、套取或弄虚作假"),
    (_BOUGHT_POST, "charge", "涉及用人上的不正当交易"),
    (_PAID_BY, "charge", "涉及收受服务对象财物"),
    (_AFFAIR, "charge", "涉及个人品行"),
    (_GIVING, "passed on", "涉及送财物"),
    (_MONEY, "told of somebody", "涉及钱物去向的传言"),
    (_SHADY, "passed on", "涉及以权谋利或不当行为"),
)
