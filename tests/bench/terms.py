"""Looking for terms in a text: 300 and 30,000 of them, and textlint with the same 300.

textlint is no dependency. To measure against it, install it apart
(``npm install textlint textlint-rule-prh`` in a folder of its own) and name the folder:
``TEXTLINT_FOLDER=DIR python -m tests.bench terms``. One node process is started and warmed up
beforehand; it times each ``lintText`` of the same text from inside, so that neither node's start
nor loading the rules counts. Ours is timed with every place made a span.
"""

import json
import os
import random
import re
import statistics
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from service.language.phrases import PhraseIndex
from service.samples import texts
from tests.bench.measure import Line, least, limit, median_seconds, paired, seconds
from tests.bench.season import made_season

NAME = "terms"
FOLDER = "TEXTLINT_FOLDER"
_FEW, _TIMES = 300, 100
_PAPERS = 340
_ROUNDS = 3
_SEED = 3
_LINTER = """
const folder = process.argv[2];
const { createRequire } = require("node:module");
const at = createRequire(folder + "/");
const { TextlintKernel } = at("@textlint/kernel");
const read = (name) => { const m = at(name); return m.default ?? m; };
const text = require("node:fs").readFileSync(process.argv[3], "utf8");
const options = {
  ext: ".txt",
  plugins: [{ pluginId: "text", plugin: read("@textlint/textlint-plugin-text") }],
  rules: [{ ruleId: "prh", rule: read("textlint-rule-prh"),
            options: { rulePaths: [process.argv[4]] } }],
};
const kernel = new TextlintKernel();
require("node:readline").createInterface({ input: process.stdin }).on("line", async () => {
  const began = process.hrtime.bigint();
  const result = await kernel.lintText(text, options);
  const ms = Number(process.hrtime.bigint() - began) / 1e6;
  console.log(JSON.stringify({ ms, found: result.messages.length }));
});
"""


def run() -> Iterator[Line]:
    """More terms, then the peer."""
    text = "".join(said for _, said in made_season(_PAPERS).papers)
    yield from scaled(text, _FEW, _TIMES)
    folder = os.environ.get(FOLDER)
    if folder is None:
        yield Line("textlint", "left out: see tests/bench/terms.py")
        return
    yield from _against(text, made_terms(_FEW), Path(folder))


def scaled(text: str, few: int, times: int) -> Iterator[Line]:
    """``few`` terms and so many times as many in the same text."""
    size = len(text.encode()) / 1e6
    one, other = PhraseIndex(made_terms(few)), PhraseIndex(made_terms(few * times))
    found = paired(lambda: other.longest(text), lambda: one.longest(text))
    for index, took in ((one, found.b), (other, found.a)):
        yield Line(
            f"{len(index.phrases)} terms",
            f"{took * 1000:.1f} ms, {size / took:.1f} MB/s, {len(index.longest(text))} found",
        )
    yield limit(f"{times} times the terms, times the time", found.ratio, 8.0, "")
    built = median_seconds(lambda: PhraseIndex(other.phrases).longest(""), 3)
    yield Line(f"building {len(other.phrases)} terms", f"{built * 1000:.0f} ms")


def made_terms(count: int) -> list[str]:
    """So many different terms of three to six characters out of the sample library, and beyond
    what it holds, terms of its characters."""
    chance = random.Random(_SEED)  # noqa: S311 - a repeatable list, no secret
    letters = "".join(re.findall(r"[一-鿿]+", "".join(text for _, text in texts())))
    terms: dict[str, None] = {}
    while len(terms) < count:
        at, size = chance.randrange(len(letters) - 6), chance.randint(3, 6)
        # Two in three are no wording of the library: most of a list is not in a given text.
        known = letters[at : at + size]
        terms[known if chance.random() < 0.33 else "".join(chance.sample(known, size))] = None
    return list(terms)


def _against(text: str, terms: Sequence[str], folder: Path) -> Iterator[Line]:
    index = PhraseIndex(terms)
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as made:
        script, paper, rules = (Path(made) / n for n in ("lint.cjs", "paper.txt", "prh.yml"))
        script.write_text(_LINTER, encoding="utf-8")
        paper.write_text(text, encoding="utf-8")
        # prh only reports what it would replace: the replacement is the term with a mark.
        listed = [{"expected": f"{term}！", "patterns": [term]} for term in terms]
        rules.write_text(json.dumps({"version": 1, "rules": listed}), encoding="utf-8")
        command = ["node", str(script), str(folder.resolve()), str(paper), str(rules)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as node:
            _asked(node)
            pairs = [
                (seconds(lambda: index.longest(text)) * 1000, _asked(node)) for _ in range(_ROUNDS)
            ]
            if node.stdin:
                node.stdin.close()
    theirs = statistics.median(ms for _, (ms, _) in pairs)
    yield Line("ours, the same text", f"{statistics.median(ms for ms, _ in pairs):.1f} ms")
    yield Line("textlint with prh", f"{theirs:.0f} ms, {pairs[0][1][1]} found")
    ratio = statistics.median(peer / own for own, (peer, _) in pairs)
    yield least("textlint / ours", ratio, 50.0)


def _asked(node: "subprocess.Popen[str]") -> tuple[float, int]:
    """One more lint by the waiting process: its own milliseconds, and how many it found."""
    if node.stdin is None or node.stdout is None:
        raise ValueError("the process has no pipes")
    node.stdin.write("\n")
    node.stdin.flush()
    answer = json.loads(node.stdout.readline())
    return float(answer["ms"]), int(answer["found"])
