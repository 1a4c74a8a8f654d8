from service.language.overlap import OverlapIndex, best_per_place

COPIED = "水费收缴窗口午间无人值守，群众白跑一趟的情况时有发生"
SOURCE = f"班子成员到一线少。{COPIED}。泵站检修记录不全。"


def index_of(**texts: str) -> OverlapIndex:
    index = OverlapIndex()
    for name, text in texts.items():
        index.add(name, text)
    return index


def test_a_copied_sentence_is_found_with_both_places() -> None:
    text = f"今年查摆如下。{COPIED}。另外河道巡查不严。"
    (overlap,) = index_of(a=SOURCE).overlaps(text)
    assert text[overlap.start : overlap.end] == COPIED
    assert SOURCE[overlap.source_start : overlap.source_end] == COPIED
    assert (overlap.source, overlap.matched, overlap.share) == ("a", 25, 1.0)


def test_other_marks_and_spaces_do_not_hide_a_copy() -> None:
    text = "水费收缴窗口 午间无人值守；“群众”白跑一趟的情况时有发生！"
    overlaps = index_of(a=SOURCE).overlaps(text)
    assert {c for o in overlaps for c in range(o.start, o.end)} >= set(range(14))


def test_a_copy_with_another_units_name_is_one_passage() -> None:
    source = "青岚县水利局党组对外包单位的安全教育签字了事，入场培训记录由班组长代签。"
    text = "江屿港务集团有限公司党委对外包单位的安全教育签字了事，入场培训记录由班组长代签。"
    (overlap,) = index_of(a=source).overlaps(text)
    assert text[overlap.start : overlap.end].endswith("入场培训记录由班组长代签")


def test_clauses_in_another_order_are_found_piece_by_piece() -> None:
    source = "设备闲置在走廊里，安装调试拖了两个学期，教师只能用旧机床。"
    text = "教师只能用旧机床，设备闲置在走廊里，安装调试拖了两个学期。"
    overlaps = index_of(a=source).overlaps(text)
    assert len(overlaps) > 1
    assert overlaps[0].start == 0


def test_official_wording_alone_is_no_copy() -> None:
    wording = "增强“四个意识”、坚定“四个自信”、做到“两个维护”，深刻领悟“两个确立”的决定性意义。"
    assert index_of(a=wording).overlaps(wording) == []


def test_prescribed_wording_is_no_copy_for_the_kind_that_prescribes_it() -> None:
    aspect = "对照完成专项整治、巡视巡察以及以往组织生活会问题整改情况"
    index = index_of(a=f"{aspect}方面。")
    assert index.overlaps(f"{aspect}方面。")
    assert index.overlaps(f"{aspect}方面。", [aspect]) == []


def test_a_few_common_letters_are_no_copy() -> None:
    assert index_of(a="班子成员到一线调研偏少。").overlaps("班子成员到一线慰问不多。") == []


def test_a_passage_ends_with_its_line() -> None:
    source = f"{COPIED}。\n泵站检修记录不全，抽查六次缺四次。"
    overlaps = index_of(a=source).overlaps(source)
    assert all("\n" not in source[o.start : o.end] for o in overlaps)
    assert len(overlaps) == 2


def test_texts_added_later_are_found_too() -> None:
    index = index_of(a="无关的内容，说的是别的事情。")
    assert index.overlaps(SOURCE) == []
    index.add("b", SOURCE)
    assert {o.source for o in index.overlaps(SOURCE)} == {"b"}


def test_of_two_sources_the_one_with_more_is_kept() -> None:
    index = index_of(a=COPIED[:16], b=COPIED)
    (best,) = best_per_place(index.overlaps(COPIED))
    assert best.source == "b"


def test_an_empty_text_and_an_empty_index_give_nothing() -> None:
    assert OverlapIndex().overlaps(COPIED) == []
    assert index_of(a=COPIED, b="").overlaps("") == []
