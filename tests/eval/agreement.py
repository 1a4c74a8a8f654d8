"""Agreement of two labellings of generic wording: ``python -m tests.eval.agreement``.

``--sample FILE`` writes the sentences to label a second time, without labels and shuffled; the
filled file is kept as ``generic/second.tsv``. Without it, the agreement with the first labels is
computed: share of equal labels, Cohen's kappa with its 95 % interval (Fleiss 1969), the same for
generic against the rest, and which label was read as which.
"""

import csv
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).parent / "generic"
SECOND = FOLDER / "second.tsv"
TABLES = ("fresh.tsv", "invented.tsv", "library_a.tsv", "library_b.tsv")
_SEEN = 12
"""Rows of a table that the second labeller had seen with their labels; they are never drawn."""
_DRAWN = 160
_SEED = 20251121
Pair = tuple[str, str]


def sample() -> list[str]:
    """The sentences to label again: from every table and label in proportion, in random order."""
    chance = random.Random(_SEED)  # noqa: S311 (a repeatable sample, no secret)
    strata: dict[Pair, list[str]] = defaultdict(list)
    for table in TABLES:
        for row in _rows(FOLDER / table)[_SEEN:]:
            strata[table, row["label"]].append(row["sentence"])
    every = sum(map(len, strata.values()))
    drawn = [
        sentence
        for key in sorted(strata)
        for sentence in chance.sample(strata[key], math.ceil(_DRAWN * len(strata[key]) / every))
    ]
    chance.shuffle(drawn)
    return drawn


def pairs() -> list[Pair]:
    """(first, second) label of every sentence that was labelled twice."""
    first = {row["sentence"]: row["label"] for table in TABLES for row in _rows(FOLDER / table)}
    return [(first[row["sentence"]], row["second"]) for row in _rows(SECOND)]


def kappa(labels: Sequence[Pair]) -> tuple[float, float, float]:
    """Cohen's kappa and its 95 % bounds; 1 where both labellings use one and the same label."""
    count = len(labels)
    joint = Counter(labels)
    rows, columns = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    names = sorted(set(rows) | set(columns))
    agreed = sum(joint[name, name] for name in names) / count
    chance = sum(rows[name] * columns[name] for name in names) / count**2
    if chance == 1.0:
        return 1.0, 1.0, 1.0
    value = (agreed - chance) / (1 - chance)
    own = sum(
        joint[n, n] / count * (1 - (rows[n] + columns[n]) / count * (1 - value)) ** 2 for n in names
    )
    crossed = (1 - value) ** 2 * sum(
        joint[a, b] / count * ((columns[a] + rows[b]) / count) ** 2
        for a in names
        for b in names
        if a != b
    )
    spread = own + crossed - (value - chance * (1 - value)) ** 2
    error = 1.959964 * math.sqrt(max(0.0, spread) / count) / (1 - chance)
    return value, value - error, min(1.0, value + error)


def report() -> str:
    """The agreement in words and figures."""
    both = pairs()
    two = [(_generic(a), _generic(b)) for a, b in both]
    lines = [f"sentences labelled twice: {len(both)}"]
    for name, labels in (("three labels", both), ("generic or not", two)):
        value, low, high = kappa(labels)
        same = sum(a == b for a, b in labels)
        lines.append(
            f"{name}: same {same}/{len(labels)}, kappa {value:.3f} [{low:.3f}, {high:.3f}]"
        )
    for (one, other), number in sorted(Counter(both).items()):
        lines.append(f"  first {one}, second {other}: {number}")
    return "\n".join(lines)


def _generic(label: str) -> str:
    return label if label == "generic" else "other"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--sample"]:
        text = "\n".join(["second\tsentence", *(f"\t{sentence}" for sentence in sample())])
        Path(sys.argv[2]).write_text(text + "\n", encoding="utf-8")
    else:
        sys.stdout.write(report() + "\n")
