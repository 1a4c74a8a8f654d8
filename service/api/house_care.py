"""Care of the installation, for administrators of the whole house: its settings, what is wrong
with it, and its backups. Backups cannot be fetched: they hold every unit's content, which no
administrator may see."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field

from service.api.acting import Administers, TheHouse
from service.api.errors import CONFLICT
from service.api.keepable import Keepable
from service.care.backup import Source
from service.care.backup.kept import NAME, BackupCheck, BackupList, KeptBackups
from service.care.checks import CHECKS
from service.care.doctor import Report, examine
from service.care.finding import Surroundings
from service.care.settings_shown import ShownSetting, shown
from service.errors import BadInput, Conflict, Forbidden
from service.scope import Scope
from service.value import Value

router = APIRouter(prefix="/house", tags=["维护"], route_class=Keepable)

_EXAMINING = threading.Lock()
"""One examination at a time: each starts a dozen threads and asks the model."""


class NamedCheck(Value):
    """One thing that can be looked at; ``name`` is what to ask for."""

    name: str
    title: str


class HouseSettings(Value):
    """The settings in force, and the checks that there are."""

    items: tuple[ShownSetting, ...]
    checks: tuple[NamedCheck, ...]


class ExaminationBody(BaseModel):
    """What to look at; without names everything."""

    checks: tuple[Annotated[str, Field(max_length=50)], ...] = Field(
        default=(), max_length=30, description="要查的项目，不给就全查", examples=[["clock"]]
    )


def _whole_house(scope: Administers) -> Scope:
    if not scope.house:
        raise Forbidden("只有全系统的管理员可以办这件事")
    return scope


TheKeeper = Annotated[Scope, Depends(_whole_house)]
"""An administrator of the whole house, or whoever works on this machine itself."""


def _backups(house: TheHouse) -> KeptBackups:
    files = house.originals.files
    return KeptBackups(Source(house.database, files, house.settings.data_dir))


TheBackups = Annotated[KeptBackups, Depends(_backups)]
BackupName = Annotated[str, Path(pattern=NAME, description="备份文件的名称")]


@router.get("/settings", summary="看设置")
def settings(house: TheHouse, _: TheKeeper) -> HouseSettings:
    """Never a secret: of those only whether they are set."""
    checks = tuple(NamedCheck(name=check.NAME, title=check.TITLE) for check in CHECKS)
    return HouseSettings(items=shown(house.settings), checks=checks)


@router.post("/examination", summary="自检", responses=CONFLICT)
def examination(house: TheHouse, _: TheKeeper, body: ExaminationBody) -> Report:
    """What works, what does not and how to mend it, as ``duizhao doctor`` tells it."""
    unknown = set(body.checks) - {check.NAME for check in CHECKS}
    if unknown:
        raise BadInput("没有这样的检查项目，请先看设置里列出的")
    wanted = [check for check in CHECKS if not body.checks or check.NAME in body.checks]
    around = Surroundings(house.settings, os.environ, FilePath(".env"), lambda: house.search)
    with _alone():
        return examine(around, wanted)


@router.get("/backups", summary="列出备份")
def backups(kept: TheBackups, keeper: TheKeeper) -> BackupList:
    """Those in the folder ``backups`` of the data directory."""
    return kept.listed(keeper)


@router.post("/backups", summary="做一份备份", status_code=201, responses=CONFLICT)
def make(kept: TheBackups, keeper: TheKeeper) -> BackupCheck:
    """The answer comes when it is written and on disk. People may go on working."""
    return kept.make(keeper)


@router.post("/backups/{backup}/verification", summary="核对一份备份")
def verify(kept: TheBackups, keeper: TheKeeper, backup: BackupName) -> BackupCheck:
    """Reads it through. A damaged one is an answer, too."""
    return kept.verify(keeper, backup)


@contextmanager
def _alone() -> Iterator[None]:
    if not _EXAMINING.acquire(blocking=False):
        raise Conflict("正在自检，请等它结束再试")
    try:
        yield
    finally:
        _EXAMINING.release()
