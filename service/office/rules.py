"""What a unit changes in the rules (规则配置): kept by the service, beside the folders of files."""

from datetime import datetime

from service.value import Value


class UnitRules(Value):
    """A unit's own overlay as the YAML it was given in; "" changes nothing. ``version`` counts its
    changes, 0 before the first."""

    unit: str
    body: str = ""
    updated_by: str = ""
    updated_at: datetime | None = None
    version: int = 0
