"""Faults planted into papers that have none, each with the rule that has to find it."""

from service.evaluation.mutations.bases import Base, is_base_set, read_bases
from service.evaluation.mutations.mutation import Mutation
from service.evaluation.mutations.scoring import MutationScore, mutations_of, score_mutations

__all__ = [
    "Base",
    "Mutation",
    "MutationScore",
    "is_base_set",
    "mutations_of",
    "read_bases",
    "score_mutations",
]
