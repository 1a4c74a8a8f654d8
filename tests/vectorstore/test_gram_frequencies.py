import json
from pathlib import Path

import pytest

from vectorstore.fit import fitted, main
from vectorstore.grams import grams, plain
from vectorstore.sketch import built_in

FROZEN = "sketch2048-df75d1e2"


def test_the_shipped_frequencies_are_the_frozen_ones() -> None:
    # Another name makes every stored vector useless: change it only on purpose, by fitting anew.
    assert built_in().name == FROZEN


def test_every_line_counts_once_and_rare_grams_are_left_out(tmp_path: Path) -> None:
    text = "水库水库巡查没有人签到\n水库巡查记录是后补的\n一、\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    data = json.loads(fitted([tmp_path]))
    assert data["documents"] == 2
    assert data["frequencies"]["水库"] == 2
    assert "签到" not in data["frequencies"]


def test_the_same_texts_give_the_same_file_in_any_encoding(tmp_path: Path) -> None:
    text = "水库巡查没有人签到记录\n水库巡查记录是后补的\n"
    for name, encoding in (("one", "utf-8"), ("two", "gb18030")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_bytes(text.encode(encoding))
    assert fitted([tmp_path / "one"]) == fitted([tmp_path / "two"])


def test_the_command_writes_where_it_is_told_and_says_the_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("水库巡查没有人签到\n" * 3, encoding="utf-8")
    out = tmp_path / "frequencies.json"
    main([str(tmp_path / "a.txt"), "--out", str(out)])
    assert json.loads(out.read_text(encoding="utf-8"))["documents"] == 3
    assert "sketch2048-" in capsys.readouterr().out


def test_a_spoken_number_and_a_written_one_are_the_same() -> None:
    assert set(grams("干了八年")) & set(grams("满8年")) >= {"8", "年", "8年"}
    assert plain("十二次、三十份、二十五人") == plain("12次、30份、25人")
