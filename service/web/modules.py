"""Which modules a module needs: told to the browser at once, so that it fetches them side by side
instead of finding them one after another."""

import re
from functools import cache

from service.web.assets import FOLDER

# Without brackets: import("…") asks for a module when it is needed, not before.
_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^"';=()]*?["'](\.[^"']+)["']""", re.MULTILINE)


@cache
def modules_of(name: str) -> tuple[str, ...]:
    """``name`` (a path below the static folder) and everything that it imports at its beginning,
    itself first; not what it loads on demand."""
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        one = waiting.pop(0)
        if one in found:
            continue
        found[one] = None
        path = FOLDER / one
        for given in _IMPORT.findall(path.read_text(encoding="utf-8")):
            target = (path.parent / given).resolve().relative_to(FOLDER.resolve())
            waiting.append(target.as_posix())
    return tuple(found)
