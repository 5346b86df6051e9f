"""Tencent Cloud SMS (2021-01-11), signed by TC3-HMAC-SHA256."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

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

VERSION = "2021-01-11"
_TYPE = "application/json; charset=utf-8"


@dataclass(frozen=True)
class TencentGateway:
    key_id: str
    key_secret: str
    sign_name: str
    app_id: str
    templates: Registered
    region: str = "ap-guangzhou"
    url: str = "https://sms.tencentcloudapi.com"
    name: str = "tencent"
    reports: bool = True

    def send(self, message: OutgoingSms) -> str:
        template, names = self.templates.find(message)
        answer = self._call(
            "SendSms",
            {
                "PhoneNumberSet": [message.to],
                "SmsSdkAppId": self.app_id,
                "SignName": self.sign_name,
                "TemplateId": template,
                "TemplateParamSet": [message.values[name] for name in names],
                "SessionContext": message.message_id,
            },
        )
        statuses = answer.get("SendStatusSet") or []
        if len(statuses) != 1:
            raise GatewayUnclear("not one status")
        if statuses[0].get("Code") != "Ok":
            raise _failure(str(statuses[0].get("Code", "")), str(statuses[0].get("Message", "")))
        return str(statuses[0].get("SerialNo", ""))

    def find_report(self, sent: SentSms) -> Report | None:
        if not sent.provider_id:
            return None
        answer = self._call(
            "PullSmsSendStatusByPhoneNumber",
            {
                "BeginTime": int((sent.at - timedelta(minutes=5)).timestamp()),
                "EndTime": int(clock.now().timestamp()),
                "Offset": 0,
                "Limit": 100,
                "PhoneNumber": sent.to,
                "SmsSdkAppId": self.app_id,
            },
        )
        for one in answer.get("PullSmsSendStatusSet") or []:
            if one.get("SerialNo") == sent.provider_id:
                return Report(
                    delivered=one.get("ReportStatus") == "SUCCESS", code=str(one.get("Description", ""))
                )
        return None

    def _call(self, action: str, body: Mapping[str, Any]) -> dict[str, Any]:
        content = json.dumps(body, ensure_ascii=False).encode()
        at = clock.now()
        host = urlsplit(self.url).netloc
        headers = {
            "Authorization": authorization(
                service="sms",
                host=host,
                action=action,
                content=content,
                at=at,
                key_id=self.key_id,
                key_secret=self.key_secret,
            ),
            "Content-Type": _TYPE,
            "Host": host,
            "X-TC-Action": action,
            "X-TC-Version": VERSION,
            "X-TC-Region": self.region,
            "X-TC-Timestamp": str(int(at.timestamp())),
        }
        status, answer = post(f"{self.url}/", headers=headers, content=content)
        response = answer.get("Response")
        if not isinstance(response, dict):
            raise GatewayUnclear(f"HTTP {status} without a response")
        error = response.get("Error")
        if error:
            raise _failure(str(error.get("Code", "")), str(error.get("Message", "")))
        return response


def _failure(code: str, detail: str) -> Exception:
    if code.startswith("RequestLimitExceeded"):
        return GatewayBusy(code)
    if not code or code.startswith("InternalError"):
        return GatewayUnclear(code)
    return GatewayRefused(code, detail[:200])


def authorization(
    *, service: str, host: str, action: str, content: bytes, at: datetime, key_id: str, key_secret: str
) -> str:
    names = "content-type;host;x-tc-action"
    lines = f"content-type:{_TYPE}\nhost:{host}\nx-tc-action:{action.lower()}\n"
    request = "\n".join(["POST", "/", "", lines, names, hashlib.sha256(content).hexdigest()])
    day = at.astimezone(UTC).strftime("%Y-%m-%d")
    scope = f"{day}/{service}/tc3_request"
    request_hash = hashlib.sha256(request.encode()).hexdigest()
    to_sign = f"TC3-HMAC-SHA256\n{int(at.timestamp())}\n{scope}\n{request_hash}"
    key = ("TC3" + key_secret).encode()
    for part in (day, service, "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    return f"TC3-HMAC-SHA256 Credential={key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
