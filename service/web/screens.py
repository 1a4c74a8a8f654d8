"""The screens: one entry a page, in the order in which they are offered."""

from collections.abc import Callable
from typing import Literal

from service.office.people import LOCAL
from service.scope import Scope
from service.value import Value

Place = Literal["main", "assignment", "none"]


class Screen(Value):
    """One page. ``name`` is its template, its module and its style sheet; ``place`` is the
    navigation that it stands in: the main one, an assignment's, or none. ``title`` is what people
    read. Only whom ``for_whom`` admits is offered it; the interface refuses the others anyway."""

    name: str
    path: str
    title: str
    place: Place = "none"
    for_whom: Callable[[Scope], bool] = lambda _: True
    signed_in: bool = True


def _writes(scope: Scope) -> bool:
    # On a machine of one's own the first unit is made on the screen of assignments.
    return bool(scope.writes) or scope.person == LOCAL


def _reviews(scope: Scope) -> bool:
    return bool(scope.reviews)


def _administers(scope: Scope) -> bool:
    return scope.house or bool(scope.administers)


_ONE = "/assignments/{assignment}"

SCREENS: tuple[Screen, ...] = (
    Screen(name="assignments", path="/", title="任务", place="main", for_whom=_writes),
    Screen(name="library", path="/library", title="资料库", place="main", for_whom=_writes),
    Screen(name="check", path="/check", title="核对", place="main", for_whom=_writes),
    Screen(name="review", path="/review", title="审核", place="main", for_whom=_reviews),
    Screen(name="submission", path="/review/{submission}", title="报送稿"),
    Screen(name="ledgers", path="/ledger", title="台账", place="main", for_whom=_writes),
    Screen(name="admin", path="/admin", title="管理", place="main", for_whom=_administers),
    Screen(name="help", path="/help", title="帮助", place="main"),
    Screen(name="notes", path=f"{_ONE}/notes", title="意见", place="assignment"),
    Screen(name="draft", path=f"{_ONE}/draft", title="起草", place="assignment"),
    Screen(name="coverage", path=f"{_ONE}/coverage", title="意见回应", place="assignment"),
    Screen(name="ledger", path=f"{_ONE}/ledger", title="台账", place="assignment"),
    Screen(name="sending", path=f"{_ONE}/sending", title="报送", place="assignment"),
    Screen(name="profile", path="/me", title="我的账号"),
    Screen(name="sign-in", path="/sign-in", title="登录", signed_in=False),
)
"""Every screen; a test holds that each has its template, module and style sheet, and no other."""
