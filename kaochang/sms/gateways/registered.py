"""Which template of the provider stands for which of ours."""

from collections.abc import Mapping
from dataclasses import dataclass

from kaochang.config.environment import SmsTemplate
from kaochang.sms.gateways.base import GatewayRefused, OutgoingSms
from kaochang.sms.templates import parameters_of


@dataclass(frozen=True)
class Registered:
    templates: Mapping[str, Mapping[str, SmsTemplate]]

    def find(self, message: OutgoingSms) -> tuple[str, list[str]]:
        """Its code, and the names of what fills it, in order; Chinese stands in for a missing language."""
        languages = self.templates.get(message.template, {})
        found = languages.get(message.language) or languages.get("zh")
        if found is None:
            raise GatewayRefused("template_missing", message.template)
        names = found.params or parameters_of(message.template, message.language)
        unknown = [name for name in names if name not in message.values]
        if unknown:
            raise GatewayRefused("template_params", ", ".join(unknown))
        return found.code, names
