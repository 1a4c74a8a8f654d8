"""Every rule is listed, has a card, and does what its card's examples say."""

import pkgutil
import re
from collections import Counter
from importlib import import_module

import pytest

import service.checks
from service.checks import RULES, check, load_cards
from service.checks.cards import module_name
from service.checks.list_words import for_people, list_words
from service.evaluation.examples import subject_of_example
from service.kinds import load_kinds
from service.rule import Card, Example

CARDS = {module_name(card.id): card for card in load_cards()}
KINDS = load_kinds()
_PROGRAMS_WORDS = re.compile(r"[a-z]+[_/][a-z]+|\bR\d\d\b|\.(?:tsv|yaml|py)|样例\d|种子材料")
LISTED = [rule.__name__.rpartition(".")[2] for rule in RULES]


def _modules_with_find() -> list[str]:
    names = [m.name for m in pkgutil.iter_modules(service.checks.__path__)]
    return [n for n in names if hasattr(import_module(f"service.checks.{n}"), "find")]


def _examples(which: str) -> list[tuple[Card, Example]]:
    return [(card, example) for card in CARDS.values() for example in getattr(card, which)]


def _name(value: object) -> str:
    return value.id if isinstance(value, Card) else ""


def test_every_rule_module_is_listed_once() -> None:
    assert sorted(LISTED) == sorted(_modules_with_find())


def test_every_listed_rule_has_a_card_and_every_card_a_rule() -> None:
    assert sorted(LISTED) == sorted(CARDS)


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.id)
def test_a_card_shows_at_least_four_hits_and_four_misses_and_says_why(card: Card) -> None:
    assert len(card.hit) >= 4
    assert len(card.miss) >= 4
    assert card.why
    assert card.source


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.id)
def test_a_card_tells_people_nothing_in_the_words_of_the_program(card: Card) -> None:
    told = (card.source, card.why, card.message, card.ask)
    assert [text for text in told if _PROGRAMS_WORDS.search(text)] == []
    lists = [
        name
        for name, entries in card.data.items()
        if for_people(name) and isinstance(entries, list) and all(type(e) is str for e in entries)
    ]
    assert [name for name in lists if list_words(card.id, name) == name] == []


@pytest.mark.parametrize(("card", "example"), _examples("hit"), ids=_name)
def test_a_rule_flags_its_hits(card: Card, example: Example) -> None:
    flags = check(subject_of_example(example, KINDS), [card])
    assert flags
    if example.flags:
        assert Counter(flag.text for flag in flags) == Counter(example.flags)


@pytest.mark.parametrize(("card", "example"), _examples("miss"), ids=_name)
def test_a_rule_leaves_its_misses_alone(card: Card, example: Example) -> None:
    assert [flag.text for flag in check(subject_of_example(example, KINDS), [card])] == []


@pytest.mark.parametrize(("card", "example"), _examples("hit"), ids=_name)
def test_a_message_and_its_question_leave_no_place_unfilled(card: Card, example: Example) -> None:
    for flag in check(subject_of_example(example, KINDS), [card]):
        assert "{" not in flag.message.replace(flag.text, "")
        assert flag.ask
        assert "{" not in flag.ask
