"""Which answers a service gave that its document does not announce, by the service's own count."""

import re
from typing import Any

from service.bootstrap import House

_COUNTED = re.compile(r"^duizhao_http_requests_total\{(.*)\} \S+$", re.MULTILINE)
_LABEL = re.compile(r'(\w+)="([^"]*)"')


def given(house: House) -> set[tuple[str, str]]:
    """Every route ("GET /api/v1/units") with a status that it answered since the house opened."""
    found = set()
    for labels in _COUNTED.findall(house.metrics.render().decode()):
        said = dict(_LABEL.findall(labels))
        found.add((f"{said['method']} {said['route']}", said["status"]))
    return found


def unannounced(house: House, document: dict[str, Any]) -> list[str]:
    """Routes of the document with statuses that they gave and do not announce. What belongs to no
    route, an unknown address or method, is not theirs."""
    told = {
        f"{method.upper()} {path}": set(route["responses"])
        for path, methods in document["paths"].items()
        for method, route in methods.items()
    }
    return sorted(
        f"{route} {status}"
        for route, status in given(house)
        if route in told and status not in told[route]
    )
