"""Alibaba Cloud SMS (dysmsapi 2017-05-25), signed by ACS3-HMAC-SHA256."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from kaochang.core import clock
from kaochang.sms.gateways.base import (
    GatewayBusy,
    GatewayRefused,
    GatewayUnclear,
    OutgoingSms,
    Report,
    SentSms,
)
from kaochang.sms.gateways.http import post
from kaochang.sms.gateways.registered import Registered

VERSION = "2017-05-25"
_BEIJING = ZoneInfo("Asia/Shanghai")  # of SendDate
# What happened inside: it says nothing about the message.
_UNCLEAR = frozenset({"isp.SYSTEM_ERROR", "isp.UNKNOWN_ERR_CODE", "SYSTEM_ERROR", "InternalError"})
_DELIVERED, _FAILED = 3, 2


@dataclass(frozen=True)
class AliyunGateway:
    key_id: str
    key_secret: str
    sign_name: str
    templates: Registered
    url: str = "https://dysmsapi.aliyuncs.com"
    name: str = "aliyun"
    reports: bool = True

    def send(self, message: OutgoingSms) -> str:
        template, names = self.templates.find(message)
        answer = self._call(
            "SendSms",
            {
                "PhoneNumbers": _number(message.to),
                "SignName": self.sign_name,
                "TemplateCode": template,
                "TemplateParam": json.dumps(
                    {name: message.values[name] for name in names}, ensure_ascii=False, separators=(",", ":")
                ),
                # Comes back with the report: how an answer that we never got is found again.
                "OutId": message.message_id,
            },
        )
        return str(answer.get("BizId", ""))

    def find_report(self, sent: SentSms) -> Report | None:
        query = {
            "PhoneNumber": _number(sent.to),
            "SendDate": sent.at.astimezone(_BEIJING).strftime("%Y%m%d"),
            "PageSize": "50",
            "CurrentPage": "1",
        }
        if sent.provider_id:
            query["BizId"] = sent.provider_id
        found = (self._call("QuerySendDetails", query).get("SmsSendDetailDTOs") or {}).get("SmsSendDetailDTO")
        for one in found or []:
            if one.get("OutId") != sent.message_id:
                continue
            if one.get("SendStatus") in (_DELIVERED, _FAILED):
                return Report(delivered=one["SendStatus"] == _DELIVERED, code=str(one.get("ErrCode", "")))
        return None

    def _call(self, action: str, query: Mapping[str, str]) -> dict[str, Any]:
        line = canonical_query(query)
        headers = signed_headers(
            host=urlsplit(self.url).netloc,
            action=action,
            version=VERSION,
            query=line,
            nonce=secrets.token_hex(16),
            at=clock.now(),
            key_id=self.key_id,
            key_secret=self.key_secret,
        )
        status, answer = post(f"{self.url}/?{line}", headers=headers)
        code = str(answer.get("Code", ""))
        if status == 200 and code == "OK":
            return answer
        if code.startswith("Throttling"):
            raise GatewayBusy(code)
        if not code or code in _UNCLEAR:
            raise GatewayUnclear(code or f"HTTP {status}")
        raise GatewayRefused(code, str(answer.get("Message", ""))[:200])


def canonical_query(query: Mapping[str, str]) -> str:
    return "&".join(
        f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in sorted(query.items())
    )


def signed_headers(
    *,
    host: str,
    action: str,
    version: str,
    query: str,
    nonce: str,
    at: datetime,
    key_id: str,
    key_secret: str,
) -> dict[str, str]:
    """Everything stands in the query: the body is empty."""
    body_hash = hashlib.sha256(b"").hexdigest()
    headers = {
        "host": host,
        "x-acs-action": action,
        "x-acs-content-sha256": body_hash,
        "x-acs-date": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": nonce,
        "x-acs-version": version,
    }
    names = ";".join(headers)
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    request = "\n".join(["POST", "/", query, lines, names, body_hash])
    to_sign = "ACS3-HMAC-SHA256\n" + hashlib.sha256(request.encode()).hexdigest()
    signature = hmac.new(key_secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    headers["Authorization"] = (
        f"ACS3-HMAC-SHA256 Credential={key_id},SignedHeaders={names},Signature={signature}"
    )
    return headers


def _number(phone: str) -> str:
    """Numbers of the mainland without the country's code, others with it and without +."""
    return phone.removeprefix("+86") if phone.startswith("+86") else phone.removeprefix("+")
