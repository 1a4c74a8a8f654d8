"""Care of the house over HTTP: its settings without secrets, what is wrong with it, its backups."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.care.backup.kept import FOLDER
from service.care.settings_shown import TITLES, without_secrets
from service.office.people import Membership
from service.settings import Settings
from service.store.one_process import hold
from tests.api.accounts import PASSWORD, Town, settings_of, town_at
from tests.care.test_doctor import CANARY

SETTINGS = "/api/v1/house/settings"
EXAMINATION = "/api/v1/house/examination"
BACKUPS = "/api/v1/house/backups"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with town_at(settings_of(tmp_path)) as made:
        yield made


def test_every_setting_has_its_words() -> None:
    assert set(TITLES) == set(Settings.model_fields)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql+psycopg://u:geheim@db.intern:5432/d?password=x", "db.intern:5432/d"),
        ("http://name:geheim@[::1]:8000/v1", "http://[::1]:8000/v1"),
        ("http://host:keine-zahl/v1", "（写法不对，不能显示）"),
    ],
)
def test_no_address_is_shown_with_its_password(address: str, shown: str) -> None:
    told = without_secrets(address)
    assert told.endswith(shown)
    assert "geheim" not in told
    assert "password" not in told


def test_the_settings_tell_what_is_in_force_and_no_secret(tmp_path: Path) -> None:
    secrets = {"metrics_token": CANARY, "oidc_client_secret": CANARY, "embed_api_key": CANARY}
    address = f"http://office:{CANARY}@127.0.0.1:9/v1?key={CANARY}"
    given = settings_of(tmp_path, embed_base_url=address, embed_model="bge-m3", **secrets)
    with town_at(given) as town, town.signed_in("admin") as admin:
        answer = admin.get(SETTINGS)
    assert CANARY not in answer.text
    found = {one["variable"]: one for one in answer.json()["items"]}
    assert found["DUIZHAO_EMBED_BASE_URL"]["value"] == "http://127.0.0.1:9/v1"
    assert found["DUIZHAO_EMBED_API_KEY"]["value"] == "已设置"
    assert found["DUIZHAO_LLM_API_KEY"]["value"] == ""
    assert found["DUIZHAO_LLM_EXTERNAL_USE"]["value"] == "不使用"
    assert found["DUIZHAO_EMBED_MODEL"]["by_default"] is False


def test_the_examination_looks_at_what_is_named(town: Town) -> None:
    with town.signed_in("admin") as admin:
        report = admin.post(EXAMINATION, json={"checks": ["clock", "database"]}).json()
        assert {one["name"] for one in report["results"]} == {"clock", "database"}
        assert report["healthy"]
        unknown = admin.post(EXAMINATION, json={"checks": ["weather"]})
        assert unknown.status_code == 422
        assert "没有这样的检查项目" in unknown.json()["detail"]


def test_two_examinations_are_not_made_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        given = settings_of(tmp_path, llm_base_url=address)
        with town_at(given) as town, town.signed_in("admin") as admin:
            first = threading.Thread(
                target=lambda: admin.post(EXAMINATION, json={"checks": ["model"]})
            )
            first.start()
            # The model is asked: the first one is under way, and waits.
            silent.settimeout(60)
            asking, _ = silent.accept()
            with town.signed_in("admin") as other:
                second = other.post(EXAMINATION, json={"checks": ["clock"]})
            asking.close()
            silent.close()
            first.join(timeout=90)
    assert second.status_code == 409
    assert "正在自检" in second.json()["detail"]


def test_a_backup_is_made_listed_read_through_and_audited(town: Town) -> None:
    with town.signed_in("admin") as admin:
        assert admin.get(BACKUPS).json()["items"] == []
        made = admin.post(BACKUPS)
        assert made.status_code == 201, made.text
        name = made.json()["name"]
        (listed,) = admin.get(BACKUPS).json()["items"]
        assert (listed["name"], listed["whole"]) == (name, None)
        checked = admin.post(f"{BACKUPS}/{name}/verification").json()
        assert checked["whole"]
        assert checked["records"] == made.json()["records"] > 0
        (listed,) = admin.get(BACKUPS).json()["items"]
        assert listed["whole"] is True
        entries = admin.get("/api/v1/audit", params={"limit": 2}).json()["items"]
    assert [(one["action"], one["target"]) for one in entries] == [
        ("backup.verified", name),
        ("backup.made", name),
    ]


def test_a_damaged_backup_is_told_and_stays_marked(town: Town) -> None:
    with town.signed_in("admin") as admin:
        name = admin.post(BACKUPS).json()["name"]
        path = town.house.settings.data_dir / FOLDER / name
        path.write_bytes(path.read_bytes()[:2000])
        checked = admin.post(f"{BACKUPS}/{name}/verification")
        assert checked.status_code == 200
        assert not checked.json()["whole"]
        assert str(path) not in checked.json()["cause"]
        assert admin.get(BACKUPS).json()["items"][0]["whole"] is False
        path.write_bytes(b"another file")
        assert admin.get(BACKUPS).json()["items"][0]["whole"] is None


def test_two_backups_are_not_made_at_once_and_the_list_tells_of_the_one_underway(
    town: Town,
) -> None:
    folder = town.house.settings.data_dir / FOLDER
    with town.signed_in("admin") as admin, hold(folder):
        refused = admin.post(BACKUPS)
        assert refused.status_code == 409
        assert "正在做另一份备份" in refused.json()["detail"]
        part = folder / ".duizhao-x.tar.part"
        part.write_bytes(b"x" * 5000)
        assert admin.get(BACKUPS).json()["underway"] == 5000
    with town.signed_in("admin") as admin:
        assert admin.get(BACKUPS).json()["underway"] is None


@pytest.mark.parametrize("name", ["fehlt.tar", "..%2Fduizhao.tar", "duizhao.sqlite", ".a.tar"])
def test_nothing_but_a_backup_of_the_folder_can_be_named(town: Town, name: str) -> None:
    with town.signed_in("admin") as admin:
        assert admin.post(f"{BACKUPS}/{name}/verification").status_code in (404, 422)


def test_files_with_other_names_are_counted_and_not_named(town: Town) -> None:
    folder = town.house.settings.data_dir / FOLDER
    folder.mkdir()
    (folder / "王同志的.tar").write_bytes(b"x")
    with town.signed_in("admin") as admin:
        found = admin.get(BACKUPS).json()
    assert (found["items"], found["unlisted"]) == ([], 1)


def test_the_administrator_of_one_unit_looks_after_no_house(town: Town) -> None:
    office = town.house.office
    role = Membership(unit=town.county.id, role="administrator")
    hashed = office.registry.passwords.new_hash(PASSWORD, login="county-admin")
    office.people.create(
        office.scopes.local("操作员"),
        "county-admin",
        "县管理员",
        memberships=[role],
        password_hash=hashed,
    )
    with town.signed_in("county-admin") as keeper:
        assert keeper.get(SETTINGS).status_code == 403
        assert keeper.post(EXAMINATION, json={}).status_code == 403
        assert keeper.get(BACKUPS).status_code == 403
        assert keeper.post(BACKUPS).status_code == 403
        assert keeper.get("/api/v1/unit-figures").status_code == 200
    assert not (town.house.settings.data_dir / FOLDER).exists()
