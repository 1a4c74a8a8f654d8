"""Papers for tests of what many papers have in common: invented units, parsed like a user's."""

from hashlib import sha256

from service.blocks import SourceText
from service.checks import check
from service.kind import Kind
from service.kinds import load_kinds
from service.library import Material
from service.parsing import parse
from service.reviewing.problems import owned_problems
from service.reviews import PaperReview
from service.subject import Subject

KIND = "team-2023"


def kind(id_: str = KIND) -> Kind:
    return load_kinds()[id_]


def source(text: str, file: str) -> SourceText:
    return SourceText(file=file, format="txt", text=text, sha256=sha256(text.encode()).hexdigest())


def subject(
    text: str, unit: str, *, file: str = "", year: int = 2023, last: str = "", of: str = KIND
) -> Subject:
    """A paper of ``unit`` to be looked at; ``last`` is the text of its paper of the year before."""
    name = file or f"{unit}.txt"
    past: tuple[Material, ...] = ()
    if last:
        before = source(last, f"{unit}去年.txt")
        paper = parse(before, kind(of)).model_copy(update={"year": year - 1, "unit": unit})
        past = (
            Material(
                sha256=before.sha256,
                owner=unit,
                use="own-past",
                file=before.file,
                text=last,
                paper=paper,
            ),
        )
    return Subject(
        file=name,
        text=text,
        paper=parse(source(text, name), kind(of)),
        kind=kind(of),
        unit=unit,
        year=year,
        past=past,
    )


def page(of: Subject) -> PaperReview:
    """The page of one paper as far as comparing needs it."""
    problems = owned_problems(of, check(of))
    return PaperReview(
        file=of.file,
        unit=of.unit,
        kind=of.kind.id if of.kind else None,
        year=of.year,
        problems=problems,
        concreteness=sum(p.concrete for p in problems) / max(1, len(problems)),
    )


def problems_paper(*points: str, aspect: str = "理论学习") -> str:
    """A paper with one aspect and one problem a point."""
    numbered = "".join(
        f"{mark}是{point}\n" for mark, point in zip("一二三四五六七八九十", points, strict=False)
    )
    return f"对照检查材料\n一、存在的主要问题\n（一）{aspect}方面\n{numbered}"
