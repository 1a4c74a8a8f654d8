"""What the review of the season does not find, each with the reason, and how much that nobody
planted comes with what it does find, as measured. Neither list may grow."""

NEAR = "likeness: other sentences of the paper share its words, though not its matter"
REPORTING = "请示, 上报 and 报 of an incident are not known to be one matter"
ROTATION = "轮换, 交流 and 换人 are not known to be one matter"

LOST = {
    "c06": "short (29 letters) and three words exchanged: too few runs of letters are left",
    "c07": "nothing but set phrases with five words exchanged",
    "c08": "clauses turned round and words exchanged at once, in general wording",
    "H13": NEAR,
    "H17": NEAR,
    "L13": NEAR,
    "L15": NEAR,
    "J12": NEAR,
    "J16": NEAR,
    "p06": "公布 is not taken for the end of a matter",
    "p07": "a figure reached (比上年压减22%) is not held against the figure promised",
    "p10": "固定 and a number of 开诊 are not taken for the end of a matter",
    "p17": "told as 没有完成, but of a promise that has neither date nor figure",
    "p20": "taken for another promise, whose date, owner and 承办 are worded alike",
    "p24": "a clause without date, figure or owner makes no promise line",
    "p27": "no line tells of it; why is not known yet",
    "p32": "taken for another promise, whose date, owner and 承办 are worded alike",
    "p35": "told as open: this year's paper owns up to the same letters again, not to the visits",
    "r04": "图快省事的思想没有根除 is read as the explanation",
    "r06": "the two problems share the matter, not the words",
    "r07": "last year's paper tells of it in its chapter on 整改, not among its problems",
    "r08": "the same headline under another aspect, and explained",
    "forms qinglan-water": "表减下来，群又多起来 shares no word with 填表 and 表格",
    "reporting linxi-city": REPORTING,
    "reporting yunze-hospital": REPORTING,
    "reporting jiangyu-port": REPORTING,
    "reporting liuxi-town": REPORTING,
    "rotation qinglan-water": ROTATION,
    "rotation yunze-hospital": ROTATION,
    "rotation jiangyu-port": ROTATION,
    "s04": "街道党工委的要求 in a town's paper may be a neighbour's: no word says 我们街道",
    "s11": "the rule keeps silent, rightly, where a paper gives its causes by theme",
    "s13": "编制少、任务重 under a headline of its own is not taken for an objective cause",
}

FALSE_AT_MOST = {
    "copies from another unit": 2,
    "copies from the own past": 24,
    "aspects skirted": 0,
    "aspects missing or out of order": 0,
    "feedback without an answer": 0,
    "promises": 4,
    "problems of last year again": 1,
    "common problems, unit by unit": 2,
    "outliers": 0,
    "faults within one paper": 0,
    "clues kept out": 0,
    "broken files named": 0,
    "clean papers": 18,
}
"""Most of the 24 and the 18 are an account of last year's measures in the words of last year's
paper, which the kind asks for, and lines that name who is responsible."""
