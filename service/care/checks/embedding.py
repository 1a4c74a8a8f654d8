"""The embedding model: there, and giving vectors of one length."""

from collections.abc import Iterator

from service.care.checks.model import model_names
from service.care.finding import Finding, Surroundings, ok, problem, warning
from service.llm.external import is_external
from vectorstore.errors import EmbeddingFailed

NAME, TITLE, SECONDS = "embedding", "向量模型", 30.0
_SAMPLE = ("向量模型自检第一句", "自检第二句")


def look(around: Surroundings) -> Iterator[Finding]:
    """Embeds two fixed sentences; nothing of anybody's is sent."""
    settings = around.settings
    if not settings.embed_base_url:
        yield ok("未设置，使用内置的字面检索")
        return
    key = settings.embed_api_key.get_secret_value()
    if is_external(settings.embed_base_url, settings.embed_external):
        yield warning(
            "向量模型在单位之外，资料原文会发送出去，所以没有使用，改用内置的字面检索",
            "请改用单位内的向量模型；地址其实在单位之内的，请设置 DUIZHAO_EMBED_EXTERNAL=false",
        )
        return
    try:
        names = model_names(settings.embed_base_url, key)
    except (OSError, ValueError):
        names = set()
    if names and settings.embed_model not in names:
        yield warning(
            f"服务器的模型列表里没有 {settings.embed_model or '（未写模型名）'}",
            "请把 DUIZHAO_EMBED_MODEL 改成列表里的名称",
        )
    # Loaded here: what speaks to a model takes a second to load, and few have one for this.
    from vectorstore.endpoint import EndpointEmbedder

    try:
        model = settings.embed_model or "default"
        vectors = EndpointEmbedder(settings.embed_base_url, model, key).embed(_SAMPLE)
    except EmbeddingFailed:
        yield problem(
            "没有给出向量", "请检查地址、模型名、密钥和服务是否在运行；期间自动改用字面检索"
        )
        return
    yield ok(f"可用，向量 {vectors.shape[1]} 维")
