"""The texts that leave by mail, in both languages: subject and body."""

from collections.abc import Mapping
from typing import Any

from kaochang.config.environment import environment

TEMPLATES: dict[str, dict[str, tuple[str, str]]] = {
    "password_code": {
        "zh": (
            "重设密码的验证码",
            "您正在重设考场的登录密码。\n\n验证码：{code}\n{minutes} 分钟内有效。"
            "不是您本人操作请忽略本邮件。\n",
        ),
        "en": (
            "Your code to set a new password",
            "Somebody asked for a new password of your kaochang account.\n\nCode: {code}\n"
            "It is valid for {minutes} minutes. If it was not you, ignore this mail.\n",
        ),
    },
    "notification": {
        "zh": (
            "考试安排有变更",
            "{name}，您好：\n\n{summary}。\n\n请打开 {site} 登录，查看详情并点「知道了」。\n",
        ),
        "en": (
            "A change of your exam",
            "Dear {name},\n\n{summary}.\n\nPlease log in at {site} to read the details and confirm them.\n",
        ),
    },
    "staff_invitation": {
        "zh": (
            "{school}邀请您担任{role}",
            "{name}，您好：\n\n{school}邀请您担任{role}。"
            "请在 {days} 天内打开下面的链接接受邀请：\n\n{link}\n\n链接只能使用一次，请勿转发。\n",
        ),
        "en": (
            "{school} invites you as {role}",
            "Dear {name},\n\n{school} invites you as {role}. Open this link within {days} days:\n\n"
            "{link}\n\nIt works once; do not pass it on.\n",
        ),
    },
}


def compose(template: str, language: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and body. A line break in a value cannot become a header: Django refuses it."""
    texts = TEMPLATES[template]
    subject, body = texts.get(language, texts["zh"])
    return " ".join(subject.format_map(values).split()), body.format_map(
        {"site": environment.public_origin, **values}
    )
