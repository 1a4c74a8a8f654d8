"""Which models count as external, and whether checks may ask them."""

import pytest

from service.checks.advising import allowed, is_external
from service.errors import BadSettings
from service.settings import Settings, load_settings

INSIDE = [
    "http://127.0.0.1:8000/v1",
    "http://localhost:11434/v1",
    "localhost:8000/v1",
    "http://[::1]:8000/v1",
    "http://10.1.2.3/v1",
    "http://172.16.0.9:8000",
    "http://172.31.255.1:8000",
    "http://192.168.1.20:8000/v1",
    "http://169.254.3.4/v1",
    "http://[fd12:3456::1]/v1",
    "http://[fe80::1]/v1",
    "http://[::ffff:10.0.0.1]/v1",
    "http://gpu-1:8000/v1",
    "http://VLLM/v1",
    "https://model.local/v1",
    "https://llm.unit.lan/v1",
    "https://llm.corp.internal./v1",
]
OUTSIDE = [
    "https://api.example.com/v1",
    "https://llm.example.cn",
    "http://8.8.8.8/v1",
    "http://172.32.0.1/v1",
    "http://192.169.0.1/v1",
    "http://[2001:db8::1]/v1",
    "http://[::ffff:8.8.8.8]/v1",
    "http://134744072/v1",
    "http://0x08080808/v1",
    "http://localhost@llm.example.com/v1",
    "http://127.0.0.1.example.com/v1",
    "http://evillan.example/v1",
    "http://0.0.0.0.example.net/v1",
]


@pytest.mark.parametrize("url", INSIDE)
def test_a_model_in_the_house_is_asked_unless_it_is_switched_off(url: str) -> None:
    assert not is_external(url)
    assert allowed(url)
    assert not allowed(url, checks="off")
    assert not allowed(url, external="true")


@pytest.mark.parametrize("url", OUTSIDE)
def test_a_model_outside_is_only_asked_when_somebody_says_so(url: str) -> None:
    assert is_external(url)
    assert not allowed(url)
    assert allowed(url, checks="on")
    assert allowed(url, external="false")


def test_without_a_model_nothing_is_allowed() -> None:
    assert not allowed("", external="false", checks="on")


@pytest.mark.parametrize("url", ["http://", "http:///v1", "http://[::1/v1", "http://a\\@b/v1"])
def test_an_address_without_a_host_is_named_in_one_line(url: str) -> None:
    with pytest.raises(BadSettings, match="DUIZHAO_LLM_BASE_URL") as wrong:
        is_external(url)
    assert "\n" not in str(wrong.value)


def test_both_settings_are_auto_by_default_and_read_as_people_write_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (Settings().llm_external, Settings().llm_checks) == ("auto", "auto")
    monkeypatch.setenv("DUIZHAO_LLM_EXTERNAL", "")
    monkeypatch.setenv("DUIZHAO_LLM_CHECKS", " ON ")
    chosen = load_settings()
    assert (chosen.llm_external, chosen.llm_checks) == ("auto", "on")


@pytest.mark.parametrize(
    ("name", "choices"),
    [("DUIZHAO_LLM_EXTERNAL", "auto、true、false"), ("DUIZHAO_LLM_CHECKS", "auto、on、off")],
)
def test_a_value_that_is_no_choice_gets_one_clear_line(
    name: str, choices: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "也许")
    with pytest.raises(BadSettings) as wrong:
        load_settings()
    assert str(wrong.value) == f"设置 {name} 不可用：写作“也许”，只能是 {choices} 之一"
