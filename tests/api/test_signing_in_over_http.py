"""Who may ask: signing in and out, what a browser has to show, and keys of programs."""

import re
from collections.abc import Iterator

import httpx2
import pytest

from tests.api.accounts import PASSWORD, Town, settings_of, town_at

UNITS = "/api/v1/units"
TOKEN = "a-token"  # noqa: S105 - of no monitoring system


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town_at(settings_of(tmp_path_factory.mktemp("town"), metrics_token=TOKEN)) as made:
        yield made


def test_nobody_gets_anything_but_the_door(town: Town) -> None:
    with town.anybody() as client:
        answer = client.get(UNITS)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["detail"] == "请先登录，或用 API 密钥"


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(town: Town) -> None:
    with town.anybody() as client:
        answer = client.post("/api/v1/sign-in", json={"login": "clerk", "password": PASSWORD})
        cookie = answer.headers["set-cookie"].lower()
        assert cookie.startswith("duizhao=")
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "path=/" in cookie


def test_with_https_the_cookie_travels_encrypted_and_for_this_host_only(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    settings = settings_of(tmp_path_factory.mktemp("https"), public_url="https://duizhao.example")
    with town_at(settings) as town, town.anybody() as client:
        answer = client.post("/api/v1/sign-in", json={"login": "clerk", "password": PASSWORD})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-duizhao=")
        assert "Secure" in cookie
        assert "Domain" not in cookie
        assert answer.headers["strict-transport-security"].startswith("max-age=")


def test_a_wrong_password_and_an_unknown_login_get_the_same_words(town: Town) -> None:
    with town.anybody() as client:
        wrong = client.post("/api/v1/sign-in", json={"login": "head", "password": "不对不对不对"})
        unknown = client.post("/api/v1/sign-in", json={"login": "nemo", "password": "不对不对不对"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json()["detail"] == unknown.json()["detail"]
    assert "set-cookie" not in wrong.headers


def test_whoever_tries_too_often_is_told_when_to_try_again(town: Town) -> None:
    with town.anybody() as client:
        said = {"login": "guessed", "password": "猜猜猜猜猜猜猜猜"}
        answers = [client.post("/api/v1/sign-in", json=said) for _ in range(30)]
    last = answers[-1]
    assert last.status_code == 429
    assert int(last.headers["retry-after"]) > 0
    assert re.search("[一-鿿]", last.json()["detail"])


def test_a_change_from_a_browser_needs_the_token_of_our_own_page(town: Town) -> None:
    with town.signed_in("admin") as client:
        token = client.headers.pop("X-CSRF-Token")
        assert client.post(UNITS, json={"name": "甲局"}).status_code == 403
        client.headers["X-CSRF-Token"] = "x" * len(token)
        assert client.post(UNITS, json={"name": "甲局"}).status_code == 403
        client.headers["X-CSRF-Token"] = token
        assert client.post(UNITS, json={"name": "甲局"}).status_code == 201


@pytest.mark.parametrize(
    "sign", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}], ids=str
)
def test_a_change_from_another_site_is_refused_token_or_not(
    town: Town, sign: dict[str, str]
) -> None:
    with town.signed_in("admin") as client:
        answer = client.post(UNITS, json={"name": "乙局"}, headers=sign)
        assert answer.status_code == 403
        assert "别的网站" in answer.json()["detail"]


def test_a_sign_in_ends_when_the_person_signs_out(town: Town) -> None:
    with town.signed_in("clerk") as client:
        cookie = client.cookies["duizhao"]
        assert client.post("/api/v1/sign-out").status_code == 204
        client.cookies.set("duizhao", cookie)
        assert client.get("/api/v1/me").status_code == 401


def test_signing_out_everywhere_ends_the_other_browser_too(town: Town) -> None:
    with town.signed_in("clerk") as here, town.signed_in("clerk") as there:
        assert here.post("/api/v1/sign-out/everywhere").status_code == 204
        assert there.get("/api/v1/me").status_code == 401


def test_a_key_is_shown_once_does_what_it_may_and_nothing_after_it_is_revoked(town: Town) -> None:
    with town.signed_in("head") as head, town.anybody() as program:
        body = {"unit": town.bureau.id, "name": "公文系统", "permissions": ["read"]}
        made = head.post("/api/v1/keys", json=body)
        assert made.status_code == 201
        secret, key = made.json()["secret"], made.json()["key"]
        person = head.get("/api/v1/me").json()["person"]
        listed = head.get(f"/api/v1/people/{person}/keys")
        assert [k["id"] for k in listed.json()["items"]] == [key["id"]]
        assert secret not in listed.text
        program.headers["Authorization"] = f"Bearer {secret}"
        assert program.get("/api/v1/assignments").status_code == 200
        new = {"unit": town.bureau.id, "kind": "team-2025", "title": "材料"}
        refused = program.post("/api/v1/assignments", json=new)
        assert refused.status_code == 403
        assert "密钥" in refused.json()["detail"]
        assert program.post("/api/v1/keys", json=body).status_code == 403
        assert head.delete(f"/api/v1/keys/{key['id']}").status_code == 200
        assert program.get("/api/v1/assignments").status_code == 401


@pytest.mark.parametrize(
    "shown", ["Basic YTpi", "Bearer", "Bearer nothing", "Bearer " + "x" * 5000]
)
def test_whatever_is_no_key_opens_nothing(town: Town, shown: str) -> None:
    with town.anybody() as client:
        answer = client.get(UNITS, headers={"Authorization": shown})
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"


def test_metrics_are_for_the_monitoring_system_and_health_for_everybody(town: Town) -> None:
    with town.anybody() as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/readyz").json()["ready"] is True
        assert client.get("/metrics").status_code == 401
        shown = {"Authorization": f"Bearer {TOKEN}"}
        assert "duizhao" in client.get("/metrics", headers=shown).text
        assert town.bureau.name not in client.get("/metrics", headers=shown).text


def test_on_a_machine_of_ones_own_another_name_for_it_is_refused(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from tests.api.serving import client_of

    with client_of(settings_of(tmp_path_factory.mktemp("own"))) as client:
        assert client.get(UNITS).status_code == 200
        for sign in ({"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            assert client.get(UNITS, headers=sign).status_code == 403, sign


def test_a_locked_out_person_is_out_at_once(town: Town) -> None:
    with town.signed_in("admin") as admin, town.signed_in("reviewer") as reviewer:
        listed = admin.get("/api/v1/people").json()["items"]
        person = next(p for p in listed if p["login"] == "reviewer")
        version = {"If-Match": f'"{person["version"]}"'}
        address = f"/api/v1/people/{person['id']}"
        assert admin.patch(address, json={"disabled": True}, headers=version).status_code == 200
        assert reviewer.get("/api/v1/me").status_code == 401
        _enable(admin, address)


def _enable(admin: httpx2.Client, address: str) -> None:
    version = {"If-Match": admin.get(address).headers["etag"]}
    assert admin.patch(address, json={"disabled": False}, headers=version).status_code == 200


def test_where_people_sign_in_the_commands_shown_carry_a_key(town: Town) -> None:
    with town.anybody() as client:
        page = client.get("/docs").text
    assert "Authorization: Bearer $DUIZHAO_KEY" in page
    door = page.split("/api/v1/sign-in</h2>")[1].split("</section>")[0]
    assert "DUIZHAO_KEY" not in door
