"""Problems that several units own up to."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from service.reviewing.common_problems import common_problems
from service.reviewing.weaknesses import weaknesses
from service.reviews import CommonProblem
from service.subject import Subject
from service.themes import load_themes
from tests.reviewing.reviewed import page, problems_paper, subject

LABELLED = Path(__file__).with_name("same_problem.tsv")
PAIRS = Path(__file__).with_name("headline_pairs.tsv")
_LEAST_F1 = 0.8
_LEAST_RECALL, _LEAST_PRECISION = 0.9, 0.9


def common(*subjects: Subject) -> tuple[CommonProblem, ...]:
    return common_problems([page(s) for s in subjects], {s.file: s.text for s in subjects})


def test_two_units_that_speak_of_the_same_problem_in_other_words_have_it_in_common() -> None:
    found = common(
        subject(problems_paper("请示报告不及时。停水九小时，第二天才报告。"), "白鹭县水务局党组"),
        subject(problems_paper("请示报告制度落实有漏洞。两人出境后补报。"), "长汀区文旅局党组"),
    )
    assert [c.units for c in found] == [("白鹭县水务局党组", "长汀区文旅局党组")]


def test_two_problems_of_one_theme_are_not_the_same_for_that() -> None:
    found = common(
        subject(problems_paper("中心组研讨流于念稿。十一次里九次念稿。"), "白鹭县水务局党组"),
        subject(problems_paper("学用脱节。读书班的五条建议一条没有用上。"), "长汀区文旅局党组"),
    )
    assert found == ()


def test_a_unit_counts_once_however_many_papers_it_has() -> None:
    text = problems_paper("请示报告不及时。停水九小时，第二天才报告。")
    once = subject(text, "白鹭县水务局党组", file="一.txt")
    again = subject(text, "白鹭县水务局党组", file="二.txt")
    assert common(once, again) == ()
    (found,) = common(once, again, subject(text, "长汀区文旅局党组"))
    assert len(found.units) == 2
    assert len(found.examples) == 3


def test_a_unit_is_the_same_with_and_without_the_partys_name_before_it() -> None:
    text = problems_paper("请示报告不及时。停水九小时，第二天才报告。")
    found = common(
        subject(text, "中共白鹭县水务局党组", file="一.txt"),
        subject(text, "白鹭县水务局党组", file="二.txt"),
    )
    assert found == ()


def test_every_example_stands_word_for_word_where_it_says() -> None:
    texts = [
        subject(problems_paper("舆情回应慢。三天后才回复。"), "白鹭县水务局党组"),
        subject(problems_paper("面对舆情反应迟缓。次日才发说明。"), "长汀区文旅局党组"),
    ]
    (found,) = common(*texts)
    by_file = {s.file: s.text for s in texts}
    assert [by_file[e.source][e.start : e.end] for e in found.examples] == [
        "舆情回应慢",
        "面对舆情反应迟缓",
    ]


def test_the_problem_of_most_units_comes_first() -> None:
    both = ("请示报告不及时。停水九小时，第二天才报告。", "舆情回应慢。三天后才回复。")
    found = common(
        subject(problems_paper(*both), "甲山县水务局党组"),
        subject(problems_paper(*both), "乙水县水务局党组"),
        subject(problems_paper(both[1]), "丙河县水务局党组"),
    )
    assert [len(c.units) for c in found] == [3, 2]


def test_a_trade_trouble_outside_the_list_is_common_by_its_own_words() -> None:
    found = common(
        subject(problems_paper("垃圾分类推进走样。九个分类亭没有人守。"), "白鹭街道党工委"),
        subject(problems_paper("垃圾分类走样。厨余桶里什么都有。"), "长汀街道党工委"),
    )
    assert [(c.name, len(c.units)) for c in found] == [("垃圾方面的问题", 2)]


def test_a_trouble_of_one_theme_is_common_by_the_telling_words_of_its_headline() -> None:
    found = common(
        subject(problems_paper("示范带学作用发挥不强。讲课少。"), "白鹭街道党工委"),
        subject(problems_paper("示范带学作用不够。讲课两次。"), "长汀街道党工委"),
    )
    assert [(c.name, len(c.units)) for c in found] == [("示范带学作用不够", 2)]


def test_every_weakness_belongs_to_a_theme_there_is() -> None:
    themes = {theme.name for theme in load_themes().themes}
    assert {w.theme for w in weaknesses()} <= themes
    assert len({w.name for w in weaknesses()}) == len(weaknesses())


def test_labelled_headlines_of_invented_units_are_grouped_as_people_group_them() -> None:
    precision, recall, f1 = scores()
    assert f1 >= _LEAST_F1, f"precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}"


def test_pairs_of_headlines_of_other_trades_are_told_the_same_or_not_as_people_tell_them() -> None:
    rows = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines()[1:]]
    told = [(same == "1", _joined(one, other)) for same, one, other in rows]
    right = sum(same and joined for same, joined in told)
    assert right >= _LEAST_RECALL * sum(same for same, _ in told)
    assert right >= _LEAST_PRECISION * sum(joined for _, joined in told)


def _joined(one: str, other: str) -> bool:
    return bool(
        common(
            subject(problems_paper(f"{one}。"), "甲山县林业局党组"),
            subject(problems_paper(f"{other}。"), "乙水县粮储局党组"),
        )
    )


def scores() -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 of the grouping over every pair of labelled headlines."""
    labels, given = {}, []
    for number, (label, headline, body) in enumerate(labelled()):
        labels[f"{number}.txt"] = label
        paper = problems_paper(f"{headline}。{body}")
        given.append(subject(paper, f"第{number}单位", file=f"{number}.txt"))
    group = {
        example.source: place
        for place, found in enumerate(common(*given))
        for example in found.examples
    }
    right = wrong = missed = 0
    for one, other in combinations(labels, 2):
        same = labels[one] == labels[other]
        joined = one in group and group[one] == group.get(other)
        right += same and joined
        wrong += joined and not same
        missed += same and not joined
    precision = right / max(1, right + wrong)
    recall = right / max(1, right + missed)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def labelled() -> Iterator[tuple[str, str, str]]:
    for line in LABELLED.read_text(encoding="utf-8").splitlines()[1:]:
        label, headline, body = line.split("\t")
        yield label, headline, body
