"""Many papers: what they have in common, skirt and repeat, and which of them differ."""

from collections.abc import Sequence

from service.reviewing.aspects import aspect_rows
from service.reviewing.common_problems import common_problems
from service.reviewing.outliers import outliers
from service.reviewing.repeated import repeated
from service.reviews import AspectRow, CommonProblem, Outlier, PaperReview, Repeated
from service.subject import Subject
from service.value import Value


class Comparison(Value):
    """What many papers show together; every figure of it carries its sources."""

    common: tuple[CommonProblem, ...] = ()
    aspects: tuple[AspectRow, ...] = ()
    outliers: tuple[Outlier, ...] = ()
    repeated: tuple[Repeated, ...] = ()


def compare(papers: Sequence[PaperReview], subjects: Sequence[Subject]) -> Comparison:
    """The comparison of ``papers``; ``subjects`` are what they were made of, in the same order.

    With fewer papers than a comparison needs its part is empty.
    """
    texts = {subject.file: subject.text for subject in subjects}
    kinds = {subject.kind.id: subject.kind for subject in subjects if subject.kind}
    return Comparison(
        common=common_problems(papers, texts),
        aspects=aspect_rows(papers, kinds, texts),
        outliers=outliers(papers, subjects),
        repeated=repeated(subjects),
    )
