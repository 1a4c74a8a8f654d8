"""The pages as a browser gets them, before any of their modules runs."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from service.office.people import Membership
from service.settings import Settings
from service.web.modules import FOLDER, shortened
from service.web.screens import SCREENS
from tests.api.accounts import PASSWORD, settings_of, town_at
from tests.api.serving import serving
from tests.browser.declare import PLACE, declarations

ASSIGNMENT = "0" * 24
PAGE = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[httpx2.Client]:
    """A browser on a machine of one's own."""
    with (
        serving(Settings(data_dir=tmp_path)) as (_, base),
        httpx2.Client(base_url=base, headers=PAGE, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[httpx2.Client]:
    """A browser in which nobody has signed in."""
    with (
        serving(Settings(data_dir=tmp_path), local=False) as (_, base),
        httpx2.Client(base_url=base, headers=PAGE, trust_env=False) as client,
    ):
        yield client


def addresses() -> list[str]:
    return [re.sub(r"{\w+}", ASSIGNMENT, screen.path) for screen in SCREENS]


def test_every_screen_has_template_module_and_style_sheet_and_nothing_else_lies_there() -> None:
    names = {screen.name for screen in SCREENS} | {"said"}
    templates = FOLDER.parent / "templates/screens"
    assert {path.stem for path in templates.iterdir()} == names
    assert {path.stem for path in (FOLDER / "screens").iterdir()} == names
    assert {path.stem for path in (FOLDER / "style").iterdir()} == names | {"base"}


@pytest.mark.parametrize("module", sorted(FOLDER.rglob("*.js")), ids=lambda path: path.name)
def test_no_template_spans_lines_since_what_travels_has_no_indents(module: Path) -> None:
    lines = module.read_text(encoding="utf-8").splitlines()
    code = (line for line in lines if not line.lstrip().startswith(("//", "*", "/*")))
    assert [line for line in code if line.count("`") % 2] == []


def test_what_travels_is_the_program_without_what_it_does_not_need() -> None:
    program = """// A remark.
/**
 * What it does.
 * @param {string} url "https://…"
 */
export function far(url) {
  // Why.
  const near = /** @type {string} */ (url); // beside the code it stays
  return near.replace(/^ {2}\\S/, `- ${`/* ${near} */`}`);
}
"""
    assert shortened(program) == (
        "export function far(url) {\n"
        "const near = (url); // beside the code it stays\n"
        "return near.replace(/^ {2}\\S/, `- ${`/* ${near} */`}`);\n"
        "}\n"
    )


def test_every_page_forbids_whatever_does_not_come_from_the_service(own: httpx2.Client) -> None:
    for address in addresses():
        answer = own.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        policy = answer.headers["content-security-policy"]
        assert "require-trusted-types-for 'script'" in policy
        assert "unsafe" not in policy
        assert "//" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert not re.search(r"\son\w+=|\sstyle=|https?://", answer.text)


def test_whatever_a_page_names_is_there_and_may_be_kept_for_good(own: httpx2.Client) -> None:
    page = own.get("/help").text
    named = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    assert len(named) == 4, "mark, two style sheets, one program"
    for address in named:
        answer = own.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["cache-control"]


def test_a_style_sheet_of_another_release_is_not_given_for_this_one(own: httpx2.Client) -> None:
    answer = own.get("/static/0123456789abcdef/style/base.css")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers["cache-control"]


def test_who_is_not_signed_in_comes_to_the_door_and_is_taken_where_they_wanted(
    foreign: httpx2.Client,
) -> None:
    answer = foreign.get(f"/assignments/{ASSIGNMENT}/draft?a=1")
    assert answer.status_code == 303
    wanted = f"/assignments/{ASSIGNMENT}/draft%3Fa%3D1"
    assert answer.headers["location"] == f"/sign-in?goes_to={wanted}"
    assert "登录名" in foreign.get("/sign-in").text


def test_a_page_offers_only_what_the_person_may_do(tmp_path: Path) -> None:
    with town_at(settings_of(tmp_path)) as office, office.signed_in("clerk") as clerk:
        page = clerk.get("/", headers=PAGE).text
        assert "资料库" in page
        assert 'href="/review"' not in page
        with office.signed_in("reviewer") as reviewer:
            first = reviewer.get("/", headers=PAGE)
        assert first.status_code == 303
        assert first.headers["location"] == "/review"


def test_a_browser_that_is_refused_reads_why_on_a_page_and_a_program_gets_a_problem(
    own: httpx2.Client,
) -> None:
    for address in ("/nothing", f"/api/v1/jobs/{ASSIGNMENT}"):
        page = own.get(address)
        assert page.status_code == 404
        assert "没有" in page.text
        assert page.text.startswith("<!doctype html>")
        problem = own.get(address, headers={"accept": "*/*"})
        assert problem.status_code == 404
        assert problem.json()["status"] == 404


def test_a_persons_name_cannot_end_the_values_that_the_page_begins_with(tmp_path: Path) -> None:
    with town_at(settings_of(tmp_path)) as office:
        door = office.house.office
        door.people.create(
            door.scopes.local("操作员"),
            "hostile",
            "</script><script>x</script>",
            memberships=[Membership(unit=office.bureau.id, role="drafter")],
            password_hash=door.registry.passwords.new_hash(PASSWORD, login="hostile"),
        )
        with office.signed_in("hostile") as client:
            page = client.get("/help", headers=PAGE).text
    assert "</script><script>x" not in page
    assert "\\u003c/script>" in page


def test_the_declared_values_are_those_of_the_interface() -> None:
    assert PLACE.read_text(encoding="utf-8") == declarations(), (
        "run: python -m tests.browser.declare"
    )
