"""Jobs: what became of long work, as it happens."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from service.api.acting import Drafts, Reads, acting_now
from service.api.errors import CONFLICT
from service.api.keepable import Keepable
from service.api.paging import Page, TheSpan, page_of
from service.api.words import MOST, InPath
from service.errors import Forbidden, NotFound, Unauthenticated
from service.jobs import Jobs
from service.office.jobs import FINAL, Job, JobEvent, TokenUse
from service.scope import Scope
from service.value import Value

router = APIRouter(tags=["任务"], route_class=Keepable)

LOOK_S = 0.3
"""How often the events of a job are looked for, by whatever process they were told."""
KEEP_ALIVE_LOOKS = 40
_LOOKS_UNASKED = 6
"""Looks for which whoever listens is believed without being asked again who they are."""
_Id = Query(pattern=r"^[0-9a-f]{24}$")


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


TheJobs = Annotated[Jobs, Depends(_jobs)]


class EventList(Value):
    """What a job has told so far."""

    items: tuple[JobEvent, ...] = ()


def accepted(response: Response, job: Job) -> Job:
    """Says where an accepted job is found."""
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return job


@router.get("/jobs", summary="列出任务")
def jobs(
    found: TheJobs,
    scope: Reads,
    span: TheSpan,
    unit: Annotated[str | None, _Id] = None,
    assignment: Annotated[str | None, _Id] = None,
    state: Annotated[
        list[Literal["queued", "running", "waiting", "done", "failed", "cancelled"]] | None,
        Query(),
    ] = None,
) -> Page[Job]:
    """The newest first."""
    listed = found.list(
        scope,
        unit=unit,
        assignment=assignment,
        states=state or (),
        before=span.after,
        limit=span.limit + 1,
    )
    return page_of(listed, span, lambda job: job.id)


@router.get("/jobs/{job}", summary="看一个任务")
def job(found: TheJobs, scope: Reads, job: InPath) -> Job:
    """One job; its ``result`` when it is done, its ``cause`` when it failed or waits."""
    return found.get(scope, job)


@router.get("/jobs/{job}/history", summary="任务已报告的进展")
def history(
    found: TheJobs, scope: Reads, job: InPath, after: Annotated[int, Query(ge=0, le=MOST)] = 0
) -> EventList:
    """What the job has told, all at once."""
    return EventList(items=found.events(scope, job, after))


async def _begun(
    request: Request,
    job: InPath,
    scope: Reads,
    last_event_id: Annotated[str | None, Header(description="从哪一条之后接着报")] = None,
) -> tuple[Scope, int]:
    """Whether there is such a job, before the answer begins; and after which event to go on."""
    await run_in_threadpool(_jobs(request).get, scope, job)
    known = (last_event_id or "").strip()
    return scope, int(known) if known.isdecimal() and len(known) < 10 else 0


@router.get("/jobs/{job}/events", summary="任务的进展（SSE）", response_class=EventSourceResponse)
async def events(
    request: Request,
    found: TheJobs,
    job: InPath,
    begun: Annotated[tuple[Scope, int], Depends(_begun)],
) -> AsyncIterator[ServerSentEvent]:
    """The events as they come, until the job has ended. Whoever lost the line says in
    Last-Event-ID what they heard last and misses nothing."""
    scope, after = begun
    looks = quiet = 0
    while not await request.is_disconnected():
        looks += 1
        try:
            if looks % _LOOKS_UNASKED == 0:
                scope = await run_in_threadpool(acting_now, request)
            # Asked before the events are read: what is told in between is read in the next round.
            over = (await run_in_threadpool(found.get, scope, job)).state in FINAL
            fresh = await run_in_threadpool(found.events, scope, job, after)
        except (Unauthenticated, Forbidden, NotFound):
            # A role, a key or the sign-in was taken away meanwhile.
            return
        for event in fresh:
            after, quiet = event.number, 0
            yield ServerSentEvent(
                data=event.model_dump(mode="json"), event=event.kind, id=str(event.number)
            )
        if over:
            return
        quiet += 1
        if quiet % KEEP_ALIVE_LOOKS == 0:
            yield ServerSentEvent(comment="…")
        await asyncio.sleep(LOOK_S)


@router.get("/jobs/{job}/tokens", summary="任务的模型用量")
def tokens(found: TheJobs, scope: Reads, job: InPath) -> TokenUse:
    """What the job asked of the model."""
    return found.use_of(scope, job)


@router.post("/jobs/{job}/cancel", summary="取消任务", responses=CONFLICT)
def cancel(found: TheJobs, scope: Drafts, job: InPath) -> Job:
    """Ends the job; nothing half done is kept."""
    return found.cancel(scope, job)


@router.post("/jobs/{job}/resume", summary="接着做失败的任务", status_code=202, responses=CONFLICT)
def resume(found: TheJobs, scope: Drafts, job: InPath, response: Response) -> Job:
    """Goes on after the last finished step; nothing that was paid for is paid again."""
    return accepted(response, found.resume(scope, job))


@router.post(
    "/jobs/{job}/without-model", summary="不等模型，接着做", status_code=202, responses=CONFLICT
)
def without_model(found: TheJobs, scope: Drafts, job: InPath, response: Response) -> Job:
    """Has a job that waits for the model do the rest without it."""
    return accepted(response, found.go_on_without_model(scope, job))
