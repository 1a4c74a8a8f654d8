"""Random secrets that stand for a person. The database keeps their SHA-256 only: they are too long
to be guessed, so a slow hash would add nothing."""

import hashlib
import hmac
import secrets

_KEY_PREFIX = "dz_"
_SHOWN = 9


def new_token() -> str:
    """256 random bits, fit for a cookie or an address."""
    return secrets.token_urlsafe(32)


def new_key() -> str:
    """A new API key: 256 random bits after a prefix by which scanners for secrets find it."""
    return _KEY_PREFIX + new_token()


def prefix_of(key: str) -> str:
    """The first characters of an API key, by which a person recognises it."""
    return key[:_SHOWN]


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_of(token: str) -> str:
    """The CSRF token that belongs to a sign-in's token. Who has read one does not know the other,
    and any process can tell it anew, so that nothing of it is kept."""
    key = token.encode("utf-8", "surrogatepass")
    return hmac.new(key, b"duizhao csrf", hashlib.sha256).hexdigest()


def same(given: str, expected: str) -> bool:
    """Whether two secrets are equal, in a time that tells nothing of where they differ."""
    sides = (side.encode("utf-8", "surrogatepass") for side in (given, expected))
    return hmac.compare_digest(*sides)
