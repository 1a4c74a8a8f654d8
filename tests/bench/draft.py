"""One full draft by a model of fixed speed: wall time over its lower bound, calls, prefix reuse.

The lower bound is max(critical path, total work / slots), from the sizes of the answers that the
server itself counted: an aspect's measures wait for its problems, the causes for all problems.
"""

import asyncio
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from service.bootstrap import House
from service.drafting import Snapshot, write
from service.kind import AspectSpec
from service.llm.compatible import CompatibleModel
from service.llm.endpoint import Endpoint
from service.pipelines.drafting import snapshot_of
from service.pipelines.ingest import ingest
from service.readers import read_notes
from service.samples import NOTES, PAPERS
from service.settings import Settings
from service.sorting import sort_notes
from tests.bench.measure import Line, least, limit
from tests.bench.model_process import ModelProcess, model_process
from tests.simulated_llm import Call, Speed

NAME = "draft"
UNIT, KIND, FILE = "青岚县水利局党组", "team-2025", "qinglan-water-2025.xlsx"
SPEED = Speed(first_token_s=0.3, tokens_per_s=400.0)
_ROUNDS = {1: 1, 4: 2, 16: 3}
_DEADLINE_S = 600.0


def run() -> Iterator[Line]:
    """At 1, 4 and 16 slots; then what the calls cost."""
    snapshot = _snapshot()
    yield Line("notes", f"{len(snapshot.drafted())} drafted, {len(snapshot.kind.aspects)} aspects")
    yield Line("model", f"{SPEED.first_token_s} s, then {SPEED.tokens_per_s:.0f} tokens/s")
    with model_process(Speed()) as quick:
        _draft(snapshot, quick, 16)
    calls: list[Call] = []
    with model_process(SPEED) as server:
        for slots, rounds in _ROUNDS.items():
            ratios = []
            for _ in range(rounds):
                wall, calls = _draft(snapshot, server, slots)
                bound = lower_bound(calls, snapshot.kind.aspects, slots)
                ratios.append(wall / bound)
            ratio = statistics.median(ratios)
            yield Line(f"{slots} slots, last draft", f"{wall:.2f} s of {bound:.2f} s")
            yield limit(f"{slots} slots: wall / lower bound", ratio, 1.05, "")
    yield from _costs(snapshot, calls)


def lower_bound(calls: Sequence[Call], aspects: Sequence[AspectSpec], slots: int) -> float:
    """Seconds below which no schedule can come."""
    problems: dict[str, float] = defaultdict(float)
    measures: dict[str, float] = defaultdict(float)
    causes = 0.0
    for call in calls:
        took = SPEED.first_token_s + call.completion_tokens / SPEED.tokens_per_s
        if call.shape == "CausesAnswer":
            causes += took
        else:
            held = problems if call.shape == "ProblemsAnswer" else measures
            held[_aspect(call, aspects)] += took
    chains = [took + measures[aspect] for aspect, took in problems.items()]
    path = max([*chains, max(problems.values()) + causes])
    work = sum(problems.values()) + sum(measures.values()) + causes
    return max(path, work / slots)


def _aspect(call: Call, aspects: Sequence[AspectSpec]) -> str:
    task = call.prompt.split("\nuser: ", 1)[1]
    places = {a.key: task.find(a.title) for a in aspects}
    return min((at, key) for key, at in places.items() if at >= 0)[1]


def _draft(snapshot: Snapshot, server: ModelProcess, slots: int) -> tuple[float, list[Call]]:
    model = CompatibleModel(Endpoint(base_url=server.base_url, model="simulated", slots=slots))
    began = time.perf_counter()
    asyncio.run(write(snapshot, model, deadline_s=_DEADLINE_S))
    return time.perf_counter() - began, server.calls()


def _costs(snapshot: Snapshot, calls: list[Call]) -> Iterator[Line]:
    filled = sum(bool(snapshot.filed(aspect)) for aspect in snapshot.kind.aspects)
    sections = 2 * filled + 1
    prompt = sum(call.prompt_tokens for call in calls)
    share = sum(call.cached_tokens for call in calls) / prompt
    yield limit(f"calls for {sections} sections", len(calls), sections + 3, "")
    yield Line("prompt tokens", f"{prompt}")
    yield Line("completion tokens", f"{sum(call.completion_tokens for call in calls)}")
    yield least("cached share of the prompt", share, 0.70)


def _snapshot() -> Snapshot:
    with (
        tempfile.TemporaryDirectory(prefix="duizhao-bench-") as folder,
        House(Settings(data_dir=Path(folder))) as house,
    ):
        kind = house.kinds[KIND]
        own = PAPERS / "qinglan-water"
        ingest([own], house.library_of(UNIT), use="own-past", kinds=house.kinds)
        notes = sort_notes(read_notes(NOTES / FILE).notes, kind).notes
        return snapshot_of(notes, kind, unit=UNIT, year=kind.year, library=house.library_of(UNIT))
