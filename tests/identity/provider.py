"""A small OpenID provider over HTTP on loopback: it holds clients to code and PKCE, and lies on
request (``fault``)."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT = "duizhao"
CLIENT_SECRET = "a secret of client and provider"  # noqa: S105 - it guards nothing
REDIRECT = "https://duizhao.example/api/v1/sign-in/oidc/finish"

CLAIM_FAULTS: dict[str, dict[str, Any]] = {
    "wrong nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "wrong audience": {"aud": "another-client"},
    "no audience": {"aud": None},
    "another's token for several": {"aud": [CLIENT, "another"], "azp": "another"},
    "wrong issuer": {"iss": "https://provider.example"},
    "expired": {"exp": 1_600_000_000},
    "no expiry": {"exp": None},
    "an expiry in words": {"exp": "tomorrow"},
    "from the future": {"iat": 4_000_000_000},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "a numeric subject": {"sub": 7},
    "wrong access token hash": {"at_hash": "x" * 22},
}
SIGNING_FAULTS = ("bad signature", "alg none", "alg HS256 by the public key", "unknown kid")
ANSWER_FAULTS = ("refused", "broken down", "not JSON", "no id_token", "id_token of garbage")


class Provider:
    """What it knows of its one person, and how it lies."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {"sub": "subject-1", "name": "王同志"}
        self.fault = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.key = RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"})
        self.issuer = ""
        self.metadata: dict[str, Any] = {}
        self.authorization_seen: str = ""

    def rotate(self) -> None:
        """From now on another key signs, and only that one is published."""
        self.key = RSAKey.generate_key(
            2048, {"kid": secrets.token_hex(4), "use": "sig", "alg": "RS256"}
        )

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            **self.metadata,
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser goes once its person has signed in here."""
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["redirect_uri"] == REDIRECT
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{REDIRECT}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, bytes]:
        """The answer of the token endpoint."""
        self.authorization_seen = authorization
        asked = self.codes.pop(form.get("code", ""), None)
        verifier = form.get("code_verifier", "")
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        proved = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        if (
            asked is None
            or self.fault == "refused"
            or asked["code_challenge"] != challenge.rstrip(b"=").decode()
            or form.get("redirect_uri") != REDIRECT
            or authorization != f"Basic {proved}"
        ):
            return 400, json.dumps({"error": "invalid_grant"}).encode()
        return self._answer(asked["nonce"])

    def _answer(self, nonce: str) -> tuple[int, bytes]:
        if self.fault == "broken down":
            return 503, b"maintenance"
        if self.fault == "not JSON":
            return 200, b"<html>welcome</html>"
        tokens = {"access_token": "access", "token_type": "Bearer"}
        if self.fault != "no id_token":
            tokens["id_token"] = self._id_token(nonce)
        return 200, json.dumps(tokens).encode()

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.claims,
            **CLAIM_FAULTS.get(self.fault, {}),
        }
        return self._signed({name: value for name, value in claims.items() if value is not None})

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.fault == "id_token of garbage":
            return "garbage.of.parts"
        if self.fault == "alg none":
            parts = ({"alg": "none", "kid": "first"}, claims)
            return ".".join(_part(json.dumps(part).encode()) for part in parts) + "."
        if self.fault == "alg HS256 by the public key":
            # What fools a client that takes the algorithm from the token and the key from JWKS.
            key = OctKey.import_key(_part(self.key.as_pem(private=False)))
            return jwt.encode({"alg": "HS256", "kid": "first"}, claims, key)
        kid = "nobody's" if self.fault == "unknown kid" else self.key.kid
        token = jwt.encode({"alg": "RS256", "kid": kid}, claims, self.key)
        if self.fault == "bad signature":
            head, _, signature = token.split(".")
            forged = _part(json.dumps({**claims, "sub": "somebody-else"}).encode())
            return f"{head}.{forged}.{signature}"
        return token


def _part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider that answers until the end."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if asked.path == "/authorize":
                query = {name: values[0] for name, values in parse_qs(asked.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(query))
                self.end_headers()
            elif asked.path == "/jwks":
                self._json(200, json.dumps({"keys": [provider.key.as_dict(private=False)]}))
            elif asked.path == "/.well-known/openid-configuration":
                self._json(200, json.dumps(provider.discovery()))
            else:
                self._json(404, "{}")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            status, answer = provider.token(form, self.headers.get("Authorization", ""))
            self._json(status, answer.decode())

        def _json(self, status: int, text: str) -> None:
            content = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
