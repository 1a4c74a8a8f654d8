"""The checks of ``duizhao doctor``, in the order in which people should mend what they find."""

from typing import cast

from service.care.checks import (
    audit_chain,
    clock,
    database,
    disk,
    embedding,
    fonts,
    job_queue,
    lock,
    model,
    office_suite,
    permissions,
    variables,
    vectors,
)
from service.care.finding import Check

CHECKS: tuple[Check, ...] = cast(
    "tuple[Check, ...]",
    (
        variables,
        disk,
        permissions,
        database,
        audit_chain,
        lock,
        clock,
        job_queue,
        model,
        embedding,
        vectors,
        fonts,
        office_suite,
    ),
)
