"""The modules of the page, joined: a screen's in one file, each part that comes later in another.

An old machine takes longer for every request than for what most modules hold. Joined, each module
stands in a function of its own, after those that it imports, and is evaluated once a page:

    $modules["core/dom.js"] ??= (() => { …; return { h, fill }; })();

What is loaded on demand, `import("./acts.js")`, becomes `$later("draft/acts.js")`.

It can be this short because our modules keep to a few forms, to which a test holds them: imports by
name, one on a line, from another of ours and never in a circle; exports of a declaration that is
never set anew; no await outside a function.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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
_LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
_WORTH_A_FILE = 8_000
"""Characters: a part that finds them in a file of their own waits for one file more."""
# Chromium 88 remembers that a file did not come, and refuses its address until the page is
# refreshed: the next try asks under another. What parts share is asked for here and not by them,
# since their own import of it would be refused just so.
_LOADER = """const $tries = {};
export const $later = async (part, shares) => {
if (shares) await $later("shared.js");
const again = $tries[part] ? "?" + $tries[part] : "";
return import("./NAME/" + part + again).catch((error) => {
$tries[part] = ($tries[part] ?? 0) + 1;
throw error;
});
};
"""


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
    entry = f"screens/{name}.js"
    first = modules_of(entry)
    parts = {p: [m for m in modules_of(p) if m not in first] for p in parts_of(entry)}
    shared = _shared(parts)
    sharing = frozenset(part for part, modules in parts.items() if shared & set(modules))

    def written(modules: Iterable[str]) -> str:
        return "".join(_wrapped(module, sharing) for module in modules)

    loader = _LOADER.replace("NAME", name) if parts else ""
    yield f"{name}.js", f"export const $modules = {{}};\n{loader}{written(first)}"
    known = f'import {{ $modules, $later }} from "{base}/{name}.js";\n'
    if shared:
        # In the order of the parts, each of which has them in theirs.
        ordered = dict.fromkeys(m for modules in parts.values() for m in modules if m in shared)
        yield f"{name}/shared.js", known + written(ordered)
    for part, modules in parts.items():
        own = written(module for module in modules if module not in shared)
        given = ", ".join(_EXPORT.findall(_program(part)))
        yield f"{name}/{part}", f'{known}{own}export const {{ {given} }} = $modules["{part}"];\n'


def _shared(parts: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The modules that several parts need; none where a file of their own is not worth it."""
    needed = Counter(module for modules in parts.values() for module in modules)
    several = frozenset(module for module, count in needed.items() if count > 1)
    saved = sum(len(_program(module)) * (needed[module] - 1) for module in several)
    return several if saved > _WORTH_A_FILE else frozenset()


def _wrapped(module: str, sharing: Set[str]) -> str:
    """A module in its function. Of the parts that it loads, ``sharing`` wait for what is shared."""

    def loaded(found: re.Match[str]) -> str:
        part = _beside(module, found[1])
        return f'$later("{part}"{", true" if part in sharing else ""})'

    program = _program(module)
    given = ", ".join(_EXPORT.findall(program))
    program = _IMPORT.sub(lambda found: _taken(module, *found.groups()), program)
    program = _EXPORT.sub("", _LATER.sub(loaded, program))
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
