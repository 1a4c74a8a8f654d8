"""The page's modules as they travel: a screen's in one file, a part that comes later in another."""

import re
from pathlib import Path

import pytest

from service.web.modules import FOLDER, joined, modules_of, parts_of, shortened
from service.web.screens import SCREENS

NAMES = [screen.name for screen in SCREENS]
MODULES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js"))
FORMS = (
    r'import \{ \w+( as \w+)?(, \w+( as \w+)?)* \} from "\.[^"]+";',
    r'import "\.[^"]+";',
    r"export (async function|function|class|const) \w+.*",
)
JOINS = (
    r'import \{ \$modules, \$later \} from "/release/[\w-]+\.js";',
    r'export const \{ \w+(, \w+)* \} = \$modules\["[^"]+"\];',
)


def lines(program: str) -> list[str]:
    """Its lines that say what comes from elsewhere and what goes there."""
    return re.findall(r"^(?:import|export)\b.*$", program, re.MULTILINE)


def held(program: str) -> list[str]:
    """The modules in a joined file, in their order."""
    return re.findall(r'^\$modules\["([^"]+)"\] \?\?=', program, re.MULTILINE)


def asked(name: str) -> dict[str, set[bool]]:
    """The parts that a screen and its parts load on demand, each with whether it waits for what
    they share."""
    found: dict[str, set[bool]] = {}
    for path, program in joined("/release").items():
        if path.split("/")[0].split(".")[0] == name:
            for part, shares in re.findall(r'\$later\("([^"]+)"(, true)?\)', program):
                found.setdefault(part, set()).add(bool(shares))
    del found["shared.js"]
    return found


def imported(module: str, how: str) -> set[str]:
    """What a module names in a way, by its path below the static folder."""
    path: Path = FOLDER / module
    given = re.findall(how, shortened(path.read_text(encoding="utf-8")))
    return {(path.parent / one).resolve().relative_to(FOLDER.resolve()).as_posix() for one in given}


AT_ONCE = r'(?m)^import [^;]*?"(\.[^"]+)";$'
ALL_IMPORTS = {module: imported(module, AT_ONCE) for module in MODULES}
LATER = r'=> import\("(\.[^"]+)"\)'


def test_every_module_keeps_to_the_forms_that_can_be_joined() -> None:
    texts = {module: (FOLDER / module).read_text(encoding="utf-8") for module in MODULES}
    assert [module for module, text in texts.items() if re.search(r"\$(?!\{)[a-z]", text)] == []
    named = [(module, line) for module, text in texts.items() for line in lines(text)]
    assert len(named) > 500
    assert [one for one in named if not any(re.fullmatch(form, one[1]) for form in FORMS)] == []


def test_every_module_stands_after_everything_that_it_imports() -> None:
    for module in MODULES:
        order = modules_of(module)
        assert order[-1] == module
        for place, one in enumerate(order):
            assert ALL_IMPORTS[one] <= set(order[:place]), one


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_comes_in_one_file_with_all_that_it_imports_and_nothing_of_later(
    name: str,
) -> None:
    program = joined("/release")[f"{name}.js"]
    assert held(program) == list(modules_of(f"screens/{name}.js"))
    parts = parts_of(f"screens/{name}.js")
    given = ["$modules", "$later"] if parts else ["$modules"]
    assert [line.split(" = ")[0] for line in lines(program)] == [f"export const {g}" for g in given]
    assert set(held(program)).isdisjoint(parts)


@pytest.mark.parametrize("name", ["draft", "admin"])
def test_a_part_that_is_loaded_later_brings_only_what_the_screen_has_not(name: str) -> None:
    programs = joined("/release")
    first, shared = held(programs[f"{name}.js"]), held(programs.get(f"{name}/shared.js", ""))
    parts = parts_of(f"screens/{name}.js")
    assert len(parts) > 5
    for part in parts:
        program = programs[f"{name}/{part}"]
        assert {*first, *shared}.isdisjoint(held(program))
        has = {*first, *held(program)}
        if asked(name)[part] == {True}:
            has |= set(shared)
        assert has >= set(modules_of(part))
        assert all(any(re.fullmatch(form, line) for form in JOINS) for line in lines(program))


def test_what_many_parts_of_a_screen_need_comes_once() -> None:
    programs = joined("/release")
    files = [program for path, program in programs.items() if path.startswith("draft")]
    everything = [module for program in files for module in held(program)]
    assert len(everything) == len(set(everything)) > 40


def test_what_parts_share_stands_after_everything_that_it_imports() -> None:
    programs = joined("/release")
    first, shared = held(programs["draft.js"]), held(programs["draft/shared.js"])
    for place, one in enumerate(shared):
        assert set(first) | set(shared[:place]) >= ALL_IMPORTS[one], one


@pytest.mark.parametrize("name", ["draft", "admin"])
def test_whatever_is_loaded_later_is_asked_for_where_it_lies(name: str) -> None:
    programs = joined("/release")
    own = [
        program for path, program in programs.items() if path.split("/")[0].split(".")[0] == name
    ]
    demanded = {
        one for program in own for module in held(program) for one in imported(module, LATER)
    }
    assert len(demanded) > 5
    assert asked(name).keys() == demanded
    assert {f"{name}/{part}" for part in asked(name)} <= set(programs)
