"""ADVISING: what a model may add to the flags that the rules found.

It may bring suggestions into another order, word a more concrete question beside a flag's own, and
point at passages told again in other words. It may clear nothing: a concern gives ``Advice``, and
``merging.merged`` is the only code that lays advice over flags.
"""

from service.checks.advising.advise import CONCERNS, advise
from service.checks.advising.advised import Advised
from service.llm.external import allowed, is_external

__all__ = ["CONCERNS", "Advised", "advise", "allowed", "is_external"]
