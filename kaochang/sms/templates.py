"""The texts that leave by SMS, in both languages. Real gateways want the same words registered with them.

`{site}` is the address of this site. Providers take none as a value: it stands in their template as it is.
"""

from collections.abc import Mapping
from string import Formatter
from typing import Any

from kaochang.config.environment import environment

TEMPLATES: dict[str, dict[str, str]] = {
    "login_code": {
        "zh": "【考场】登录验证码 {code}，{minutes} 分钟内有效。请勿告诉他人。",
        "en": "[kaochang] Your log-in code is {code}, valid for {minutes} minutes. Tell it to nobody.",
    },
    "one_time_code": {
        "zh": "【考场】考生编号 {candidate_number} 的一次性登录码：{code}。只能使用一次。",
        "en": "[kaochang] One-time log-in code for candidate {candidate_number}: {code}. It works once.",
    },
    "password_code": {
        "zh": "【考场】重设密码的验证码 {code}，{minutes} 分钟内有效。不是您本人操作请忽略。",
        "en": "[kaochang] Your code to set a new password is {code}, valid for {minutes} minutes. "
        "If you did not ask for it, ignore it.",
    },
    "announcement": {
        "zh": "【考场】{school}发布公告：{title}。登录阅读：{site}",
        "en": "[kaochang] {school} has an announcement: {title}. Read it at {site}",
    },
    "announcement_reminder": {
        "zh": "【考场】提醒：请阅读{school}的公告：{title}。登录阅读：{site}",
        "en": "[kaochang] Reminder: please read the announcement of {school}: {title}. Read it at {site}",
    },
    "notification": {
        "zh": "【考场】{name}：{summary}。登录确认：{site}",
        "en": "[kaochang] Dear {name}, {summary}. Confirm it at {site}",
    },
    "staff_invitation": {
        "zh": "【考场】{school}邀请您担任{role}。请在 {days} 天内打开链接接受：{link}",
        "en": "[kaochang] {school} invites you as {role}. Open this link within {days} days: {link}",
    },
    "test_message": {
        "zh": "【考场】{school}的短信通道工作正常。",
        "en": "[kaochang] Text messages of {school} work.",
    },
}
# Nobody waits at the log-in page for these: they are sent behind the codes, and live for hours.
PATIENT = frozenset({"announcement", "announcement_reminder", "notification", "staff_invitation"})
# Whoever has these can log in as somebody: no list shows them.
_SECRET = frozenset({"code", "link"})
# Of one message: a longer one is sent, and paid, as several.
_SEGMENT, _ASCII_SEGMENT = 70, 160
_LEAST = 12
_SIGNATURES = ("【考场】", "[kaochang] ")


def compose(template: str, language: str, values: Mapping[str, Any]) -> str:
    return _text(template, language).format_map({"site": environment.public_address, **values})


def fitting(template: str, language: str, values: Mapping[str, str], shortened: str) -> dict[str, str]:
    """The values with this one cut so that one message holds the text, if enough of it is left."""
    text, value = compose(template, language, values), values[shortened]
    longer_signature = max(0, len(environment.SMS_SIGN_NAME) - len("考场"))
    over = len(text) + longer_signature - (_ASCII_SEGMENT if text.isascii() else _SEGMENT)
    dots = "..." if text.isascii() else "…"
    kept = len(value) - over - len(dots)
    return (
        {**values, shortened: value[:kept].rstrip() + dots} if over > 0 and kept >= _LEAST else dict(values)
    )


def to_register(template: str, language: str) -> str:
    """For a provider, who puts the signature before it; `{1}` are the values of `parameters_of`, in order."""
    text = _text(template, language)
    for signature in _SIGNATURES:
        text = text.removeprefix(signature)
    numbered = {name: f"{{{at}}}" for at, name in enumerate(parameters_of(template, language), 1)}
    return text.format_map({"site": environment.public_address, **numbered})


def without_secrets(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: "••••••" if name in _SECRET else value for name, value in values.items()}


def parameters_of(template: str, language: str) -> list[str]:
    """The names in the text, in their order: what a provider's template is to be filled with."""
    names = [name for _, name, _, _ in Formatter().parse(_text(template, language)) if name]
    return [name for name in names if name != "site"]


def _text(template: str, language: str) -> str:
    texts = TEMPLATES[template]
    return texts.get(language, texts["zh"])
