"""The modules of the page, joined: a screen's in one file, each part that comes later in another.

An old machine takes longer for every request than for what most modules hold. Joined, each module
stands in a function of its own, after those that it imports, and is evaluated once a page:

    $modules["core/dom.js"] ??= (() => { …; return { h, fill }; })();

It can be this short because our modules keep to a few forms, to which a test holds them: imports by
name, one on a line, from another of ours and never in a circle; exports of a declaration that is
never set anew; no await outside a function.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

FOLDER = Path(str(files("service.web"))) / "static"
# Whole lines of comment, and indents: nothing that could stand inside a value, since a template
# that spans lines is not allowed (a test says so). Libraries that go further were tried and broke
# programs: one dropped spaces in nested templates and in expressions, one moved a declaration
# behind its first use.
_NEEDLESS = re.compile(
    r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*$\n?"  # a comment on lines of its own
    r"|^[ \t]*//[^\n]*$\n?"
    r"|/\*\* @(?:(?!\*/).)*\*/ ?"  # what a value is, said to the compiler
    r"|^[ \t]+|^\n",
    re.MULTILINE | re.DOTALL,
)
_IMPORT = re.compile(r'^import (?:\{ ([^}]*) \} from )?"(\.[^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)
# Loaded when it is needed, not before.
_LATER = re.compile(r'(?<=\bimport\()"(\.[^"]+)"(?=\))')


_WORTH_A_FILE = 8_000
"""Characters: a part that finds them in a file of their own waits for one file more."""


def shortened(program: str) -> str:
    """A module or a style sheet without its comments, indents and empty lines."""
    return _NEEDLESS.sub("", program)


@cache
def modules_of(name: str) -> tuple[str, ...]:
    """``name`` (a path below ``FOLDER``) and everything that it imports at its beginning, each
    after what it imports itself; not what it loads on demand."""
    found: dict[str, None] = {}
    for imported in _IMPORT.findall(_program(name)):
        found.update(dict.fromkeys(modules_of(_beside(name, imported[1]))))
    return (*found, name)


@cache
def parts_of(name: str) -> tuple[str, ...]:
    """What ``name`` and its modules load on demand, and what those load in their turn."""
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        for module in modules_of(waiting.pop()):
            asked = [_beside(module, given) for given in _LATER.findall(_program(module))]
            waiting += [one for one in asked if one not in found]
            found.update(dict.fromkeys(asked))
    return tuple(found)


def joined(base: str = "") -> dict[str, str]:
    """Every file that the page loads as a program, by its path below ``base``, the address of this
    release: ``draft.js`` is a screen, ``draft/draft/acts.js`` a part of it, ``draft/shared.js``
    what several of its parts need where that is much."""
    names = sorted(path.stem for path in (FOLDER / "screens").iterdir())
    return {path: program for name in names for path, program in _screen(name, base)}


def _screen(name: str, base: str) -> Iterator[tuple[str, str]]:
    entry, place = f"screens/{name}.js", f"{base}/{name}"
    first = modules_of(entry)
    wrapped = "".join(_wrapped(module, place) for module in first)
    yield f"{name}.js", f"export const $modules = {{}};\n{wrapped}"
    known = f'import {{ $modules }} from "{place}.js";\n'
    lacking = {p: [m for m in modules_of(p) if m not in first] for p in parts_of(entry)}
    needed = Counter(module for modules in lacking.values() for module in modules)
    several = {module: _wrapped(module, place) for module, parts in needed.items() if parts > 1}
    saved = sum(len(program) * (needed[module] - 1) for module, program in several.items())
    shared = several if saved > _WORTH_A_FILE else {}
    if shared:
        yield f"{name}/shared.js", known + "".join(shared.values())
    for part, modules in lacking.items():
        own = "".join(_wrapped(module, place) for module in modules if module not in shared)
        before = f'import "{place}/shared.js";\n' if shared.keys() & set(modules) else ""
        given = ", ".join(_EXPORT.findall(_program(part)))
        yield (
            f"{name}/{part}",
            f'{known}{before}{own}export const {{ {given} }} = $modules["{part}"];\n',
        )


def _wrapped(module: str, place: str) -> str:
    """A module in its function; the parts that it loads are found below ``place``."""
    program = _program(module)
    given = ", ".join(_EXPORT.findall(program))
    program = _IMPORT.sub(lambda found: _taken(module, *found.groups()), program)
    program = _LATER.sub(lambda found: f'"{place}/{_beside(module, found[1])}"', program)
    program = _EXPORT.sub("", program)
    return f'$modules["{module}"] ??= (() => {{\n{program}return {{ {given} }};\n}})();\n'


def _taken(module: str, names: str | None, given: str) -> str:
    if names is None:
        return ""
    return f'const {{ {names.replace(" as ", ": ")} }} = $modules["{_beside(module, given)}"];'


def _beside(module: str, given: str) -> str:
    """The path below ``FOLDER`` of what ``module`` names from where it lies."""
    target = (FOLDER / module).parent / given
    return target.resolve().relative_to(FOLDER.resolve()).as_posix()


@cache
def _program(module: str) -> str:
    return shortened((FOLDER / module).read_text(encoding="utf-8"))
