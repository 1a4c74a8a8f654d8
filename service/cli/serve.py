"""``duizhao serve``."""

import typer

from service.cli.house import open_house
from service.cli.output import say
from service.errors import BadSettings

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    host: str | None = typer.Option(None, "--host", help="监听地址；目前只允许本机。"),
    port: int | None = typer.Option(None, "--port", help="端口，默认 8765。"),
) -> None:
    """启动本机服务，供网页和其他办公系统调用。"""
    import uvicorn

    from service.api import make_app

    with open_house() as house:
        address, number = host or house.settings.host, port or house.settings.port
        if address not in _LOOPBACK:
            raise BadSettings(
                f"不能监听 {address}：还没有登录功能，只允许本机地址 127.0.0.1，以免材料外泄"
            )
        say(f"服务已启动：http://{address}:{number}/docs ，按 Ctrl+C 停止")
        uvicorn.run(make_app(house), host=address, port=number, log_level="warning")
