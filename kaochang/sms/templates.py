"""The texts that leave by SMS, in both languages. Real gateways want the same words registered with them."""

from collections.abc import Mapping
from string import Formatter
from typing import Any

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
        "zh": "【考场】{school}发布公告：{title}。请登录考场网站阅读。",
        "en": "[kaochang] {school} has an announcement: {title}. Log in to read it.",
    },
    "notification": {
        "zh": "【考场】{name}，您好。{summary}。请登录考场网站确认。",
        "en": "[kaochang] Dear {name}, {summary}. Log in to confirm it.",
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
PATIENT = frozenset({"announcement", "notification", "staff_invitation"})
# Whoever has these can log in as somebody: no list shows them.
_SECRET = frozenset({"code", "link"})


def compose(template: str, language: str, values: Mapping[str, Any]) -> str:
    return _text(template, language).format_map(values)


def without_secrets(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: "••••••" if name in _SECRET else value for name, value in values.items()}


def parameters_of(template: str, language: str) -> list[str]:
    """The names in the text, in their order: what a provider's template is to be filled with."""
    return [name for _, name, _, _ in Formatter().parse(_text(template, language)) if name]


def _text(template: str, language: str) -> str:
    texts = TEMPLATES[template]
    return texts.get(language, texts["zh"])
