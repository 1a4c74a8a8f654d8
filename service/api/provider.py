"""Signing in at the house's own provider (OpenID Connect)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from service.api.acting import TheHouse
from service.api.errors import AT_PROVIDER
from service.api.keepable import Keepable
from service.api.sign_in import give_cookie
from service.bootstrap import House
from service.errors import NotFound
from service.identity.oidc_sign_in import OidcDoor

router = APIRouter(
    prefix="/sign-in/provider", tags=["登录"], responses=AT_PROVIDER, route_class=Keepable
)

_STATE = "duizhao-provider"
_WAIT_S = 600
_PATH = "/api/v1/sign-in/provider"


@router.get("", summary="到统一身份认证登录", status_code=303, response_class=Response)
def begin(
    house: TheHouse,
    goes_to: Annotated[str, Query(max_length=500, description="登录后到哪一页")] = "/",
) -> Response:
    """Sends the browser to the provider."""
    begun = _door(house).begin(goes_to)
    answer = RedirectResponse(begun.address, status_code=303)
    answer.set_cookie(
        _STATE,
        begun.state,
        max_age=_WAIT_S,
        path=_PATH,
        httponly=True,
        # The provider sends the browser back from another site, by a link.
        samesite="lax",
        secure=house.settings.secure,
    )
    return answer


@router.get("/return", summary="从统一身份认证回来", status_code=303, response_class=Response)
def finish(
    request: Request,
    house: TheHouse,
    state: Annotated[str, Query(max_length=500)] = "",
    code: Annotated[str, Query(max_length=4000)] = "",
    error: Annotated[str, Query(max_length=500)] = "",
) -> Response:
    """Signs the person in whom the provider vouches for, and sends the browser where it wanted."""
    done = _door(house).finish(
        state=state,
        browser_state=request.cookies.get(_STATE, ""),
        code=code,
        error=error,
    )
    answer = RedirectResponse(done.goes_to, status_code=303)
    answer.delete_cookie(_STATE, path=_PATH, secure=house.settings.secure)
    give_cookie(answer, house, done.sign_in)
    return answer


def _door(house: House) -> OidcDoor:
    door = house.office.registry.oidc
    if door is None:
        raise NotFound("没有设置统一身份认证（DUIZHAO_OIDC_ISSUER），请用登录名和密码登录")
    return door
