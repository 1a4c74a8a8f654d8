"""Whether a model stands inside the house: an address is told by its host alone, nothing is asked.

On the premises are loopback, RFC 1918, RFC 4193 and link-local addresses, names without a dot, and
names that end as only local networks name them (RFC 6762, RFC 6761). Anything else is external,
and so is whatever cannot be read for certain.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Literal
from urllib.parse import urlsplit

from service.errors import BadSettings

External = Literal["auto", "true", "false"]
Checks = Literal["auto", "on", "off"]

_INSIDE = tuple(
    ip_network(net)
    for net in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)
_LOCAL_ENDINGS = (".local", ".lan", ".internal", ".localhost")
# All digits, or hexadecimal, without a dot: resolvers read it as a number, which is any address.
_BARE_NAME = re.compile(r"(?!0x|\d+$)[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?")
_NAME = re.compile(r"[a-z0-9_.-]+")


def is_external(base_url: str, external: External = "auto") -> bool:
    """Whether the server of ``base_url`` is outside the house; ``external`` decides unless "auto".

    Raises BadSettings when ``base_url`` names no host.
    """
    if external != "auto":
        return external == "true"
    host = _host(base_url)
    try:
        return not _is_inside(ip_address(host))
    except ValueError:
        return not _is_local_name(host)


def allowed(base_url: str, *, external: External = "auto", checks: Checks = "auto") -> bool:
    """Whether a model may be asked about checked papers (``service.checks.advising``).

    Never without ``base_url``; "auto" allows a model on the premises and no other.
    """
    if not base_url or checks == "off":
        return False
    return checks == "on" or not is_external(base_url, external)


def _host(base_url: str) -> str:
    try:
        parts = urlsplit(base_url if "://" in base_url else f"//{base_url}")
        host = parts.hostname or ""
    except ValueError:
        host = ""
    # Programs disagree on what a backslash means in an address: no host can be told from it.
    # The address itself is not told back: some carry a password.
    if not host or "\\" in base_url:
        raise BadSettings(
            "设置 DUIZHAO_LLM_BASE_URL 不可用：看不出主机名，应形如 http://主机名:端口/v1"
        )
    return host.rstrip(".").lower()


def _is_inside(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return _is_inside(address.ipv4_mapped)
    return any(address in net for net in _INSIDE if net.version == address.version)


def _is_local_name(host: str) -> bool:
    if "." not in host:
        return bool(_BARE_NAME.fullmatch(host))
    return bool(_NAME.fullmatch(host)) and host.endswith(_LOCAL_ENDINGS)
