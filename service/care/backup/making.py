"""Making a backup while others work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from service import __version__
from service.care.backup import rows
from service.care.backup.archive import Writer, writing
from service.care.backup.manifest import (
    FOLDERS,
    NAME,
    Manifest,
    Step,
    file_in,
    original_member,
    table_member,
)
from service.errors import BadInput
from service.store.database import Database
from service.store.originals import OriginalDamaged, OriginalFiles
from service.store.upgrade import version_of

_SUFFIX = ".tar"


@dataclass(frozen=True, slots=True)
class Source:
    """What is backed up: a database, the originals its rows name, and a data directory."""

    database: Database
    originals: OriginalFiles
    data_dir: Path


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup."""

    path: Path
    manifest: Manifest


def make_backup(source: Source, into: Path, step: Step) -> Made:
    """Writes a backup as of one moment to the file ``into`` (``.tar``), or into that folder under a
    name of its own. An original that is damaged already does not stop it: the manifest names it.

    Raises BadInput when the file exists or the place cannot be written.
    """
    made_at = datetime.now(UTC)
    path = _place(into, made_at)
    try:
        with writing(path) as writer:
            manifest = _write(source, writer, made_at, step)
    except OSError as error:
        raise BadInput(f"{path}：备份写不下去（{error.strerror}），没有留下半份文件") from error
    return Made(path, manifest)


def _place(into: Path, at: datetime) -> Path:
    path = into
    if into.suffix != _SUFFIX:
        path = into / f"duizhao-{at:%Y%m%dT%H%M%S%f}Z{_SUFFIX}"
    if path.exists():
        raise BadInput(f"{path}：已经存在，不覆盖旧备份，请换个文件名")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{path.parent}：建不了文件夹（{error.strerror}）") from error
    return path


def _write(source: Source, writer: Writer, made_at: datetime, step: Step) -> Manifest:
    with rows.snapshot(source.database) as connection:
        for done, table in enumerate(rows.TABLES, 1):
            writer.add(table_member(table.name), rows.lines(connection, table))
            step(done, len(rows.TABLES), f"数据表 {table.name}")
        named = rows.originals(connection)
        manifest = Manifest(
            program=__version__,
            schema_version=version_of(connection),
            database=connection.dialect.name,
            made_at=made_at,
            tables=rows.counts(connection),
            numbers=rows.numbers(connection),
            audit_head=rows.audit_head(connection),
            left_out=rows.LEFT_OUT,
            members=(),
        )
    for name, path in _files(source.data_dir):
        writer.add(name, [path.read_bytes()])
    missing = _add_originals(source.originals, writer, named, step)
    whole = manifest.model_copy(update={"missing": missing, "members": tuple(writer.members)})
    writer.add(NAME, [whole.to_json(indent=1).encode()])
    return whole


def _add_originals(
    files: OriginalFiles, writer: Writer, named: list[tuple[str, str]], step: Step
) -> tuple[str, ...]:
    # The moment of the rows is over by now. A file whose row was removed since then is still
    # there: the sweep leaves it alone for a day.
    missing = []
    for done, (unit, digest) in enumerate(named, 1):
        try:
            writer.add(original_member(unit, digest), files.pieces(unit, digest))
        except OriginalDamaged:
            missing.append(f"{unit}/{digest}")
        step(done, len(named), "原始文件")
    return tuple(missing)


def _files(data_dir: Path) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((data_dir / folder).rglob("*")):
            name = path.relative_to(data_dir).as_posix()
            if file_in(name) and path.is_file() and not path.is_symlink():
                yield name, path
