"""The index that all checks share shows no check a text that it was not given."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

from service.blocks import SourceText
from service.checks import check
from service.checks.cards import packaged_cards
from service.checks.copies import Shelf
from service.language.overlap import OverlapIndex
from service.library import Material
from service.parsing import parse
from service.subject import Subject

CARDS = [card for card in packaged_cards() if card.id in ("reuse.peer", "reuse.own-past")]
CANARY = "夜班巡检打卡器坏在三号井口两个月，班长让人代打，月底考核照样全勤"
OWN = "泵站值守日志是月底一次补写的，抽查四次对不上，值班组长签了字没有翻看"


def paper(*said: str) -> str:
    points = [f"{n}.{sentence}。" for n, sentence in enumerate(said, 1)]
    return "一、存在的主要问题\n" + "\n".join(points) + "\n"


def material(file: str, text: str) -> Material:
    return Material(
        sha256=sha256(text.encode()).hexdigest(),
        owner=file,
        use="peer",
        file=file,
        text=text,
        paper=parse(SourceText(file=file, format="txt", text=text)),
    )


def shown(text: str, peers: tuple[Material, ...]) -> set[tuple[str, str]]:
    """File and quotation of every piece of evidence in the flags."""
    parsed = parse(SourceText(file="稿.txt", format="txt", text=text))
    subject = Subject(file="稿.txt", text=text, paper=parsed, peers=peers)
    return {(e.source, e.quote) for flag in check(subject, CARDS) for e in flag.evidence}


def test_a_text_of_another_library_is_never_shown() -> None:
    other = material("别家.txt", paper(CANARY, OWN))
    own = material("本家.txt", paper(OWN))
    assert {source for source, _ in shown(paper(CANARY, OWN), (other,))} == {"别家.txt"}
    assert shown(paper(CANARY, OWN), (own,)) == {("本家.txt", OWN)}
    assert shown(paper(CANARY, OWN), (material("无关.txt", paper("会议室的投影仪坏了")),)) == set()


def test_the_same_text_in_two_libraries_is_shown_under_each_ones_own_file() -> None:
    text = paper(CANARY)
    for file in ("甲.txt", "乙.txt"):
        assert shown(text, (material(file, text),)) == {(file, CANARY)}


def test_checks_at_the_same_time_see_their_own_texts_and_nothing_else() -> None:
    libraries = [
        (material(f"{n}.txt", paper(CANARY, f"第{n}号仓库盘点差了{n}箱，账上没有人改")),)
        for n in range(100, 180)
    ]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda peers: shown(paper(CANARY), peers), libraries * 2))
    assert found == [{(peers[0].file, CANARY)} for peers in libraries * 2]


def test_an_index_that_grows_while_it_is_searched_gives_each_passage_once() -> None:
    index = OverlapIndex()
    texts = {f"{n}": paper(f"第{n}号仓库盘点差了{n}箱，账上没有人改过一笔") for n in range(200)}

    def added_and_sought(name: str) -> list[str]:
        index.add(name, texts[name])
        return [overlap.source for overlap in index.overlaps(texts[name], among={name})]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(added_and_sought, texts))
    assert found == [[name] for name in texts]


def test_the_index_begins_afresh_when_its_room_is_full() -> None:
    shelf = Shelf(6, room=2_000)
    for number in range(60):
        text = paper(f"第{number}号库房" + "钥匙长期由一人保管" * 20)
        index, (name,) = shelf.with_texts([text])
        assert index.letters <= 2_000 + 2 * len(text)
        found = index.overlaps(text, among={name})
        assert found[0].source == name
