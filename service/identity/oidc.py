"""The door to Authlib: the house's own sign-in provider (OpenID Connect, code with PKCE).

Nothing is fetched but from the issuer that the operator named and the addresses it gives; no proxy
or certificate of the environment has a say.
"""

import re
import ssl
from collections.abc import Mapping
from functools import cached_property
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from pydantic import ValidationError

from service.errors import BadSettings, Unauthenticated
from service.identity.oidc_config import OidcConfig
from service.value import Value

__all__ = ["RETRY", "OidcConfig", "Provider", "named"]

# Public keys only: an HMAC "signed" with a public key, or no signature at all, proves nothing.
_ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
_TIMEOUT_S = 10.0
_LEEWAY_S = 60
RETRY = "请重新登录；如反复出现，请与管理员联系"


class _Metadata(Value):
    """What the provider says of itself, as far as it is used here."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    id_token_signing_alg_values_supported: tuple[str, ...] = ()
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class _Tokens(Value):
    """What the token endpoint gave."""

    id_token: str
    access_token: str | None = None


class _Keys(Value):
    """The provider's public keys."""

    keys: list[dict[str, Any]]


_Read = TypeVar("_Read", bound=Value)


class Provider:
    """Sends browsers to the provider and believes nothing of what comes back before its time."""

    def __init__(self, config: OidcConfig) -> None:
        """Raises BadSettings for an issuer that is not reached by https (or on loopback)."""
        if not _is_safe(config.issuer):
            raise BadSettings("设置 DUIZHAO_OIDC_ISSUER 不可用：须是 https 地址（本机测试除外）")
        self._config = config
        self._keys: KeySet | None = None

    @property
    def issuer(self) -> str:
        """The name by which the provider signs. Raises as ``address``."""
        return self._metadata.issuer

    def address(self, *, state: str, nonce: str, verifier: str) -> str:
        """Where a browser goes to sign in. Raises Unauthenticated when the provider does not
        answer, BadSettings when it is not the one that the operator named."""
        with self._client() as client:
            address, _ = client.create_authorization_url(
                self._metadata.authorization_endpoint,
                state=state,
                code_verifier=verifier,
                nonce=nonce,
            )
        return str(address)

    def claims(self, code: str, *, nonce: str, verifier: str) -> Mapping[str, Any]:
        """What the provider says of the person who came back with ``code``: the claims of an
        id_token of which everything holds (signature, issuer, audience, time, nonce).

        Raises Unauthenticated, saying what did not hold.
        """
        tokens = self._exchanged(code, verifier)
        try:
            token = self._decoded(tokens.id_token)
            claims = CodeIDToken(
                token.claims,
                token.header,
                {
                    "iss": {"essential": True, "value": self._metadata.issuer},
                    "aud": {"essential": True, "value": self._config.client_id},
                },
                {
                    "nonce": nonce,
                    "client_id": self._config.client_id,
                    "access_token": tokens.access_token,
                },
            )
            claims.validate(leeway=_LEEWAY_S)
        except (JoseError, ValueError, TypeError) as error:
            reason = named(str(getattr(error, "error", "")))
            raise Unauthenticated(f"统一身份认证的凭据没有通过校验{reason}，{RETRY}") from error
        return dict(claims)

    def _client(self) -> Any:
        config, methods = self._config, self._metadata.token_endpoint_auth_methods_supported
        secret = config.client_secret.get_secret_value()
        basic = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        return OAuth2Client(
            client_id=config.client_id,
            client_secret=secret or None,
            token_endpoint_auth_method=basic if secret else "none",
            scope=config.scopes,
            redirect_uri=config.redirect_uri,
            code_challenge_method="S256",
            timeout=_TIMEOUT_S,
            verify=self._trusted,
            trust_env=False,
        )

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        if not self._config.ca_file:
            return httpx2.create_ssl_context(trust_env=False)
        try:
            return ssl.create_default_context(cafile=self._config.ca_file)
        except OSError as error:
            raise BadSettings("设置 DUIZHAO_OIDC_CA_FILE 不可用：读不出证书") from error

    @cached_property
    def _metadata(self) -> _Metadata:
        issuer = self._config.issuer.rstrip("/")
        found = self._fetched(f"{issuer}/.well-known/openid-configuration")
        metadata = _read(_Metadata, found)
        if metadata.issuer.rstrip("/") != issuer:
            raise BadSettings("设置 DUIZHAO_OIDC_ISSUER 与认证服务自报的地址不一致，请核对")
        addresses = (metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri)
        if not all(_is_safe(address) for address in addresses):
            raise BadSettings("认证服务给出的地址不是 https，不能使用")
        return metadata

    def _fetched(self, address: str) -> object:
        try:
            with httpx2.Client(timeout=_TIMEOUT_S, verify=self._trusted, trust_env=False) as client:
                return client.get(address).raise_for_status().json()
        except (httpx2.HTTPError, ValueError) as error:
            raise Unauthenticated("统一身份认证暂时没有应答，请稍后再试") from error

    def _exchanged(self, code: str, verifier: str) -> _Tokens:
        try:
            with self._client() as client:
                tokens = client.fetch_token(
                    self._metadata.token_endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                )
        except OAuthError as error:
            raise Unauthenticated(f"统一身份认证不认这次登录，{RETRY}") from error
        except (httpx2.HTTPError, ValueError) as error:
            raise Unauthenticated("统一身份认证暂时没有应答，请稍后再试") from error
        return _read(_Tokens, dict(tokens))

    def _decoded(self, id_token: str) -> jwt.Token:
        offered = frozenset(self._metadata.id_token_signing_alg_values_supported) or _ALGORITHMS
        algorithms = sorted(_ALGORITHMS & offered)
        keys = self._keys or self._fetched_keys()
        try:
            return jwt.decode(id_token, keys, algorithms)
        except InvalidKeyIdError:
            # The provider may have changed its keys since they were fetched.
            return jwt.decode(id_token, self._fetched_keys(), algorithms)

    def _fetched_keys(self) -> KeySet:
        found = self._fetched(self._metadata.jwks_uri)
        self._keys = KeySet.import_key_set({"keys": _read(_Keys, found).keys})
        return self._keys


def named(error: str) -> str:
    """A provider's error code in brackets; "" for what is not one."""
    return f"（{error}）" if re.fullmatch(r"[a-z_]{1,40}", error) else ""


def _read(value: type[_Read], found: object) -> _Read:
    try:
        return value.model_validate(found)
    except ValidationError as error:
        # Without the cause: what the provider sent may hold tokens.
        del error
    raise Unauthenticated(f"统一身份认证的应答不完整，{RETRY}")


def _is_safe(address: str) -> bool:
    """Whether an address is https; plain http only where it does not leave the machine."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    try:
        return parts.scheme == "http" and ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.scheme == "http" and parts.hostname == "localhost"
