"""``duizhao serve``."""

import errno
import signal
import socket
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import typer

from service.cli.house import open_house
from service.cli.output import say
from service.errors import BadSettings

if TYPE_CHECKING:
    from service.bootstrap import House
    from service.settings import Settings

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_LAST_PORT = 65535
_BACKLOG = 2048


def serve(
    host: str | None = typer.Option(None, "--host", help="监听地址，默认只在本机。"),
    port: int | None = typer.Option(None, "--port", help="端口，默认 8765。"),
    jobs: bool = typer.Option(
        True,
        "--jobs/--no-jobs",
        help="是否也做任务（在子进程里）；另有 duizhao worker 时可以不做。",
    ),
) -> None:
    """启动服务，供网页和其他办公系统调用。"""
    with ExitStack() as stack:
        house = stack.enter_context(open_house())
        settings = house.settings
        address = settings.host if host is None else host
        # First of all: it costs nothing, and what is wrong is told before anything is opened.
        listening = stack.enter_context(
            _listening(address, settings.port if port is None else port)
        )
        _run(house, address, listening, jobs=jobs, stack=stack)


def _run(
    house: "House", address: str, listening: socket.socket, *, jobs: bool, stack: ExitStack
) -> None:
    from service.api import make_app
    from service.api.requests import request_id
    from service.care.chores import tidying
    from service.care.logs import configure
    from service.care.redaction import Redaction, secrets_of
    from service.cli.jobs_process import do_jobs
    from service.cli.latency import answer_quickly
    from service.jobs import Engine
    from service.jobs.process import JobsProcess
    from service.store.one_process import hold
    from service.web import add_pages

    settings = house.settings
    house.serves_people = True
    if settings.database().startswith("sqlite"):
        _refuse_no_jobs(jobs)
        stack.enter_context(hold(settings.data_dir))
    local = is_local(house, address)
    configure(
        settings.log_format,
        settings.log_level,
        redaction=Redaction(secrets_of(settings)),
        ids={"request": request_id},
    )
    beside = JobsProcess(
        do_jobs, settings, vectors=house.vectors_address, failed=house.metrics.database_failed
    )
    house.jobs_breaker = beside.breaker
    if jobs:
        beside.begin()
        stack.callback(beside.stop)
    engine = Engine.start(house, listen=False, elsewhere=beside.doing)
    stack.callback(engine.stop)
    stack.enter_context(tidying(house.originals.sweep))
    app = add_pages(make_app(house, engine.jobs, local=local))
    if jobs:
        # It began while the rest was loaded. What keeps it from its work is told now.
        beside.wait()
    port = listening.getsockname()[1]
    say(f"服务已启动：http://{address}:{port}/ ，按 Ctrl+C 停止")
    if not local and not settings.secure:
        say("注意：没有设置 https 的对外地址（DUIZHAO_PUBLIC_URL），密码和登录状态会明文传输")
    # Loads what speaks to the model, where there is one: no request should wait for that.
    house.breaker.state()
    answer_quickly()
    _serve(app, listening)


def _listening(address: str, port: int) -> socket.socket:
    """A socket that listens there. Raises BadSettings saying why that is not possible."""
    if not 1 <= port <= _LAST_PORT:
        raise BadSettings(f"端口应在 1 到 {_LAST_PORT} 之间，不能是 {port}")
    try:
        family, _, _, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        made = socket.create_server(place[:2], family=family, backlog=_BACKLOG)
    except (OSError, UnicodeError) as error:
        raise BadSettings(_why(address, port, error)) from error
    made.set_inheritable(False)
    return made


def _why(address: str, port: int, error: OSError | UnicodeError) -> str:
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.EADDRINUSE:
        return f"{address} 的端口 {port} 已被别的程序占用：请先停掉它，或用 --port 换一个端口"
    if code in (errno.EACCES, errno.EPERM):
        return f"没有权限使用端口 {port}：1024 以下的端口要由管理员开放，请用 --port 换一个端口"
    return f"不能在 {address} 上监听：这台机器没有这个地址，请检查 --host（DUIZHAO_HOST）"


def _serve(app: Callable[..., Any], listening: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        ws="none",
    )
    # The server raises the signal once more when it has ended: jobs are to be handed over first.
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        signal.signal(signal.SIGTERM, before)


def is_local(house: "House", address: str) -> bool:
    """Whether nobody signs in. Raises BadSettings where that would lay the papers open, or where
    people have to sign in and there is nobody yet."""
    settings: Settings = house.settings
    own = address in _LOOPBACK
    anybody = house.office.scopes.anybody()
    if settings.auth == "local" and not own:
        raise BadSettings(
            f"不能在 {address} 上不登录就提供服务：材料会外泄。请改用本机地址 127.0.0.1，"
            "或设置 DUIZHAO_AUTH=accounts"
        )
    local = settings.auth == "local" or (settings.auth == "auto" and own and not anybody)
    if not local and not anybody:
        raise BadSettings(
            f"要在 {address} 上提供服务，先建一个管理员账号："
            "duizhao users add 登录名 --name 姓名 --administrator"
        )
    return local


def _refuse_no_jobs(jobs: bool) -> None:
    if not jobs:
        raise BadSettings("SQLite 只供一个服务使用，任务要由它自己做：请去掉 --no-jobs")
