"""Takes out of a line for the log whatever nobody may read there."""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote

from pydantic import SecretStr

from service.language.personal import without_details
from service.settings import Settings

HIDDEN = "［已隐去］"
_SHORTEST = 4
"""A secret of fewer characters would hide half of every line."""
_ID = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{24}(?![0-9a-zA-Z])")
_PATTERNS = (
    # The password of an address: scheme://user:password@host.
    re.compile(r"(?P<keep>[a-z][a-z0-9+.-]{0,30}://[^\s:/@]{0,100}:)\S+(?=@)", re.IGNORECASE),
    re.compile(r"(?P<keep>\b(?:bearer|basic|digest)\s+)[^\s\"',;]+", re.IGNORECASE),
    re.compile(r"(?P<keep>\b(?:set-)?cookie[\"']?\s*[:=]\s*).+", re.IGNORECASE),
    re.compile(
        r"(?P<keep>[\w-]{0,40}(?:passw(?:or)?d|passwd|pwd|secret|token|api[-_]?key|authorization|密码|口令|密钥)"
        r"[\"']?\s*[:=：]\s*[\"']?)[^\s\"',;&）)]+",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<keep>)\b(?:sk|dz|duizhao)[-_][A-Za-z0-9_-]{12,}"),
)


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Every secret value of the settings, and the password in the database address."""
    values = [getattr(settings, name) for name in type(settings).model_fields]
    found = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
    address = re.match(r"[^:]+://[^:/@]*:([^@]+)@", settings.database_url)
    return tuple(secret for secret in (*found, address[1] if address else "") if secret)


class Redaction:
    """Knows the secrets of this process. Call it with a text, get it without."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {
            form
            for secret in secrets
            if len(secret) >= _SHORTEST
            # As it is, as an address or a JSON string spells it.
            for form in (secret, quote(secret, safe=""), json.dumps(secret)[1:-1])
        }
        longest_first = sorted(forms, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def __call__(self, text: str) -> str:
        """``text`` without secrets, and with a stand-in for each personal detail."""
        text = self._secrets.sub(HIDDEN, text)
        for pattern in _PATTERNS:
            text = pattern.sub(rf"\g<keep>{HIDDEN}", text)
        # Ids are half digits: a row of them is not taken for somebody's number.
        parts, at = [], 0
        for found in _ID.finditer(text):
            parts += [without_details(text[at : found.start()]), found.group()]
            at = found.end()
        return "".join([*parts, without_details(text[at:])])
