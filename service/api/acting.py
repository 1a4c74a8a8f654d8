"""Who acts in a request, and whether they may do what the route does.

A program shows an API key; a browser its cookie, and with every change the token that only our own
pages can read. On a machine of one's own (local mode) nobody signs in: there the request has to
come from this machine's own pages, which a foreign page in the same browser can not pretend.
"""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from service.bootstrap import House
from service.errors import Forbidden, Unauthenticated
from service.identity.tokens import same
from service.office.people import KeyScope, SignedIn
from service.scope import Permission, Scope

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_CSRF = "x-csrf-token"


def cookie_name(house: House) -> str:
    """The name of the sign-in's cookie. With https the prefix keeps other hosts from setting it."""
    return "__Host-duizhao" if house.settings.secure else "duizhao"


def acting(request: Request) -> Scope:
    """Whoever acts, worked out once a request. Raises Unauthenticated, Forbidden."""
    known: Scope | None = getattr(request.state, "scope", None)
    return acting_now(request) if known is None else known


def acting_now(request: Request) -> Scope:
    """As ``acting``, worked out anew: for an answer so long that a role or a key may be taken away
    before its end."""
    request.state.scope = scope = _acting(request)
    return scope


def signed_in(request: Request) -> SignedIn | None:
    """The sign-in of the browser's cookie, None without one. Raises Unauthenticated for one that
    has ended."""
    token = token_of(request)
    house: House = request.app.state.house
    return house.office.door.signed_in(token) if token else None


def token_of(request: Request) -> str:
    """The token in the browser's cookie, "" without one."""
    return request.cookies.get(cookie_name(request.app.state.house), "")


def _acting(request: Request) -> Scope:
    house: House = request.app.state.house
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme:
        if scheme.lower() != "bearer":
            raise Unauthenticated("只认 Authorization: Bearer 加 API 密钥")
        return house.office.keys.scope_of(key.strip())
    if request.app.state.local:
        _from_this_machine(request)
        return house.office.scopes.local("本机")
    found = signed_in(request)
    if found is None:
        raise Unauthenticated("请先登录，或用 API 密钥")
    if request.method not in _SAFE:
        if not same(request.headers.get(_CSRF, ""), found.csrf):
            raise Forbidden("页面已过期，请刷新后再试")
        from_own_page(request)
    return found.scope


def _from_this_machine(request: Request) -> None:
    """Refuses another name for this machine (DNS rebinding) and other sites' pages."""
    if urlsplit(f"//{request.headers.get('host', '')}").hostname not in LOOPBACK:
        raise Forbidden("本机模式只接受 127.0.0.1 或 localhost 这个地址")
    from_own_page(request, safe_too=True)


def from_own_page(request: Request, *, safe_too: bool = False) -> None:
    """Refuses what another site's page sends. Raises Forbidden."""
    site = request.headers.get("sec-fetch-site", "none")
    origin = request.headers.get("origin")
    foreign = site not in ("none", "same-origin") or (
        origin is not None and urlsplit(origin).netloc != request.headers.get("host", "")
    )
    if foreign and (safe_too or request.method not in _SAFE):
        raise Forbidden("请求来自别的网站，已拒绝")


class Needs:
    """A dependency: the scope of whoever acts, if they have the permission."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    def __call__(self, request: Request) -> Scope:
        """The scope. Raises Forbidden."""
        scope = acting(request)
        if not scope.may(self.permission):
            raise Forbidden("这把密钥没有办这件事的权限")
        return scope


Reads = Annotated[Scope, Depends(Needs("read"))]
Writes = Annotated[Scope, Depends(Needs("write"))]
Drafts = Annotated[Scope, Depends(Needs("draft"))]
Submits = Annotated[Scope, Depends(Needs("submit"))]
Reviews = Annotated[Scope, Depends(Needs("review"))]
Administers = Annotated[Scope, Depends(Needs("administer"))]


def _themselves(scope: Reads) -> Scope:
    """A person's own affairs are no program's: a key must not end what it does not stand for."""
    if isinstance(scope, KeyScope):
        raise Forbidden("用密钥不能办这件事，请登录后办理")
    return scope


Themselves = Annotated[Scope, Depends(_themselves)]
"""The acting person, who came without a key."""


def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


TheHouse = Annotated[House, Depends(_house)]
