"""Writes mails to a file instead of sending them: a site without a mail server, and the demo."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from kaochang.config.environment import environment
from kaochang.core.outbox_file import FILE, write_line


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            text = f"{message.subject}\n{message.body}"
            write_line(
                environment.VAR_DIR / FILE, to=", ".join(message.to), template="mail", code="", text=text
            )
        return len(email_messages)
