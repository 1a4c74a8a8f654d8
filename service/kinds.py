"""Kinds: the 文种 this product ships and those a person adds, read from YAML and validated.

A person's own file in the data directory's ``kinds`` folder takes the place of a built-in kind
with the same id, so a unit can follow its own notice without touching code.
"""

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rapidfuzz import fuzz

from service.errors import BadData, UnknownKind
from service.kind import AspectSpec, Kind, Scope
from service.language.normal import normal
from service.paper import Paper
from service.validation import cause_of
from service.written_yaml import BadYaml, line_of, parsed

_ADVICE = "请参照 duizhao kinds show team-2025 的写法修改"
_TAIL = re.compile(
    r"(?:方面|上)?(?:存在|查摆)?(?:出?的)?(?:主要|突出|具体)?的?(?:问题|不足|差距|短板)?(?:和|与)?(?:问题|不足|差距)?$"
)
_HEAD = re.compile(r"^(?:关于|围绕|聚焦|针对)?在?(?:对照)?(?:带头)?")
# Heading against title, in hundredths: below it two different aspects begin to look alike.
_ALIKE = 72
# Share of the kind's aspects that must stand in a paper's headings before it is taken for one.
_ENOUGH = 0.5


def load_kinds(extra_dir: Path | None = None) -> dict[str, Kind]:
    """Every kind by id: the built-in ones in order of id, then those in ``extra_dir``.

    A missing directory is none. Raises BadData naming the file, the field and what to do.
    """
    built_in = (p for p in files("prompts").joinpath("kinds").iterdir() if _is_yaml(p.name))
    kinds = {}
    for path in sorted(built_in, key=lambda p: p.name):
        kind = read_kind(path.read_text(encoding="utf-8"), path.name)
        kinds[kind.id] = kind
    return kinds | _own_kinds(extra_dir)


def _own_kinds(directory: Path | None) -> dict[str, Kind]:
    if directory is None or not directory.is_dir():
        return {}
    found: dict[str, Kind] = {}
    origin: dict[str, str] = {}
    for path in sorted(p for p in directory.iterdir() if _is_yaml(p.name)):
        kind = read_kind(_text_of(path), path.name)
        if kind.id in found:
            raise BadData(f"{path.name}：id “{kind.id}” 与 {origin[kind.id]} 重复，请改用另一个 id")
        found[kind.id], origin[kind.id] = kind, path.name
    return found


def _is_yaml(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(f"{path.name}：读不出来，请确认是 UTF-8 编码的文本文件") from error


def read_kind(text: str, file: str) -> Kind:
    """The kind that a YAML text describes. Raises BadData naming ``file`` and the field."""
    try:
        tree, data = parsed(text)
    except BadYaml as error:
        raise BadData(f"{file}：{error}") from error
    if not isinstance(data, dict):
        raise BadData(f"{file}：内容应为若干“名称: 内容”。{_ADVICE}")
    try:
        kind = Kind.model_validate(data, extra="forbid")
    except ValidationError as error:
        first = error.errors()[0]
        raise BadData(f"{file}：{_place(tree, first['loc'])}{_explained(first)}") from error
    _reject_contradictions(kind, file)
    return kind


def _place(tree: Any, loc: Sequence[object]) -> str:
    line = line_of(tree, loc)
    return f"第{line}行 " if line else ""


def _explained(first: Mapping[str, Any]) -> str:
    names = (f"第{part + 1}个" if isinstance(part, int) else part for part in first["loc"])
    return f"{' '.join(names)}：{cause_of(first)}。{_ADVICE}"


def _reject_contradictions(kind: Kind, file: str) -> None:
    if not kind.id.strip():
        raise BadData(f"{file}：id 不能为空")
    if not kind.aspects:
        raise BadData(f"{file}：aspects 至少要有一个对照方面，请从通知中照抄")
    for field in ("key", "title"):
        values = Counter(getattr(aspect, field) for aspect in kind.aspects)
        value, count = values.most_common(1)[0]
        if count > 1 or not all(values):
            raise BadData(f"{file}：aspects 的 {field} “{value}” 为空或重复，请逐个写清")
    if not {"problems", "plan"} & {chapter.role for chapter in kind.chapters}:
        raise BadData(f"{file}：chapters 里要有一章 role 为 problems 或 plan")
    if kind.length and not 0 < kind.length[0] <= kind.length[1]:
        raise BadData(f"{file}：length 应为 [最少字数, 最多字数]")


def kind_named(name: str, kinds: Mapping[str, Kind]) -> Kind:
    """The kind of that id. Raises UnknownKind with the nearest id and the list of all."""
    if name in kinds:
        return kinds[name]
    near = difflib.get_close_matches(name.lower(), list(kinds), n=1, cutoff=0.4)
    hint = f"，您要的可能是 {near[0]}" if near else ""
    raise UnknownKind(f"没有“{name}”这个文种{hint}。可用的文种：{'、'.join(kinds)}")


def guess_kind(paper: Paper, kinds: Mapping[str, Kind]) -> Kind | None:
    """The kind a paper was most likely written for, None when nothing speaks for one.

    Grounds: who writes (title, 支部, 我), the year, and how many of the kind's aspects stand in
    its section headings. At least half of the aspects must, or year and writer must agree.
    """
    headings = [s.title for c in paper.chapters for s in c.sections if s.title]
    scope = _scope(paper)
    ranked = [(_score(k, paper, headings), k) for k in kinds.values() if k.scope == scope]
    score, best = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
    return best if best and score >= _ENOUGH else None


def _score(kind: Kind, paper: Paper, headings: Sequence[str]) -> float:
    named = {found.key for h in headings if (found := aspect_named(h, kind))}
    same_year = paper.year == kind.year
    return len(named) / len(kind.aspects) + (0.6 if same_year else 0.0)


def _scope(paper: Paper) -> Scope:
    head = paper.title + paper.unit
    if "整改" in paper.title and any(w in paper.title for w in ("方案", "清单", "台账")):
        return "plan"
    text = "".join(item.text for item in paper.items())
    if "个人" in paper.title or ("班子" not in head and text.count("我") - text.count("我们") > 12):
        return "individual"
    return "branch" if "支部" in head or "组织生活会" in paper.title else "team"


def core(heading: str) -> str:
    """A heading without 在…方面, 对照…, 带头… and marks: what it is about."""
    return normal(_TAIL.sub("", _HEAD.sub("", heading.strip())))


def aspect_named(heading: str, kind: Kind | None) -> AspectSpec | None:
    """The aspect of ``kind`` that a heading stands for, None when none does."""
    wanted = core(heading)
    if kind is None or len(wanted) < 2:
        return None
    scored = [(_likeness(wanted, heading, spec), -n) for n, spec in enumerate(kind.aspects)]
    score, place = max(scored, default=(0.0, 0))
    return kind.aspects[-place] if score >= _ALIKE else None


def _likeness(wanted: str, heading: str, spec: AspectSpec) -> float:
    title, short = core(spec.title), normal(spec.short)
    if wanted in (title, short):
        return 100.0
    if len(wanted) <= 60 and (wanted in title or title in wanted):
        return 95.0
    # A long sentence may mention an aspect without being its heading.
    if short and len(wanted) <= 60 and short in normal(heading):
        return 90.0
    return fuzz.ratio(wanted, title)
