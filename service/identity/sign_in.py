"""Signing in and staying signed in. Cookies and headers are the API's matter: values only here."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from service.errors import BadInput, Forbidden, Unauthenticated
from service.identity.passwords import Passwords
from service.identity.scopes import Scopes
from service.identity.tokens import csrf_of, hashed, new_token
from service.office.people import Credentials, KeyScope, NewSignIn, SignedIn
from service.scope import Scope
from service.store.attempts import Attempts, Patience, Subject
from service.store.credentials import CredentialBook
from service.store.database import Database
from service.store.people import People
from service.store.person_rows import plain_login
from service.store.sign_ins import SignIns
from service.value import Value

_BY_LOGIN = Patience(free=5, first_wait_s=5, longest_wait_s=900, window_s=86_400)
# A whole office may come from one address: more slips are forgiven, and sooner forgotten.
_BY_ADDRESS = Patience(free=30, first_wait_s=5, longest_wait_s=300, window_s=3_600)


class Terms(Value):
    """How long a sign-in lasts without use and at all, and how patient the door is."""

    idle: timedelta = timedelta(hours=12)
    longest: timedelta = timedelta(days=7)
    by_login: Patience = _BY_LOGIN
    by_address: Patience = _BY_ADDRESS


_DEFAULT_TERMS = Terms()


class Door:
    """Lets people in by password or by a provider's word, knows them again, lets them out."""

    def __init__(
        self, database: Database, passwords: Passwords, terms: Terms = _DEFAULT_TERMS
    ) -> None:
        self._passwords = passwords
        self._terms = terms
        self._people = People(database)
        self._credentials = CredentialBook(database)
        self._sign_ins = SignIns(database, idle=terms.idle)
        self._attempts = Attempts(database)
        self._scopes = Scopes(database)

    def sign_in(self, login: str, password: str, *, address: str) -> NewSignIn:
        """Signs a person in. ``address`` is where the request came from.

        Raises Unauthenticated, in the same words and after the same work whether the login, the
        password or the account is at fault; TooOften after too many failures.
        """
        found = self._credentials.of_login(login)
        known = self._proved(found, plain_login(login), password, address)
        if known is None or known.disabled:
            raise Unauthenticated("登录名或密码不对；如确认无误，请与管理员联系")
        return self.let_in(known, how="password")

    def let_in(self, known: Credentials, *, how: str) -> NewSignIn:
        """A sign-in for a person who has been proved. Raises Unauthenticated when the person is
        disabled, or got another password since ``known`` was read."""
        token, expires_at = new_token(), datetime.now(UTC) + self._terms.longest
        self._sign_ins.add(known, hashed(token), expires_at=expires_at, how=how)
        return NewSignIn(
            token=token, csrf=csrf_of(token), person=known.person, expires_at=expires_at
        )

    def signed_in(self, token: str) -> SignedIn:
        """Who a browser's token stands for, with what they reach now. Raises Unauthenticated."""
        found = self._sign_ins.find(hashed(token))
        if found is None:
            raise Unauthenticated("登录已失效，请重新登录")
        scope = self._scopes.scope_of(found.person)
        return SignedIn(scope=scope, csrf=csrf_of(token), expires_at=found.expires_at)

    def sign_out(self, token: str) -> None:
        """Ends one sign-in; one that has ended already is no mistake."""
        found = self._sign_ins.find(hashed(token))
        known = self._credentials.of_person(found.person) if found is not None else None
        if known is not None:
            themselves = Scope(person=known.person, name=known.name)
            self._sign_ins.end(themselves, hashed(token))

    def sign_out_everywhere(self, scope: Scope) -> None:
        """Ends every sign-in of the acting person."""
        self._sign_ins.end_all(scope)

    def change_password(
        self, scope: Scope, old: str, new: str, *, address: str, token: str = ""
    ) -> None:
        """The acting person's own change: every sign-in but that of ``token`` ends.

        Raises Forbidden for a wrong old password (they are signed in all the same), TooOften,
        BadInput for a new one that is too easy or the old one again.
        """
        known = self._credentials.of_person(scope.person)
        if isinstance(scope, KeyScope):
            raise Forbidden("用密钥不能改密码，请登录后办理")
        if known is None or known.password_hash is None:
            raise BadInput("您的账号没有设密码，请与管理员联系")
        if self._proved(known, known.login, old, address) is None:
            raise Forbidden("原密码不对")
        if old == new:
            raise BadInput("新密码不能与原密码相同")
        fresh = self._passwords.new_hash(new, login=known.login)
        self._people.change_own_password(scope, fresh, keep=hashed(token))

    def set_password(self, scope: Scope, person: str, password: str, *, version: int) -> None:
        """An administrator's act: the person is signed out everywhere. Raises as
        ``People.set_password``, and BadInput for a password that is too easy."""
        known = self._people.get(scope, person)
        fresh = self._passwords.new_hash(password, login=known.login)
        self._people.set_password(scope, person, fresh, version=version)

    def _proved(
        self, known: Credentials | None, login: str, password: str, address: str
    ) -> Credentials | None:
        """The person if the password is theirs; the attempt counts until it has succeeded."""
        by_login = Subject(
            name=f"login:{login}",
            patience=self._terms.by_login,
            shown=known.person if known else "unknown",
        )
        place = _network(address)
        by_address = Subject(name=f"address:{place}", patience=self._terms.by_address, shown=place)
        numbers = self._attempts.begin((by_login, by_address))
        good, better = self._passwords.verify(password, known.password_hash if known else None)
        if known is None or not good:
            return None
        self._attempts.succeeded(numbers, cleared=by_login)
        if better is None or known.password_hash is None:
            return known
        self._credentials.rehash(known.person, known.password_hash, better)
        return known.model_copy(update={"password_hash": better})


def _network(address: str) -> str:
    """What counts as one address: of IPv6 the half that a site is given, for everybody there can
    choose the rest at will."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(found if found.version == 4 else ip_network((found, 64), strict=False))
