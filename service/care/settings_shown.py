"""The settings as an administrator may see them: in plain words, never a secret."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from pydantic import SecretStr

from service.settings import Settings
from service.value import Value

PREFIX = "DUIZHAO_"


class ShownSetting(Value):
    """One setting. ``variable`` is what changes it, at the next start; ``value`` what is in force,
    "" for nothing. Of a ``secret`` one it says only whether it is set."""

    variable: str
    group: str
    title: str
    value: str
    by_default: bool
    secret: bool = False


_MODEL, _EMBEDDING, _PLACES = "语言模型", "检索用的向量模型", "存放"
_SIGN_IN, _PROVIDER, _SERVICE, _JOBS = "登录", "统一身份认证", "服务", "任务"

TITLES: Mapping[str, tuple[str, str]] = {
    "llm_base_url": (_MODEL, "模型服务的地址"),
    "llm_model": (_MODEL, "模型名称"),
    "llm_api_key": (_MODEL, "模型服务的密钥"),
    "llm_external": (_MODEL, "模型是否在单位之外"),
    "llm_external_use": (_MODEL, "单位之外的模型怎么用"),
    "llm_checks": (_MODEL, "核对、审阅时是否问模型"),
    "llm_slots": (_MODEL, "同时向模型发几个请求"),
    "llm_deadline_s": (_MODEL, "一份稿子最多等模型多少秒"),
    "llm_patience_s": (_MODEL, "模型断开后等多少秒再不用它"),
    "llm_stream": (_MODEL, "是否边写边送"),
    "llm_whole_s": (_MODEL, "不边写边送时一次最多等多少秒"),
    "llm_stall_s": (_MODEL, "多少秒没有一个字就放弃"),
    "llm_min_tokens_per_s": (_MODEL, "每秒少于几个词元就放弃"),
    "embed_base_url": (_EMBEDDING, "向量服务的地址"),
    "embed_model": (_EMBEDDING, "向量模型名称"),
    "embed_api_key": (_EMBEDDING, "向量服务的密钥"),
    "embed_external": (_EMBEDDING, "向量模型是否在单位之外"),
    "data_dir": (_PLACES, "数据目录"),
    "database_url": (_PLACES, "数据库"),
    "originals_dir": (_PLACES, "原始文件目录"),
    "auth": (_SIGN_IN, "是否要登录"),
    "sign_in_idle_minutes": (_SIGN_IN, "多少分钟不用就退出"),
    "sign_in_longest_hours": (_SIGN_IN, "登录最长保持几小时"),
    "password_memory_kib": (_SIGN_IN, "保护密码用的内存（KiB）"),
    "password_passes": (_SIGN_IN, "保护密码的计算遍数"),
    "oidc_issuer": (_PROVIDER, "认证服务的地址"),
    "oidc_client_id": (_PROVIDER, "本系统在认证服务的编号"),
    "oidc_client_secret": (_PROVIDER, "本系统在认证服务的密钥"),
    "oidc_scopes": (_PROVIDER, "向认证服务要哪些资料"),
    "oidc_login_claim": (_PROVIDER, "哪一项资料是登录名"),
    "oidc_create": (_PROVIDER, "没有账号的人是否自动建账号"),
    "oidc_ca_file": (_PROVIDER, "认证服务的证书文件"),
    "public_url": (_SERVICE, "大家访问的网址"),
    "host": (_SERVICE, "监听地址"),
    "port": (_SERVICE, "端口"),
    "requests_per_minute": (_SERVICE, "每人每分钟最多请求几次"),
    "max_upload_mb": (_SERVICE, "一个文件最大多少 MB"),
    "metrics_token": (_SERVICE, "监控系统的口令"),
    "log_format": (_SERVICE, "日志格式"),
    "log_level": (_SERVICE, "日志详细程度"),
    "work_slots": (_JOBS, "同时做几项不用模型的任务"),
    "compute_processes": (_JOBS, "计算用的进程数"),
    "worker_name": (_JOBS, "本进程的名称"),
    "job_poll_s": (_JOBS, "隔多少秒看一次有没有新任务"),
}
"""Group and title of every setting, in the order in which they are shown."""
_WORDS = {
    "auto": "自动判断",
    "true": "是",
    "false": "否",
    "on": "是",
    "off": "否",
    "masked": "隐去个人信息后使用",
    "local": "不登录，只在本机",
    "accounts": "要登录",
}
_OFF = {"llm_external_use": "不使用"}
_CHOICES = frozenset(
    {
        "llm_external",
        "llm_external_use",
        "llm_checks",
        "llm_stream",
        "embed_external",
        "auth",
        "oidc_create",
    }
)


def shown(settings: Settings) -> tuple[ShownSetting, ...]:
    """Every setting in force, by group."""
    return tuple(_shown(settings, name) for name in TITLES)


def _shown(settings: Settings, name: str) -> ShownSetting:
    value = getattr(settings, name)
    group, title = TITLES[name]
    return ShownSetting(
        variable=PREFIX + name.upper(),
        group=group,
        title=title,
        value=_told(name, value),
        by_default=value == type(settings).model_fields[name].default,
        secret=isinstance(value, SecretStr),
    )


def _told(name: str, value: object) -> str:
    if isinstance(value, SecretStr):
        return "已设置" if value.get_secret_value() else ""
    text = str(value)
    if name in _CHOICES:
        return _OFF.get(name, "否") if text == "off" else _WORDS.get(text.lower(), text)
    return without_secrets(text) if "://" in text else text


def without_secrets(address: str) -> str:
    """An address without user, password and query, where secrets stand."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "（写法不对，不能显示）"
    place = f"[{host}]" if ":" in host else host
    shown_port = "" if port is None else f":{port}"
    return f"{parts.scheme}://{place}{shown_port}{parts.path}"
