"""The page works in the oldest browser it is meant for, and keeps to what its policy allows."""

import subprocess
from pathlib import Path

import pytest

from tests.browser import script_check, style_check

ROOT = Path(__file__).parents[2]
WEB = ROOT / "service" / "web"


def read(pattern: str) -> dict[str, str]:
    """The files of the page that match, by their path below ``service/web``."""
    return {
        path.relative_to(WEB).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(WEB.rglob(pattern))
    }


def test_the_modules_types_hold() -> None:
    (compiler,) = (ROOT / "node_modules" / "@typescript").glob("typescript-*/lib/tsc")
    said = subprocess.run(
        [compiler, "--pretty", "false"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout


def test_the_style_sheets_use_nothing_too_new() -> None:
    assert {n: told for n, text in read("*.css").items() if (told := style_check.newer(text))} == {}


def test_the_modules_use_nothing_too_new() -> None:
    modules = read("*.js")
    own = script_check.own_names((read("*.d.ts") | modules).values())
    found = {n: told for n, text in modules.items() if (told := script_check.newer(text, own))}
    assert found == {}


def test_one_module_alone_lets_the_browser_ask_before_a_page_is_left() -> None:
    asking = [name for name, text in read("*.js").items() if "beforeunload" in text]
    assert asking == ["static/core/leaving.js"]


def test_the_modules_turn_no_text_into_markup_or_program() -> None:
    found = {n: told for n, text in read("*.js").items() if (told := script_check.forbidden(text))}
    assert found == {}


def test_the_templates_hold_nothing_inline_and_nothing_from_elsewhere() -> None:
    found = {
        name: told
        for name, text in read("*.html").items()
        if (told := script_check.faults_of_template(text))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ("a:has(b) { color: red }", ":has, known from Chromium 105"),
        ("a:not(.b:has(c)) { color: red }", ":has, known from Chromium 105"),
        ("a { &:hover { color: red } }", "a rule inside a rule"),
        ("@layer x { a { color: red } }", "@layer, known from Chromium 99"),
        ("@container (width > 9px) { a { color: red } }", "@container, known from Chromium 105"),
        ("@media (width > 600px) { a { color: red } }", "a range in @media"),
        ("@media print { a { height: 100dvh } }", "the unit dvh"),
        ("a { color: color-mix(in srgb, red, blue) }", "color-mix(), known from Chromium 111"),
        ("a { text-wrap: initial }", "text-wrap, known from Chromium 114"),
        ("a { field-sizing: initial }", "field-sizing, known from Chromium 123"),
        ("a { overflow: clip }", "overflow: clip, known from Chromium 90"),
        ("a { colour: red }", "colour, which nobody knows"),
    ],
)
def test_what_is_too_new_in_a_style_sheet_is_told(sheet: str, told: str) -> None:
    assert style_check.newer(sheet)[:1] == [f"line 1: {told}"]


@pytest.mark.parametrize(
    "sheet",
    [
        "a:is(b), a:where(c), a:focus-visible, p:nth-child(2n+1)::before { inset: 0 }",
        "@supports (height: 1dvh) { a { height: 1dvh } }",
        "@media (min-width: 60em) and (prefers-reduced-motion: reduce) { a { gap: 1px } }",
        "a { --x: 1px; width: min(1px, var(--x)); grid-template-columns: repeat(2, 1fr) }",
        "@page { size: A4 } @font-face { font-family: x; src: local('y') }",
        "svg text { fill: currentColor } .b { aspect-ratio: 1; user-select: none }",
    ],
)
def test_what_the_oldest_browser_knows_is_let_pass(sheet: str) -> None:
    assert style_check.newer(sheet) == []


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("node.checkVisibility()", ".checkVisibility, known from Chromium 105"),
        ("AbortSignal.timeout(9)", "AbortSignal.timeout, known from Chromium 103"),
        ("crypto.randomUUID()", ".randomUUID, known from Chromium 92"),
        ("const copy = structuredClone(a)", "structuredClone, known from Chromium 98"),
        ("new EditContext()", "EditContext, known from Chromium 121"),
        ("h('div', { inert: true })", "attribute inert, known from Chromium 102"),
    ],
)
def test_what_is_too_new_in_a_module_is_told(program: str, told: str) -> None:
    assert script_check.newer(f"// a line\n{program}") == [f"line 2: {told}"]


@pytest.mark.parametrize(
    "program",
    [
        "a.innerHTML = b",
        "a.insertAdjacentHTML('beforeend', b)",
        "document.write(b)",
        "eval(b)",
        "new Function(b)",
        "setTimeout('go()', 9)",
        "a.setAttribute('style', b)",
        "a.setAttribute('onclick', b)",
        "a.href = 'javascript:go()'",
        "fetch('https://example.test/')",
        "class A { static { go() } }",
    ],
)
def test_what_a_module_must_not_do_is_told(program: str) -> None:
    (told,) = script_check.forbidden(program)
    assert told.startswith("line 1: ")
    assert script_check.forbidden(f"// {program}\n/* {program} */ go(a)") == []


@pytest.mark.parametrize(
    "template",
    [
        "<p style='color: red'>",
        "<button {% if a %}disabled{% endif %} onclick='go()'>",
        "<script>go()</script>",
        "<style>a { color: red }</style>",
        "<img src='//example.test/a.png'>",
        "<a href='javascript:go()'>",
        "<div popover>",
        "<search></search>",
    ],
)
def test_what_a_template_must_not_hold_is_told(template: str) -> None:
    assert len(script_check.faults_of_template(template)) == 1


def test_a_template_may_hold_data_and_modules() -> None:
    page = '<script type="application/json">{}</script><script type="module" src="/a.js"></script>'
    assert script_check.faults_of_template(f"<dialog>{page}<a href='/x'>一</a></dialog>") == []
