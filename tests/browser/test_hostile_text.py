"""Whatever people write and send, no screen takes it for more than text."""

import time
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Dialog, Error, Page, expect

from tests.browser.browsing import Visitors, Watch, settled
from tests.browser.hostile_office import poisoned
from tests.browser.payloads import FUNCTION, MARK, payloads
from tests.browser.screens import PICTURED
from tests.browser.serving import PATIENCE_S, Office, Service

_ENOUGH = 200
_MANY = 60
"""Acts that are tried at least: fewer would mean that the walk does not see the buttons."""
_WITHOUT = {"/help"}
"""What shows nobody's words but ours."""
_MOST_PRESSED = 12
_CARELESS = """<!doctype html><body><script>
    function show(text) {
        const place = document.createElement("div");
        document.body.append(place);
        place.innerHTML = text;
    }
</script>"""
# What is asked of the service may be refused: a button is pressed without the words it needs.
_REFUSED = r"status of 4\d\d .*/api/v1/"
# Pressed nowhere: the way out, what prints, and what the machine's own examination takes long for.
_LEFT_ALONE = "退出|打印|登录|全部查一遍|现在做一份"
_WATCHED = """
() => {
    const bad = new Set(["IFRAME", "FRAME", "OBJECT", "EMBED", "BASE", "APPLET", "MATH", "STYLE"]);
    const program = /^[\\s\\u0000-\\u001f]*(javascript|vbscript|data):/i;
    const links = ["href", "src", "action", "formaction", "xlink:href", "srcdoc", "data"];
    const own = new Set(Object.getOwnPropertyNames(Object.prototype));
    const wrong = (element) => [
        element.hasAttribute("MARK") && "made by a payload",
        bad.has(element.tagName.toUpperCase()) && "no screen has such an element",
        [...element.attributes].some((one) => one.name.startsWith("on")) && "has a handler",
        links.some((name) => program.test(element.getAttribute(name) || "")) && "leads astray",
    ].filter(Boolean);
    const tell = (element) => {
        for (const why of wrong(element)) seenInPage(`${why}: ${element.outerHTML.slice(0, 200)}`);
    };
    new MutationObserver((changes) => {
        const looked = new Set();
        const look = (element) => {
            if (!looked.has(element)) tell(element);
            looked.add(element);
        };
        for (const change of changes) {
            if (change.type === "attributes") look(change.target);
            for (const node of change.addedNodes) {
                if (node instanceof Element) [node, ...node.querySelectorAll("*")].forEach(look);
            }
        }
        for (const name of Object.getOwnPropertyNames(Object.prototype)) {
            if (!own.has(name)) seenInPage(`every object has ${name}`);
        }
    }).observe(document, { childList: true, subtree: true, attributes: true });
    document.addEventListener("securitypolicyviolation", (event) => {
        seenInPage(`against the policy: ${event.violatedDirective} ${event.sample}`);
    });
}
""".replace("MARK", MARK)
# Presses the next button that no like of it was pressed before; gives what it is known by.
_PRESS = """([pressed, alone]) => {
    const known = (it) => {
        const text = it.textContent.trim();
        const own = /pwned|[<{]/.test(text) ? "" : text.replace(/[\\d（“].*/, "").slice(0, 5);
        return [own, it.className, it.parentElement.className].join("|");
    };
    for (const it of document.querySelectorAll("button, [role=menuitem]")) {
        const free = !it.disabled && !it.closest("dialog") && it.getClientRects().length;
        if (!free || it.getAttribute("role") === "tab" || it.textContent.match(alone)) continue;
        if (pressed.includes(known(it))) continue;
        const name = known(it);
        it.click();
        return name;
    }
    return null;
}"""
_STANDS = "dialog[open], [role=menu], body:not(:has([aria-busy=true]))"
# The numbers of the payloads that stand in the page. Found there: a page has megabytes.
_SHOWN = r"""() => {
    const typed = [...document.querySelectorAll("input, textarea")].map((one) => one.value);
    const text = [document.documentElement.outerHTML, ...typed].join(" ");
    return [...new Set([...text.matchAll(/FUNCTION\((\d+)\)/g)].map((found) => Number(found[1])))];
}""".replace("FUNCTION", FUNCTION)


@dataclass
class Findings:
    """What payloads did in the pages of a context (nothing, one hopes), and which were there."""

    wrong: list[str] = field(default_factory=list)
    shown: dict[str, set[int]] = field(default_factory=dict)
    pressed: list[str] = field(default_factory=list)
    ran: set[int] = field(default_factory=set)

    def over(self, context: BrowserContext, base: str) -> None:
        """Looks on from now on, in every page and frame and at every moment."""
        context.expose_binding(FUNCTION, lambda _, number: self._ran(number))
        context.expose_binding("seenInPage", lambda _, said: self._tell(said))
        context.add_init_script(f"({_WATCHED})()")
        context.on("page", lambda page: self._follow(page, base))

    def _follow(self, page: Page, base: str) -> None:
        page.on("dialog", self._box)
        page.on("popup", lambda popup: self._tell(f"opened {popup.url}"))
        page.on("framenavigated", lambda frame: self._went(frame.url, base))

    def _box(self, box: Dialog) -> None:
        # Leaving with unsaved words asks: that is ours.
        if box.type != "beforeunload":
            self._tell(f"a box: {box.type}")
        box.accept()

    def _went(self, address: str, base: str) -> None:
        if not address.startswith(f"{base}/") and address != "about:blank":
            self._tell(f"went to {address}")

    def _tell(self, said: str) -> None:
        self.wrong.append(said)

    def _ran(self, number: int) -> None:
        self.ran.add(number)
        self._tell(f"number {number} ran: {payloads()[number]}")

    def read(self, page: Page) -> None:
        """Takes down which payloads stand in the page."""
        there = self.shown.setdefault(urlsplit(page.url).path, set())
        there |= set(page.evaluate(_SHOWN))


def test_no_payload_runs_on_any_screen(office: Office, visitors: Visitors, watch: Watch) -> None:
    watch.forgive(_REFUSED)
    scene, supply = poisoned(office)
    assert len(supply.given) >= _ENOUGH
    findings = Findings()
    for login in ("clerk", "head", "reviewer", "admin"):
        page = _visitor(visitors, office, findings, login)
        # The parts of a page are opened from it.
        addresses = [one.address.partition("#")[0] for one in PICTURED if one.login == login]
        for address in dict.fromkeys(addresses):
            _walk(page, scene.address(address), findings)
        page.close()
    assert findings.wrong == []
    assert len(set.union(*findings.shown.values())) >= _ENOUGH
    assert {path for path, there in findings.shown.items() if not there} <= _WITHOUT
    assert len(findings.pressed) >= _MANY


def test_no_payload_in_an_address_runs_or_leads_away(
    office: Office, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive(r"status of 4\d\d")
    findings = Findings()
    page = _visitor(visitors, office, findings, "admin")
    for text in payloads()[::20]:
        hostile = quote(text[:500], safe="")
        for address in (
            f"/nowhere/{hostile}",
            f"/assignments/{hostile}/notes",
            f"/review?state={hostile}&unit={hostile}",
            f"/admin#{hostile}:{hostile}",
        ):
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert findings.wrong == []


@pytest.mark.parametrize(
    "goes_to",
    [
        "javascript:pwned(0)",
        "//127.0.0.1:9/x",
        "/\\127.0.0.1:9/x",
        "http://[",
        "//[",
        "data:text/html,x",
    ],
)
def test_signing_in_leads_nowhere_else_whatever_the_address_says(
    office: Office, visitors: Visitors, goes_to: str
) -> None:
    findings = Findings()
    context = visitors.context()
    findings.over(context, office.service.base)
    page = context.new_page()
    settled(page, f"/sign-in?goes_to={quote(goes_to, safe='')}#{quote(goes_to)}")
    page.get_by_label("登录名").fill("clerk")
    page.get_by_label("密码").fill(office.password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", name="任务", level=1)).to_be_visible()
    assert page.url.startswith(f"{office.service.base}/")
    assert findings.wrong == []


def test_a_page_that_takes_text_for_markup_is_found_out(
    service: Service, visitors: Visitors, watch: Watch
) -> None:
    """The proof that the tests above can fail."""
    watch.forgive("")
    findings = Findings()
    context = visitors.context()
    findings.over(context, service.base)
    page = context.new_page()
    page.route("**/careless", lambda route: route.fulfill(body=_CARELESS, content_type="text/html"))
    page.goto("/careless")
    page.evaluate("texts => texts.forEach((text) => show(text))", list(payloads()))
    until = time.monotonic() + PATIENCE_S
    while len(findings.ran) < 50 and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert len(findings.ran) >= 50, "payloads that do run where a page is careless"
    assert sum("made by a payload" in said for said in findings.wrong) > 100
    assert any("leads astray" in said for said in findings.wrong)
    assert any("has a handler" in said for said in findings.wrong)


def test_markup_that_a_screen_would_make_is_refused_by_the_browser_and_told(
    service: Service, visitors: Visitors, watch: Watch
) -> None:
    """Should somebody bring innerHTML back, the policy holds, and the tests above hear of it."""
    watch.forgive("Trusted|Content Security Policy")
    findings = Findings()
    context = visitors.context()
    findings.over(context, service.base)
    page = context.new_page()
    settled(page, "/help")
    with pytest.raises(Error, match="TrustedHTML"):
        page.evaluate("text => { document.body.innerHTML = text; }", payloads()[0])
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('a'), {href: 'data:x'}))"
    )
    page.wait_for_selector("a[href='data:x']", state="attached")
    assert any("against the policy: require-trusted-types-for" in one for one in findings.wrong)
    assert any("leads astray" in one for one in findings.wrong)


def _visitor(visitors: Visitors, office: Office, findings: Findings, login: str) -> Page:
    page = visitors.signed_in(login, office.password)
    findings.over(page.context, office.service.base)
    page.close()
    return page.context.new_page()


def _walk(page: Page, address: str, findings: Findings) -> None:
    """Opens a screen with everything in it that a button, a tab or a fold hides."""
    _opened(page, address)
    tabs = page.get_by_role("tab")
    for number in range(max(tabs.count(), 1)):
        if number < tabs.count():
            tabs.nth(number).evaluate("tab => tab.click()")
        page.wait_for_selector(_STANDS, state="attached")
        _press_everything(page, page.url, findings)
    for further in page.eval_on_selector_all("main a[href*='?']", "all => all.map(a => a.href)")[
        :3
    ]:
        _opened(page, further)
        findings.read(page)


def _press_everything(page: Page, address: str, findings: Findings) -> None:
    pressed: list[str] = []
    for _ in range(_MOST_PRESSED):
        page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
        findings.read(page)
        name = page.evaluate(_PRESS, [pressed, _LEFT_ALONE])
        if name is None:
            return
        pressed.append(name)
        findings.pressed.append(name)
        page.wait_for_selector(_STANDS, state="attached")
        findings.read(page)
        if page.locator("dialog[open]").count():
            page.keyboard.press("Escape")
        if page.url != address:
            _opened(page, address)


def _opened(page: Page, address: str) -> None:
    # From elsewhere: a step from one place of a page to another of it loads nothing.
    page.goto("about:blank")
    settled(page, address)
