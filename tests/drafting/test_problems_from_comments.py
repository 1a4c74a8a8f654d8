from service.drafting import problems_from
from service.drafting.sentences import cited
from tests.drafting.drafting_cases import NOTES, kind, note


def test_comments_become_problems_in_the_order_of_the_aspects() -> None:
    items = problems_from(tuple(reversed(NOTES)), kind())
    aspects = [next(n.aspect for n in NOTES if n.id == cited(i)[0]) for i in items]
    order = [a.title for a in kind().aspects]
    assert aspects == sorted(aspects, key=lambda title: order.index(title or ""))


def test_every_comment_with_content_is_cited_and_no_other() -> None:
    items = problems_from(NOTES, kind())
    drafted = {n.id for n in NOTES if n.route == "draft" and not n.empty}
    assert {i for item in items for i in cited(item)} == drafted
    assert {item.role for item in items} == {"problem"}


def test_comments_without_an_aspect_come_last() -> None:
    items = problems_from((note("x", "路灯坏了", "none"), *NOTES[:4]), kind())
    assert cited(items[-1]) == ("x",)


def test_no_comments_give_no_problems() -> None:
    assert problems_from((), kind()) == ()
