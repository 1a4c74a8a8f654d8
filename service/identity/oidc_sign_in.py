"""Signing in by the provider's word: who begins, who comes back, and whose account that is."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from service.errors import BadInput, Conflict, Unauthenticated
from service.identity.oidc import RETRY, Provider, named
from service.identity.oidc_config import OidcConfig
from service.identity.sign_in import Door
from service.identity.tokens import hashed, new_token, same
from service.office.people import Credentials, NewSignIn, PendingSignIn
from service.store.credentials import CredentialBook
from service.store.database import Database
from service.store.pending import PendingSignIns
from service.value import Value

_LONGEST_SUBJECT = 255
_LONGEST_PATH = 500


class OidcStart(Value):
    """Where to send the browser. ``state`` is to be kept in a short-lived HttpOnly cookie and given
    back to ``finish``: only the browser that began may finish."""

    address: str
    state: str


class OidcSignIn(Value):
    """A finished sign-in, and the path where the browser wanted to go."""

    sign_in: NewSignIn
    goes_to: str


class OidcDoor:
    """Signs people in whom the provider vouches for."""

    def __init__(self, database: Database, door: Door, config: OidcConfig) -> None:
        """Raises BadSettings as ``Provider``."""
        self._config = config
        self._provider = Provider(config)
        self._door = door
        self._credentials = CredentialBook(database)
        self._pending = PendingSignIns(database)

    def begin(self, goes_to: str = "/") -> OidcStart:
        """Starts a sign-in; ``goes_to`` is a path of ours. Raises as ``Provider.address``."""
        state, nonce, verifier = new_token(), new_token(), new_token()
        address = self._provider.address(state=state, nonce=nonce, verifier=verifier)
        pending = PendingSignIn(nonce=nonce, verifier=verifier, goes_to=own_path(goes_to))
        self._pending.add(hashed(state), pending)
        return OidcStart(address=address, state=state)

    def finish(
        self, *, state: str, browser_state: str, code: str = "", error: str = ""
    ) -> OidcSignIn:
        """Ends a sign-in: ``state``, ``code`` and ``error`` as the provider sent the browser back
        with, ``browser_state`` from its cookie. A state serves once.

        Raises Unauthenticated, saying what did not hold.
        """
        if not state or not same(state, browser_state):
            raise Unauthenticated(f"登录不是从这个浏览器开始的，或等得太久，{RETRY}")
        pending = self._pending.take(hashed(state))
        if pending is None:
            raise Unauthenticated(f"这次登录已用过或等得太久，{RETRY}")
        if error or not code:
            raise Unauthenticated(f"统一身份认证没有放行{named(error)}，{RETRY}")
        claims = self._provider.claims(code, nonce=pending.nonce, verifier=pending.verifier)
        sign_in = self._door.let_in(self._person(claims), how="provider")
        return OidcSignIn(sign_in=sign_in, goes_to=pending.goes_to)

    def _person(self, claims: Mapping[str, Any]) -> Credentials:
        """Whose account it is: by the provider's subject, else by the login that the claim says,
        else, where the operator wants that, a new one."""
        issuer, subject = self._provider.issuer, claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            raise Unauthenticated(f"统一身份认证的应答不完整，{RETRY}")
        known = self._credentials.of_subject(issuer, subject)
        return known or self._first_time(claims, issuer, subject)

    def _first_time(self, claims: Mapping[str, Any], issuer: str, subject: str) -> Credentials:
        login = self._login(claims)
        known = self._credentials.of_login(login) if login else None
        if known is not None:
            self._bind(known, issuer, subject)
            return known
        if not self._config.create:
            raise Unauthenticated("您在统一身份认证中的身份还没有对应的账号，请与管理员联系")
        return self._created(login or subject, _text(claims, "name"), issuer, subject)

    def _login(self, claims: Mapping[str, Any]) -> str:
        """The login that the operator's claim says; "" for none. An e-mail address counts only when
        the provider has verified it: else anybody could write down another's."""
        claim = self._config.login_claim
        if not claim or (claim == "email" and claims.get("email_verified") is not True):
            return ""
        login = _text(claims, claim)
        # Where the provider tells two names apart that are one login here (full-width letters,
        # ß and ss), the second must not get the first one's account.
        alike = unicodedata.is_normalized("NFKC", login) and login.lower() == login.casefold()
        return login if alike else ""

    def _bind(self, known: Credentials, issuer: str, subject: str) -> None:
        if known.disabled or not self._credentials.bind(
            known.person, issuer=issuer, subject=subject
        ):
            raise Unauthenticated("账号已停用，或已对应统一身份认证中的另一个身份，请与管理员联系")

    def _created(self, login: str, name: str, issuer: str, subject: str) -> Credentials:
        try:
            return self._credentials.create_from_provider(
                login, name or login, issuer=issuer, subject=subject
            )
        except (BadInput, Conflict) as error:
            raise Unauthenticated(
                "按统一身份认证给出的登录名或姓名建不了账号，请与管理员联系"
            ) from error


def own_path(address: str) -> str:
    """The address if it is a path of ours, else the first page: nobody is sent elsewhere."""
    outside = address[:2] in ("//", "/\\") or len(address) > _LONGEST_PATH
    plain = address.startswith("/") and address.isascii() and address.isprintable()
    return address if plain and not outside and "\\" not in address else "/"


def _text(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    return found.strip() if isinstance(found, str) else ""
