"""Notes without content: nothing said, the same as before, pure praise, good wishes.

A note is empty only when every clause of it is one of these; any other clause keeps it, because
losing one complaint is worse than filing one compliment.
"""

import re
from typing import Literal

from service.language.normal import normal
from service.themes.cues import cue_index

Emptiness = Literal["标题行", "无意见", "同上", "肯定性评价", "祝愿性意见"]

_CLAUSE = re.compile(r"[，,。；;：:！!？?、~～…\s]+(?:\d{1,2}[.．、])?|^\d{1,2}[.．、]")
# A line that only says where the following ones come from.
_HEADING = re.compile(r"【[^【】]*】|〔[^〔〕]*〕|#+ .*")
_TAIL = "(了|的|吧|啊|呢|哈|哦|呀|啦)*"
_NOTHING = re.compile(
    r"(我们?|本人|个人|我个人|本科室|本支部|我这边|我这里|目前|一时|一下子|暂时?|现在|基本上?|确实|也|都|真的|"
    r"对[\u4e00-\u9fff]{1,8}?(?=无|没)|总体|整体|方面|挺好的?|很好|都好|一切都好|非常满意|很满意|满意)*"
    r"(以上)?(无|没有?|没啥|没什么|没得|没别的|[想提说讲][^，。]{0,1}不[出起到上]来?|没想好|没想到|没考虑好?|无可奉告|别的没有?|其他没有?)"
    r"(什么|啥|任何|别的|其他|其它|特别|更多|具体|不同|太大|多大|大|好|新|的|要|可|想|需要|"
    r"意见|建议|问题|想法|要求|不满|补充|看法|内容|说|提|讲|想到|发现|反映|填|改进|之处|地方|和|与|及|或|"
    r"没有|没|无|也)*(的)?" + _TAIL
)
_BLANK = {"", "na", "n", "none", "no", "nil", "略", "空", "无", "否", "ok", "好", "好的", "可以"}
_BLANK |= {
    "不清楚",
    "不了解",
    "不知道",
    "不好说",
    "不便说",
    "弃权",
    "不填",
    "暂不填",
    "同意",
    "已阅",
}
_BLANK |= {
    "意见",
    "建议",
    "问题",
    "意见建议",
    "意见和建议",
    "都说完了",
    "说完了",
    "服从安排",
    "相信组织",
}
_BLANK |= {
    "一切正常",
    "正常",
    "尚可",
    "过得去",
    "都可以",
    "还行",
    "还可以",
    "保持现状",
    "保持现状就好",
}
_BLANK |= {
    "没",
    "没有",
    "暂无",
    "没了",
    "无异议",
    "没异议",
    "一般",
    "一般般",
    "还好",
    "还凑合",
    "凑合",
    "行",
    "挺好",
    "蛮好",
    "很好",
    "都好",
}
_BLANK |= {
    "都挺好",
    "都行",
    "不错",
    "满意",
    "好着呢",
    "都好着呢",
    "没毛病",
    "谢谢",
    "收到",
    "知道了",
    "随便",
    "听安排",
    "如题",
    "见附件",
}
_BLANK |= {"我觉得都可以", "不发表意见", "保留意见", "听组织的", "听领导的"}
_PARTICLE = re.compile("(着呢|了|的|吧|啊|呢|呀|啦|哈|嘛)+$")
_REPEATED = re.compile("(好|行|可以|没|没有|无|满意|很|的)+")
_SAME = re.compile(
    r"(我|我们|本人|意见|内容|基本|也|都|完全|就)*"
    r"(同上|同前|同左|附议|同感|见上|见前|如上|同意见?以上|同楼上|"
    r"(同意|赞同|赞成|认同|支持)[^但]{0,12}(意见|说的|讲的|观点|建议|看法|以上|前面|大家|楼上|发言)|"
    r"[和跟与同][^但]{0,12}(一样|相同|一致|差不多)|"
    r"(前面|上面|以上|刚才|前几位|大家|别人|他们|几位)[^但]{0,10}(说|讲|提|谈)(过|了|完|到|全|的).{0,6}|"
    r"同[^但]{1,6}意见|(我)?(就)?不(再)?(重复|多说|啰嗦|讲|说|提|写))" + _TAIL
)
_PRAISE = re.compile(
    "很好|挺好|非常好|都好|真好|蛮好|不错|满意|优秀|点赞|好评|认可|肯定|赞扬|表扬|感谢|感恩|谢谢|"
    "辛苦|务实|求真|团结|扎实|有力|得力|有目共睹|有担当|实干|敬业|奉献|亲民|平易近人|以身作则|率先垂范|"
    "带头|公道|正派|清廉|廉洁奉公|廉洁|一心为公|兢兢业业|任劳任怨|勤勤恳恳|尽职尽责|认真负责|关心|"
    "体贴|变化很大|变化大|进步|成绩|成效|成果|明显|显著|突出|提升|改善|改观|越来越好|好多了|"
    "称职|放心|信任|拥护|支持|高效|有序|和谐|温暖|贴心|周到|合理|到位|有方|表率|榜样|好领导|好班子|"
    "值得|有条不紊|走在前|冲在前|顶在前|向[^，。]{1,6}(学习|致敬)|称心|省心|舒心|没话讲|竖大拇指|好样的|好得很|领先|漂亮|大变样|"
    "没得说|没话说|挑不出|没毛病|没架子|没有架子|在眼里|很拼|给力|靠谱|暖心|棒|赞|功不可没|新高|喜人|红火|可圈可点|来之不易|丰收|亮了|修好了|修通了|办了实事|解决了|改好了|向好|争光|满分|"
    "优良|努力|正常|有声有色|丰富多彩|效果好|抓得|做得好|干得好|用心|尽心|齐心|和睦|融洽|顺畅|良好|热情|真诚|"
    "细致|严谨|勇于|爱岗|一丝不苟|雷厉风行|深入基层|深得|赢得|喜欢|好吃|及时|周全|公平|公正|透明|民主(?!生活|评议|测评|推荐)|好多了|快多了"
)
_FINE = re.compile(
    "(我们?的?)?(领导|班子|单位|同志|大家|工作|环境|公司|学校|医院|书记|[校院局站所馆厂]长|作风|风气|氛围|总体|整体|各方面|一切)"
    "(们|成员)?(都|很|真|挺|也|非常|还)*(好|行|棒|可以)" + _TAIL
)
_SEEMING = re.compile(
    "有条不紊|不折不扣|不畏|不计|无怨无悔|毫不|从不|不懈|没话讲|不负|不错|丰富多彩|不断|不辞|不容易|不怕|不遗余力|不忘|没得说|没话说|没毛病|没架子|没有架子|没的说|挑不出|"
    "没什么问题|没有问题|没问题|无可挑剔|无私|无微不至|多年|很多|许多|大多|诸多|多谢|难忘|越来越|不负|"
    "功不可没|来之不易|缺一不可|毫无怨言|没少操心|少有的|迎难而上|攻坚克难|排忧解难|解难题|问题解决得?|一直|真不少|好多了|快多了|多了"
)
_LACK = re.compile(
    "[不没未无少差缺慢低贵难乱太过欠弱松虚偏怕坏堵漏拖破旧脏冷吵挤累烦]|但|就是|只是|然而|可惜|如果|"
    "能不能|能否|可否|建议|希望|应该|应当|需要|还要|要是|问题|有待|加强|改进|完善|加大|尽快|老是|总是|"
    "再[^，。]{0,5}[点些]|更[^，。]{0,3}[点些]|其实|说是|算是|到底|究竟|形式|应付|表面|推诿|扯皮|漠视|多|何时|什么时候|怎么|为什么|为啥"
)
_WISH = re.compile(
    "注意身体|保重|身体健康|身体好|别太累|劳逸结合|注意休息|注意劳逸|歇歇|歇一歇|多休息|早点休息|工作顺利|万事如意|阖家|幸福|"
    "越来越好|越办越好|越来越红火|更上一层楼|再上新?台阶|再攀高峰|再创佳绩|再创辉煌|创佳绩|再接再厉|再接再励|"
    "继续保持|继续努力|继续加油|加油(?![卡票费站款钱发])|继续发扬|发扬光大|蒸蒸日上|更加辉煌|更加美好|更美好|明天更好|更好的明天|"
    "辛苦了|节日快乐|新年快乐|步步高|一如既往|保持下去|坚持下去|更大成绩|更大进步|更大发展|更大的成绩|"
    "顺顺利利|平平安安|心想事成|健健康康|往前走|陪陪家人|少熬夜|别熬夜|少操劳|领导们?少加班|带领(大家|我们|全体|职工)|前程似锦|红红火火"
)
# Concern for those who lead is no opinion of their work (领导太忙了).
_CONCERN = re.compile(
    r"(各位|我们的?)?(领导|班子|书记|[校院局站所馆园镇厂队]长|主任|经理|同志|大家|你们)(们|成员)?(工作|平时|天天|最近|一直|确实)*"
    r"(太|很|都|也|真|挺|够)*(忙|累|辛苦|操劳|操心|不容易|压力大|拼)" + _TAIL + "|"
    r".{0,8}(别|不要|少)(太|再)?(拼命?|累着?|熬夜|操劳|操心)" + _TAIL
)
_KEEP_ON = re.compile("继续保持|一如既往|再接再厉|再接再励|继续发扬|保持下去|坚持下去")
_WISH_FRAME = re.compile(
    "希望|祝愿|祝福|祝|愿|盼望|盼|建议|请|衷心|我们?|大家|领导们?|班子|各位|全体|同志们?|单位|全局|全院|"
    "全校|全站|全镇|集团|公司|学校|医院|学院|工作|生活|事业|发展|今后|以后|未来|在新的一年里?|新的一年|明年|"
    "来年|继续|能够?|多多?|都|也|更|要|的|地|里|中|在|把|好|让|年|取得|一定|党委|党组|支部|书记"
)
_FRAME_SLACK = 5


def emptiness(text: str) -> Emptiness | None:
    """Why a note has no content, or None when it has some."""
    if _HEADING.fullmatch(text.strip()):
        return "标题行"
    if _PARTICLE.sub("", normal(text)) in _BLANK or _REPEATED.fullmatch(normal(text)):
        return "无意见"
    clauses = [clause for clause in _CLAUSE.split(text) if normal(clause)]
    found = [_clause_kind(clause) for clause in clauses]
    named = [kind for kind in found if kind not in (None, "平述")]
    if None in found or not named:
        return None
    for kind in ("同上", "祝愿性意见", "肯定性评价"):
        if kind in named:
            return kind
    return "无意见"


def is_praise(text: str) -> bool:
    """Whether every clause of ``text`` only praises."""
    clauses = [clause for clause in _CLAUSE.split(text) if normal(clause)]
    kinds = {_clause_kind(clause) for clause in clauses}
    return "肯定性评价" in kinds and kinds <= {"肯定性评价", "平述"}


def _clause_kind(clause: str) -> str | None:
    """What a clause without content is, 平述 for a neutral one, None for one with content."""
    plain = normal(clause)
    if _PARTICLE.sub("", plain) in _BLANK or plain in _BLANK or _NOTHING.fullmatch(plain):
        return "无意见"
    if _SAME.fullmatch(plain):
        return "同上"
    if _is_wish(plain):
        return "祝愿性意见"
    if _LACK.search(_SEEMING.sub("", plain)):
        return None
    if _PRAISE.search(plain) or _FINE.fullmatch(plain):
        return "肯定性评价"
    return None if _names_a_theme(plain) else "平述"


def _is_wish(plain: str) -> bool:
    if _CONCERN.fullmatch(plain):
        return True
    if not _WISH.search(plain):
        return False
    rest = _WISH.sub("", plain)
    if _KEEP_ON.search(plain) and not _LACK.search(_WISH_FRAME.sub("", rest)):
        return True
    return len(_WISH_FRAME.sub("", rest)) <= _FRAME_SLACK and not _names_a_theme(rest)


def _names_a_theme(text: str) -> bool:
    best = cue_index().read(text).best
    return best is not None and best.score >= 2
