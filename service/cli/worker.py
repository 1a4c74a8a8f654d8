"""``duizhao worker``."""

import signal
import threading

import typer

from service.cli.house import open_house
from service.cli.output import say
from service.errors import BadSettings


def worker(
    name: str = typer.Option(
        "", "--name", help="这个工作进程的名称，不能与别的重复；不给则用主机名加编号。"
    ),
) -> None:
    """在 PostgreSQL 上做排队的任务，可在多台机器上各起几个。"""
    from service.care.logs import configure
    from service.care.redaction import Redaction, secrets_of
    from service.jobs import Engine
    from service.jobs.running import job_id

    with open_house() as house:
        if house.settings.database().startswith("sqlite"):
            raise BadSettings(
                "现在用的是 SQLite，任务由这台机器上的 duizhao serve 自己做，不用另起工作进程；"
                "要几个进程一起做，请用 DUIZHAO_DATABASE_URL 指定 PostgreSQL"
            )
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        settings = house.settings
        configure(
            settings.log_format,
            settings.log_level,
            redaction=Redaction(secrets_of(settings)),
            ids={"job": job_id},
        )
        engine = Engine.start(house, listen=True, name=name)
        try:
            say(f"工作进程 {engine.name} 已启动，按 Ctrl+C 停止")
            stop.wait()
            say("正在停止：做完手上的，做不完的交给别的工作进程……")
        finally:
            engine.stop()
