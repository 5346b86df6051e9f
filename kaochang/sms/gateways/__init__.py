"""Ways out for text messages, one file each."""

from kaochang.config.environment import environment
from kaochang.sms.gateways.aliyun import AliyunGateway
from kaochang.sms.gateways.base import (
    Gateway,
    GatewayBusy,
    GatewayRefused,
    GatewayUnclear,
    OutgoingSms,
    Report,
    SentSms,
)
from kaochang.sms.gateways.console import ConsoleGateway
from kaochang.sms.gateways.registered import Registered
from kaochang.sms.gateways.tencent import TencentGateway
from kaochang.sms.templates import TEMPLATES

__all__ = [
    "AliyunGateway",
    "ConsoleGateway",
    "Gateway",
    "GatewayBusy",
    "GatewayRefused",
    "GatewayUnclear",
    "OutgoingSms",
    "Registered",
    "Report",
    "SentSms",
    "TencentGateway",
    "chosen_gateway",
    "missing_templates",
    "sign_name",
]


def chosen_gateway() -> Gateway:
    """As the site is set up: the console, until it has a contract with somebody who sends."""
    templates = Registered(environment.SMS_TEMPLATES)
    key_id, key_secret, sign_name = (
        environment.SMS_KEY_ID,
        environment.SMS_KEY_SECRET,
        environment.SMS_SIGN_NAME,
    )
    if environment.SMS_GATEWAY == "aliyun":
        url = environment.SMS_API_URL or AliyunGateway.url
        return AliyunGateway(key_id, key_secret, sign_name, templates, url=url)
    if environment.SMS_GATEWAY == "tencent":
        url = environment.SMS_API_URL or TencentGateway.url
        region = environment.SMS_REGION
        return TencentGateway(
            key_id, key_secret, sign_name, environment.SMS_APP_ID, templates, region=region, url=url
        )
    return ConsoleGateway.of_this_site()


def missing_templates() -> list[str]:
    """Ours that the provider knows nothing of: these messages fail."""
    if environment.SMS_GATEWAY == "console":
        return []
    return [name for name in TEMPLATES if not environment.SMS_TEMPLATES.get(name)]


def sign_name() -> str:
    return environment.SMS_SIGN_NAME
