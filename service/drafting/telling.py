"""Telling: a bundle's notes as sentences of fact, attributed once, each thing said once."""

from service.drafting.bundles import Bundle, details, is_formal
from service.drafting.heading import Phrase
from service.drafting.register import Told, told
from service.drafting.sentences import channel, count, report, wish
from service.drafting.wording import register
from service.language.about import overlap
from service.language.normal import normal
from service.language.specifics import unsupported
from service.notes import Note
from service.paper import Sentence
from service.typeset import chinese_number

# From so many opinions on one matter their number says something.
_WORTH_COUNTING = 5
# A clause whose content has been said to this share is not said twice.
_SAID = 0.7
_MOST_CHANNELS = 3


def fact_sentences(
    bundle: Bundle, channels: frozenset[str], phrase: Phrase | None = None
) -> tuple[Sentence, ...]:
    """What the bundle's notes say: records first, then voices, then wishes.

    ``channels`` are the sources that may be named; ``phrase`` is the headline where the notes gave
    it word for word: it is not said again. A note that adds nothing is only cited.
    """
    page = _Page(bundle, channels, phrase)
    for note in _ordered(bundle, phrase):
        page.tell(note)
    return tuple(page.counted())


class _Page:
    """The sentences so far, and what has been attributed."""

    def __init__(self, bundle: Bundle, channels: frozenset[str], phrase: Phrase | None) -> None:
        self.sentences: list[Sentence] = []
        self._bundle = bundle
        self._phrase = phrase
        self._channels = channels
        self._attributed: set[bool] = set()
        self._points = 0
        voices = not any(is_formal(note) for note in bundle.notes)
        self._counts = voices and bundle.theme is not None and len(bundle.notes) >= _WORTH_COUNTING

    def tell(self, note: Note) -> None:
        """Adds what ``note`` says: its facts, or its wish when it is nothing else."""
        pieces = told(note)
        wanted = [piece for piece in pieces if not piece.demand] or pieces
        started = len(self.sentences)
        for piece in wanted:
            known = next((i for i, s in enumerate(self.sentences) if _says(s, piece)), None)
            if known is None:
                point = self._bundle.theme is None and len(self.sentences) == started
                self.sentences.append(self._told(note, piece, point=point))
            else:
                ids = tuple(dict.fromkeys([*self.sentences[known].notes, note.id]))
                self.sentences[known] = self.sentences[known].model_copy(update={"notes": ids})

    def counted(self) -> list[Sentence]:
        """The sentences, with the number of opinions where it says something."""
        if not self._counts or not self.sentences:
            return self.sentences
        cited = dict.fromkeys(i for s in self.sentences for i in s.notes)
        number = count(
            f"{self._named() or '这方面'}收到意见{{n}}条，集中在：", cited, self.sentences[0].quote
        )
        at = int(self._only_headline(self.sentences[0]))
        return [*self.sentences[:at], number, *self.sentences[at:]]

    def _told(self, note: Note, piece: Told, *, point: bool) -> Sentence:
        if point:
            self._points += 1
        lead = f"{chinese_number(self._points)}是" if point else ""
        if piece.demand:
            said = wish(piece, [note.id])
            return said.model_copy(update={"text": lead + said.text})
        left = self._left(note, piece)
        if not left:
            return report(piece, "", [note.id])
        opener = self._opener(note, piece)
        if point and opener and opener != register().personal_opener:
            return report(_worded(piece, lead + left), opener, [note.id])
        said = report(_worded(piece, left), opener, [note.id])
        return said.model_copy(update={"text": lead + said.text})

    def _left(self, note: Note, piece: Told) -> str:
        """The piece without the headline where it begins with it and opens the item."""
        phrase = self._phrase
        if self.sentences or phrase is None or note.id != phrase.note:
            return piece.text
        rest = piece.text.removeprefix(phrase.text)
        if rest and (rest == piece.text or rest[0] not in "，；"):
            return piece.text
        return rest.lstrip("，；")

    def _opener(self, note: Note, piece: Told) -> str:
        formal = is_formal(note)
        if formal not in self._attributed:
            self._attributed.add(formal)
            if formal:
                return f"{channel(note.source)}指出"
            named = self._named()
            opener = f"{named}反映" if named else register().plain_opener
            return "" if self._counts else opener
        quoted = piece.text.startswith("“") and piece.text.endswith("”")
        return register().personal_opener if piece.personal or quoted else ""

    def _named(self) -> str:
        """The channels of the voices, as far as naming them gives nobody away."""
        voices = [n for n in self._bundle.notes if not is_formal(n) and n.source in self._channels]
        names = list(dict.fromkeys(channel(note.source) for note in voices))[:_MOST_CHANNELS]
        return "、".join(names)

    def _only_headline(self, sentence: Sentence) -> bool:
        return self._phrase is not None and sentence.text == f"{self._phrase.text}。"


def _ordered(bundle: Bundle, phrase: Phrase | None) -> list[Note]:
    def order(note: Note) -> tuple[bool, bool, bool, int]:
        only_wishes = all(piece.demand for piece in told(note))
        first = phrase is not None and note.id == phrase.note
        return not first, only_wishes, not is_formal(note), -details(note)

    return sorted(bundle.notes, key=order)


def _worded(piece: Told, text: str) -> Told:
    return Told(text=text, quote=piece.quote, demand=piece.demand, personal=piece.personal)


def _says(sentence: Sentence, piece: Told) -> bool:
    if unsupported(piece.text, [sentence.text]):
        return False
    return all(overlap(c, sentence.text) >= _SAID for c in piece.text.split("，") if normal(c))
