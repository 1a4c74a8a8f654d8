"""Whether the service lives and works, for whoever watches over it. Nothing here names anybody."""

from fastapi import APIRouter, Request, Response

from service.api.acting import TheHouse
from service.api.jobs import TheJobs
from service.care.health import Readiness, ready
from service.errors import Unauthenticated
from service.identity.tokens import same
from service.value import Value

router = APIRouter(include_in_schema=False)


class Alive(Value):
    """The process answers."""

    status: str = "ok"


@router.get("/healthz")
def healthz() -> Alive:
    """Whether the process answers at all."""
    return Alive()


@router.get("/readyz")
def readyz(house: TheHouse, jobs: TheJobs, response: Response) -> Readiness:
    """Whether requests can be done, and jobs where this process does them; 503 where they cannot. A
    model that is gone is told, and makes nothing unready: everything works without one."""
    found = ready(house, jobs=jobs.doing)
    response.status_code = 200 if found.ready else 503
    return found


@router.get("/metrics")
def metrics(request: Request, house: TheHouse) -> Response:
    """Prometheus. Where people sign in, the monitoring system shows the token set for it."""
    if not request.app.state.local:
        token = house.settings.metrics_token.get_secret_value()
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not token or not same(given, token):
            raise Unauthenticated("请出示为监控设置的令牌（DUIZHAO_METRICS_TOKEN）")
    return Response(house.metrics.render(), media_type="text/plain; version=0.0.4; charset=utf-8")
