"""The vectors: as many as there are chunks, unit by unit."""

from collections.abc import Iterator

from sqlalchemy import select

from service.care.finding import Finding, Surroundings, ok, problem, warning
from service.care.looking import current_database
from service.errors import LibraryBusy
from service.store.tables import ChunkRow
from vectorstore.errors import StoreError

NAME, TITLE, SECONDS = "vectors", "向量库", 60.0


def look(around: Surroundings) -> Iterator[Finding]:
    """Holds the vectors against the table of chunks, which is the truth."""
    with current_database(around.settings) as database:
        if database is None:
            yield ok("还没有资料")
            return
        with database.engine.connect() as connection:
            units = connection.scalars(select(ChunkRow.unit_id).distinct()).all()
    if not units:
        yield ok("还没有资料")
        return
    try:
        search = around.search()
        lagging = sum(not search.is_whole(unit) for unit in units)
    except LibraryBusy:
        yield ok("服务正在使用向量库，由它自行核对")
        return
    except StoreError:
        yield problem(
            "向量库打不开", "检索暂时只按字面进行；向量库会由资料自动重建，仍不行请删去其文件夹"
        )
        return
    if lagging:
        yield warning(
            f"{lagging} 个单位的向量还没有补齐（共 {len(units)} 个单位）",
            "启动 duizhao serve 后会自动补齐，期间按字面检索",
        )
    else:
        yield ok(f"{len(units)} 个单位的向量齐全")
