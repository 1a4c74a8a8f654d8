"""Units, people and keys on the command line."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.identity.passwords import Cost
from service.identity.registry import Registry
from service.store.database import open_database
from tests.cli.conftest import Run

KEY = ("users", "keys", "add", "wang", "--unit", "水利局", "--name", "公文系统")
GOOD = "柳树河边有三把锄头靠墙"


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tried here is not how long a hash takes."""
    monkeypatch.setenv("DUIZHAO_PASSWORD_MEMORY_KIB", "64")
    monkeypatch.setenv("DUIZHAO_PASSWORD_PASSES", "1")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password on standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{GOOD}\n" * 3))


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    """The registry that the commands work on."""
    database = open_database(f"sqlite:///{tmp_path / 'data' / 'duizhao.sqlite'}")
    yield Registry(database, cost=Cost(time=1, memory_kib=64))
    database.close()


def made(duizhao: Run) -> None:
    """A county with a bureau, and a drafter there without a password."""
    assert duizhao("units", "add", "青岚县")[0] == 0
    assert duizhao("units", "add", "水利局", "--parent", "青岚县")[0] == 0
    add = ("users", "add", "wang", "--name", "王文秘", "--role", "起草人=水利局")
    assert duizhao(*add, "--no-password")[0] == 0


@pytest.mark.usefixtures("typed")
def test_the_first_administrator_is_made_on_an_empty_database(
    duizhao: Run, registry: Registry
) -> None:
    assert not registry.scopes.anybody()
    code, out, err = duizhao("users", "add", "Admin.Li", "--name", "李管", "--administrator")
    assert (code, out) == (0, "")
    assert "全系统 管理员" in err
    assert GOOD not in err
    assert registry.scopes.anybody()
    sign_in = registry.door.sign_in("admin.li", GOOD, address="10.0.0.1")
    assert registry.door.signed_in(sign_in.token).scope.house


def test_units_are_listed_as_a_tree_and_as_data(duizhao: Run) -> None:
    made(duizhao)
    code, out, _ = duizhao("units", "list")
    assert code == 0
    assert "　水利局" in out
    units = json.loads(duizhao("units", "list", "--format", "json")[1])["units"]
    assert {unit["name"]: unit["parent"] is None for unit in units} == {
        "青岚县": True,
        "水利局": False,
    }


def test_a_unit_is_moved_renamed_and_limited(duizhao: Run) -> None:
    made(duizhao)
    assert duizhao("units", "move", "水利局", "--top")[0] == 0
    assert duizhao("units", "rename", "水利局", "水务局")[0] == 0
    assert duizhao("units", "budget", "水务局", "90000")[0] == 0
    (unit,) = (
        unit
        for unit in json.loads(duizhao("units", "list", "--format", "json")[1])["units"]
        if unit["name"] == "水务局"
    )
    assert (unit["parent"], unit["token_budget"]) == (None, 90000)
    assert duizhao("units", "move", "水务局", "--parent", "青岚县")[0] == 0


def test_roles_are_added_removed_and_shown(duizhao: Run) -> None:
    made(duizhao)
    add = ("users", "roles", "wang", "--add", "head=青岚县", "--remove", "drafter=水利局")
    code, _, err = duizhao(*add)
    assert code == 0
    assert "青岚县 负责人" in err
    listed = json.loads(duizhao("users", "list", "--format", "json")[1])["users"]
    assert listed == [
        {
            "login": "wang",
            "name": "王文秘",
            "roles": [{"unit": "青岚县", "role": "head"}],
            "has_password": False,
            "disabled": False,
        }
    ]
    assert json.loads(duizhao("users", "list", "--unit", "水利局", "--format", "json")[1]) == {
        "users": []
    }
    assert "王文秘" in duizhao("users", "list")[1]
    assert "全系统 管理员" in duizhao("users", "roles", "wang", "--administrator")[2]


@pytest.mark.usefixtures("typed")
def test_a_password_is_set_and_an_account_stopped_and_started(
    duizhao: Run, registry: Registry
) -> None:
    made(duizhao)
    code, out, err = duizhao("users", "password", "wang")
    assert code == 0
    assert GOOD not in out + err
    token = registry.door.sign_in("wang", GOOD, address="10.0.0.1").token
    assert duizhao("users", "disable", "wang")[0] == 0
    assert "已停用" in duizhao("users", "list")[1]
    assert duizhao("users", "enable", "wang")[0] == 0
    registry.door.sign_in("wang", GOOD, address="10.0.0.1")
    assert duizhao("users", "password", "wang")[0] == 0
    assert token not in duizhao("audit", "list", "--format", "json")[1]


def test_a_key_is_shown_once_alone_on_stdout_and_revoked(duizhao: Run, registry: Registry) -> None:
    made(duizhao)
    add = ("users", "keys", "add", "wang", "--unit", "水利局", "--name", "公文系统")
    code, secret, err = duizhao(*add, "--permission", "read", "--permission", "write", "--days", 30)
    assert code == 0
    assert "只显示这一次" in err
    scope = registry.keys.scope_of(secret.strip())
    assert scope.permissions == {"read", "write"}
    (key,) = json.loads(duizhao("users", "keys", "list", "wang", "--format", "json")[1])["keys"]
    assert secret.strip() not in json.dumps(key)
    assert secret.strip() not in duizhao("users", "keys", "list", "wang")[1]
    assert duizhao("users", "keys", "revoke", key["id"])[0] == 0
    assert "已吊销" in duizhao("users", "keys", "list", "wang")[1]
    assert duizhao("users", "keys", "revoke", key["id"])[0] == 2


SLIPS: list[tuple[tuple[str, ...], str]] = [
    (("units", "add", "青岚县"), "已有名为"),
    (("units", "add", "局", "--parent", "没有"), "没有单位“没有”"),
    (("units", "move", "青岚县", "--parent", "水利局"), "下级单位之下"),
    (("units", "move", "青岚县"), "--parent"),
    (("units", "rename", "没有", "新名"), "没有单位"),
    (("users", "add", "zhao", "--name", "赵", "--role", "主任=水利局"), "认不出角色"),
    (("users", "add", "wang", "--name", "王", "--no-password"), "已有人使用"),
    (("users", "add", "a b", "--name", "王", "--no-password"), "登录名"),
    (("users", "add", "zhao", "--name", "赵"), "没有读到密码"),
    (("users", "roles", "nobody"), "没有这个人员"),
    (("users", "password", "wang"), "没有读到密码"),
    (("users", "list", "--unit", "没有"), "没有单位"),
    ((*KEY, "--permission", "all"), "没有权限"),
    (("users", "keys", "revoke", "没有"), "没有这把密钥"),
    (("audit", "verify", "--head", "xyz"), "64位"),
]


def test_a_slip_is_one_clear_line_and_changes_nothing(
    duizhao: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(duizhao)
    before = duizhao("audit", "verify")[1]
    for arguments, told in SLIPS:
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        code, out, err = duizhao(*arguments)
        assert (code, out) == (2, ""), arguments
        assert told in err
        assert len(err.strip().splitlines()) == 1
    assert duizhao("audit", "verify")[1] == before


def test_the_last_administrator_is_not_removed_here_either(duizhao: Run) -> None:
    duizhao("users", "add", "boss", "--name", "主管", "--administrator", "--no-password")
    for act in (("disable", "boss"), ("roles", "boss", "--no-administrator")):
        code, _, err = duizhao("users", *act)
        assert code == 2
        assert "最后一位" in err


def test_a_password_is_never_an_argument(duizhao: Run) -> None:
    made(duizhao)
    assert duizhao("users", "password", "wang", GOOD)[0] == 2
    assert duizhao("users", "add", "zhao", "--name", "赵", "--password", GOOD)[0] == 2


def test_what_is_done_here_is_told_under_the_systems_login_name(
    duizhao: Run, registry: Registry
) -> None:
    made(duizhao)
    entries = registry.audit.entries(registry.scopes.local())
    assert {entry.person for entry in entries} == {"local"}
    assert all(entry.name.startswith("命令行：") for entry in entries)
