"""审核: several papers while they are reviewed, with a model that takes its time."""

import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.browsing import PHONE, Visitors, Watch, settled
from tests.browser.scene import Scene
from tests.browser.serving import PATIENCE_S, ServiceProcess
from tests.simulated_llm import Simulated, Speed

# The machine is shared: what takes a moment alone takes seconds among other tests.
expect.set_options(timeout=20_000)
SLOW_MS = PATIENCE_S * 1000
FOR_EVER = Speed(first_token_s=10 * PATIENCE_S)
RESULT = "一起审阅的结果"


def begun(scene: Scene, visitors: Visitors, **options: object) -> Page:
    """The reviewer has all papers reviewed; the model is asked."""
    page = visitors.signed_in("reviewer", scene.office.password, **options)
    settled(page, "/review")
    page.locator("#rows input").first.check()
    page.get_by_role("button", name="一起审阅").click()
    expect(under_way(page)).to_contain_text("正在撰写摘要 0 / 1", timeout=SLOW_MS)
    return page


def under_way(page: Page) -> Locator:
    return page.locator("#under-way")


def soon(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_S
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


def test_how_far_it_is_can_be_seen_and_the_screen_stays_usable(
    scene: Scene, visitors: Visitors, model: Simulated
) -> None:
    model.speed = Speed(first_token_s=8.0)
    page = begun(scene, visitors)
    bar = page.get_by_role("progressbar", name="一起审阅的进度")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [2, 4]
    assert violations(page) == []
    page.get_by_label("状态").select_option("已通过")
    expect(page.get_by_role("heading", name="没有符合筛选的报送稿")).to_be_visible()
    page.get_by_label("状态").focus()
    expect(page.get_by_role("region", name=RESULT)).to_be_visible(timeout=SLOW_MS)
    expect(under_way(page)).to_be_empty()
    # Nobody is torn away from what they are at.
    expect(page.get_by_label("状态")).to_be_focused()
    page.get_by_role("button", name="去看").click()
    expect(page.get_by_role("heading", name=RESULT)).to_be_focused()


def test_it_is_given_up_with_a_button_which_ends_the_work_and_can_be_begun_again(
    scene: Scene, visitors: Visitors, model: Simulated
) -> None:
    model.speed = FOR_EVER
    page = begun(scene, visitors)
    assert soon(lambda: model.ledger.running == 1)
    under_way(page).get_by_role("button", name="取消").click()
    expect(under_way(page)).to_have_text("已取消审阅，没有留下结果")
    expect(page.get_by_role("button", name="一起审阅")).to_be_focused()
    expect(page.get_by_role("region", name=RESULT)).to_be_hidden()
    assert soon(lambda: model.ledger.running == 0)
    model.speed = Speed()
    page.get_by_role("button", name="一起审阅").click()
    expect(page.get_by_role("heading", name=RESULT)).to_be_focused(timeout=SLOW_MS)


def test_leaving_the_screen_ends_the_work(
    scene: Scene, visitors: Visitors, model: Simulated
) -> None:
    model.speed = FOR_EVER
    page = begun(scene, visitors)
    assert soon(lambda: model.ledger.running == 1)
    settled(page, "/help")
    assert soon(lambda: model.ledger.running == 0)


def test_a_lost_line_is_told_and_the_review_done_again(
    scene_process: Scene, visitors: Visitors, model: Simulated, watch: Watch
) -> None:
    watch.forgive("ERR_")
    model.speed = FOR_EVER
    page = begun(scene_process, visitors)
    service = scene_process.office.service
    assert isinstance(service, ServiceProcess)
    service.kill()
    expect(page.get_by_role("alert")).to_contain_text("和服务的连接断了")
    expect(page.get_by_role("button", name="一起审阅")).to_be_enabled()
    assert violations(page) == []
    model.speed = Speed()
    service.start()
    page.get_by_role("button", name="再审阅一次").click()
    expect(page.get_by_role("region", name=RESULT)).to_be_visible(timeout=SLOW_MS)


def test_a_refusal_is_told_where_the_review_would_be(
    scene: Scene, visitors: Visitors, model: Simulated, watch: Watch
) -> None:
    watch.forgive("404")
    model.speed = FOR_EVER
    page = begun(scene, visitors)
    under_way(page).get_by_role("button", name="取消").click()
    with scene.office.client("admin") as admin:
        people = admin.get("/api/v1/people").json()["items"]
        reviewer = next(one for one in people if one["login"] == "reviewer")
        elsewhere = {"unit": scene.office.county.id, "role": "drafter"}
        address = f"/api/v1/people/{reviewer['id']}"
        stands = {"If-Match": admin.get(address).headers["etag"]}
        admin.patch(address, json={"roles": [elsewhere]}, headers=stands).raise_for_status()
    page.get_by_role("button", name="一起审阅").click()
    expect(page.get_by_role("alert")).to_contain_text("没有找到")
    page.get_by_role("button", name="关闭").click()
    expect(under_way(page)).to_be_empty()


def test_it_fits_a_phone_while_it_runs(scene: Scene, visitors: Visitors, model: Simulated) -> None:
    model.speed = FOR_EVER
    page = begun(scene, visitors, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
