"""Signing in and out, and who is signed in."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field, SecretStr

from service.api.acting import (
    Reads,
    TheHouse,
    Themselves,
    cookie_name,
    from_own_page,
    signed_in,
    token_of,
)
from service.api.errors import SIGNING_IN
from service.api.keepable import Keepable
from service.bootstrap import House
from service.office.people import NewSignIn
from service.scope import Permission
from service.value import Value

router = APIRouter(tags=["登录"], route_class=Keepable)

Secret = Annotated[SecretStr, Field(min_length=1, max_length=1000)]


class SignInBody(BaseModel):
    """Login and password."""

    login: str = Field(min_length=1, max_length=100, examples=["bangongshi"])
    password: Secret = Field(examples=["水闸门前一共七份台账"])


class PasswordBody(BaseModel):
    """A change of one's own password."""

    old: Secret
    new: Secret


class Me(Value):
    """Who acts, and what they reach, by unit id. ``csrf`` goes into the header X-CSRF-Token of
    every change that a browser asks for; programs with a key have none."""

    person: str
    name: str
    local: bool
    writes: tuple[str, ...]
    heads: tuple[str, ...]
    reviews: tuple[str, ...]
    administers: tuple[str, ...]
    house: bool
    permissions: tuple[Permission, ...]
    csrf: str = ""
    expires_at: datetime | None = None


@router.post("/sign-in", summary="登录", responses=SIGNING_IN)
def sign_in(request: Request, response: Response, house: TheHouse, body: SignInBody) -> Me:
    """Signs a person in: the cookie stands for them from here on."""
    # Another site must not sign a browser in under an account of its own choice.
    from_own_page(request)
    address = request.client.host if request.client else ""
    made = house.office.door.sign_in(body.login, body.password.get_secret_value(), address=address)
    give_cookie(response, house, made)
    found = house.office.door.signed_in(made.token)
    request.state.scope = found.scope
    return _me(request, csrf=found.csrf, expires_at=found.expires_at)


@router.post("/sign-out", summary="退出登录", status_code=204)
def sign_out(request: Request, response: Response, house: TheHouse, _: Themselves) -> None:
    """Ends this browser's sign-in."""
    token = token_of(request)
    if token:
        house.office.door.sign_out(token)
    response.delete_cookie(cookie_name(house), path="/", secure=house.settings.secure)


@router.post("/sign-out/everywhere", summary="在所有地方退出登录", status_code=204)
def sign_out_everywhere(house: TheHouse, scope: Themselves) -> None:
    """Ends every sign-in of the acting person."""
    house.office.door.sign_out_everywhere(scope)


@router.post("/me/password", summary="改自己的密码", status_code=204)
def change_password(
    request: Request, house: TheHouse, scope: Themselves, body: PasswordBody
) -> None:
    """The acting person's new password; every other sign-in ends."""
    house.office.door.change_password(
        scope,
        body.old.get_secret_value(),
        body.new.get_secret_value(),
        address=request.client.host if request.client else "",
        token=token_of(request),
    )


@router.get("/me", summary="我是谁，能办什么")
def me(request: Request, _: Reads) -> Me:
    """Who acts in this request."""
    return who_acts(request)


def give_cookie(response: Response, house: House, made: NewSignIn) -> None:
    """Hands a fresh sign-in to the browser."""
    response.set_cookie(
        cookie_name(house),
        made.token,
        expires=made.expires_at,
        path="/",
        httponly=True,
        samesite="lax",
        secure=house.settings.secure,
    )


def who_acts(request: Request) -> Me:
    """Who acts in this request, as ``GET /me`` tells it, once ``acting`` has found it out."""
    found = None if request.app.state.local or not token_of(request) else signed_in(request)
    if found is None or found.scope.person != request.state.scope.person:
        return _me(request)
    return _me(request, csrf=found.csrf, expires_at=found.expires_at)


def _me(request: Request, csrf: str = "", expires_at: datetime | None = None) -> Me:
    scope = request.state.scope
    return Me(
        person=scope.person,
        name=scope.name,
        local=request.app.state.local,
        writes=tuple(sorted(scope.writes)),
        heads=tuple(sorted(scope.heads)),
        reviews=tuple(sorted(scope.reviews)),
        administers=tuple(sorted(scope.administers)),
        house=scope.house,
        permissions=tuple(sorted(scope.permissions)),
        csrf=csrf,
        expires_at=expires_at,
    )
