"""What leaves for the providers, and what their answers mean. Signatures by their published examples."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from kaochang.config.environment import Environment, SmsTemplate
from kaochang.core import clock
from kaochang.sms.gateways import (
    AliyunGateway,
    Gateway,
    GatewayBusy,
    GatewayRefused,
    GatewayUnclear,
    OutgoingSms,
    Registered,
    Report,
    SentSms,
    TencentGateway,
)
from kaochang.sms.gateways.aliyun import canonical_query, signed_headers
from kaochang.sms.gateways.tencent import authorization
from tests.sms.provider import Provider, provider

TEMPLATES = Registered(
    {
        "login_code": {"zh": SmsTemplate(code="SMS_1"), "en": SmsTemplate(code="SMS_2", params=["code"])},
        "staff_invitation": {"zh": SmsTemplate(code="SMS_3", params=["nobody"])},
    }
)
OK = {"Code": "OK", "Message": "OK", "BizId": "900619746936498440^0", "RequestId": "F655A8D5"}
STATUS = {"Code": "Ok", "Message": "send success", "SerialNo": "5000:1045710669157053657", "Fee": 1}


def tencent_ok(**more: Any) -> dict[str, Any]:
    return {"Response": {"SendStatusSet": [{**STATUS, **more}], "RequestId": "a0aabda6"}}


def message(to: str = "+8613800138000", template: str = "login_code", language: str = "zh") -> OutgoingSms:
    values = {"code": "123456", "minutes": "5"}
    return OutgoingSms("our-id", to, template, language, values, "123456", "…")


@pytest.fixture
def fake() -> Iterator[Provider]:
    with provider() as found:
        yield found


@pytest.fixture
def aliyun(fake: Provider) -> AliyunGateway:
    return AliyunGateway("id", "secret", "考场", TEMPLATES, url=fake.url)


@pytest.fixture
def tencent(fake: Provider) -> TencentGateway:
    return TencentGateway("id", "secret", "考场", "1400006666", TEMPLATES, url=fake.url)


def test_aliyuns_published_example_of_a_signature() -> None:
    query = canonical_query(
        {"RegionId": "cn-shanghai", "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"}
    )
    headers = signed_headers(
        host="ecs.cn-shanghai.aliyuncs.com",
        action="RunInstances",
        version="2014-05-26",
        query=query,
        nonce="3156853299f313e23d1673dc12e1703d",
        at=datetime(2023, 10, 26, 10, 22, 32, tzinfo=UTC),
        key_id="YourAccessKeyId",
        key_secret="YourAccessKeySecret",
    )
    assert headers["Authorization"] == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;"
        "x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_tencents_published_example_of_a_signature() -> None:
    header = authorization(
        service="cvm",
        host="cvm.tencentcloudapi.com",
        action="DescribeInstances",
        content=rb'{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}',
        at=datetime.fromtimestamp(1551113065, UTC),
        key_id="AKID" + "*" * 32,
        key_secret="*" * 32,
    )
    assert header == (
        f"TC3-HMAC-SHA256 Credential=AKID{'*' * 32}/2019-02-25/cvm/tc3_request, "
        "SignedHeaders=content-type;host;x-tc-action, "
        "Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"
    )


def test_what_aliyun_is_asked(fake: Provider, aliyun: AliyunGateway) -> None:
    fake.answers = [(200, OK)]
    assert aliyun.send(message()) == "900619746936498440^0"
    asked = fake.asked[0]
    assert asked.query == {
        "PhoneNumbers": "13800138000",
        "SignName": "考场",
        "TemplateCode": "SMS_1",
        "TemplateParam": '{"code":"123456","minutes":"5"}',
        "OutId": "our-id",
    }
    assert asked.body == b""
    assert (asked.headers["x-acs-action"], asked.headers["x-acs-version"]) == ("SendSms", "2017-05-25")
    again = signed_headers(
        host=asked.headers["host"],
        action="SendSms",
        version="2017-05-25",
        query=canonical_query(asked.query),
        nonce=asked.headers["x-acs-signature-nonce"],
        at=datetime.fromisoformat(asked.headers["x-acs-date"]),
        key_id="id",
        key_secret="secret",
    )
    assert asked.headers["authorization"] == again["Authorization"]
    aliyun.send(message("+85261234567", language="en"))
    abroad = fake.asked[1]
    assert abroad.query["PhoneNumbers"] == "85261234567"
    assert (abroad.query["TemplateCode"], abroad.query["TemplateParam"]) == ("SMS_2", '{"code":"123456"}')
    assert abroad.headers["x-acs-signature-nonce"] != asked.headers["x-acs-signature-nonce"]


def test_what_tencent_is_asked(fake: Provider, tencent: TencentGateway) -> None:
    fake.answers = [(200, tencent_ok())]
    assert tencent.send(message()) == "5000:1045710669157053657"
    asked = fake.asked[0]
    assert json.loads(asked.body) == {
        "PhoneNumberSet": ["+8613800138000"],
        "SmsSdkAppId": "1400006666",
        "SignName": "考场",
        "TemplateId": "SMS_1",
        "TemplateParamSet": ["123456", "5"],
        "SessionContext": "our-id",
    }
    assert asked.headers["content-type"] == "application/json; charset=utf-8"
    assert (asked.headers["x-tc-action"], asked.headers["x-tc-version"]) == ("SendSms", "2021-01-11")
    assert asked.headers["x-tc-region"] == "ap-guangzhou"
    assert asked.headers["authorization"] == authorization(
        service="sms",
        host=asked.headers["host"],
        action="SendSms",
        content=asked.body,
        at=datetime.fromtimestamp(int(asked.headers["x-tc-timestamp"]), UTC),
        key_id="id",
        key_secret="secret",
    )


def tencent_error(code: str) -> dict[str, Any]:
    return {"Response": {"Error": {"Code": code, "Message": "no"}, "RequestId": "x"}}


@pytest.mark.parametrize(
    ("gateway", "answer", "failure"),
    [
        ("aliyun", (200, {"Code": "isv.BUSINESS_LIMIT_CONTROL", "Message": "分钟级流控"}), GatewayRefused),
        ("aliyun", (403, {"Code": "SignatureDoesNotMatch", "Message": "no"}), GatewayRefused),
        ("aliyun", (400, {"Code": "Throttling.User", "Message": "slow down"}), GatewayBusy),
        ("aliyun", (200, {"Code": "isp.SYSTEM_ERROR", "Message": "?"}), GatewayUnclear),
        ("aliyun", (503, {"Code": "ServiceUnavailable"}), GatewayUnclear),
        ("aliyun", (200, b"<html>"), GatewayUnclear),
        ("aliyun", (200, []), GatewayUnclear),
        ("aliyun", None, GatewayUnclear),
        ("tencent", (200, tencent_ok(Code="LimitExceeded.PhoneNumberDailyLimit")), GatewayRefused),
        ("tencent", (200, tencent_error("AuthFailure.SignatureFailure")), GatewayRefused),
        ("tencent", (200, tencent_error("RequestLimitExceeded")), GatewayBusy),
        ("tencent", (200, tencent_error("InternalError.Timeout")), GatewayUnclear),
        ("tencent", (200, {"Response": {"SendStatusSet": []}}), GatewayUnclear),
        ("tencent", (200, {}), GatewayUnclear),
        ("tencent", None, GatewayUnclear),
    ],
)
def test_what_an_answer_means(
    request: pytest.FixtureRequest, fake: Provider, gateway: str, answer: Any, failure: type[Exception]
) -> None:
    fake.answers = [answer]
    way: Gateway = request.getfixturevalue(gateway)
    with pytest.raises(failure) as caught:
        way.send(message())
    assert len(fake.asked) == 1
    assert "123456" not in str(caught.value) and "secret" not in str(caught.value)


def test_where_nobody_listens_nothing_was_taken() -> None:
    with provider() as gone:
        gateway = AliyunGateway("id", "secret", "考场", TEMPLATES, url=gone.url)
    with pytest.raises(GatewayBusy):
        gateway.send(message())


@pytest.mark.parametrize(
    ("template", "code"), [("password_code", "template_missing"), ("staff_invitation", "template_params")]
)
def test_a_template_that_the_provider_lacks_is_refused_before_anything_leaves(
    fake: Provider, aliyun: AliyunGateway, template: str, code: str
) -> None:
    with pytest.raises(GatewayRefused) as caught:
        aliyun.send(message(template=template))
    assert (caught.value.code, fake.asked) == (code, [])


def sent(provider_id: str) -> SentSms:
    return SentSms("our-id", "+8613800138000", provider_id, clock.now())


@pytest.mark.parametrize(
    ("status", "report"), [(1, None), (3, Report(True, "DELIVERED")), (2, Report(False, "DELIVERED"))]
)
def test_aliyuns_report(fake: Provider, aliyun: AliyunGateway, status: int, report: Report | None) -> None:
    of_another = {"OutId": "another", "SendStatus": 3, "ErrCode": "DELIVERED"}
    mine = {"OutId": "our-id", "SendStatus": status, "ErrCode": "DELIVERED"}
    fake.answers = [(200, {"Code": "OK", "SmsSendDetailDTOs": {"SmsSendDetailDTO": [of_another, mine]}})]
    assert aliyun.find_report(sent("biz")) == report
    assert fake.asked[0].headers["x-acs-action"] == "QuerySendDetails"
    assert fake.asked[0].query["BizId"] == "biz"
    # Without the provider's number it is found by ours.
    assert aliyun.find_report(sent("")) == report
    assert "BizId" not in fake.asked[1].query


@pytest.mark.parametrize("status", ["SUCCESS", "FAIL"])
def test_tencents_report(fake: Provider, tencent: TencentGateway, status: str) -> None:
    found = [
        {"SerialNo": "another", "ReportStatus": "SUCCESS", "Description": "DELIVRD"},
        {"SerialNo": "mine", "ReportStatus": status, "Description": "DELIVRD"},
    ]
    fake.answers = [(200, {"Response": {"PullSmsSendStatusSet": found, "RequestId": "x"}})]
    assert tencent.find_report(sent("mine")) == Report(status == "SUCCESS", "DELIVRD")
    assert tencent.find_report(sent("unknown")) is None
    assert fake.asked[0].headers["x-tc-action"] == "PullSmsSendStatusByPhoneNumber"
    assert tencent.find_report(sent("")) is None
    assert len(fake.asked) == 2


@pytest.mark.parametrize("gateway", ["aliyun", "tencent"])
def test_a_gateway_without_its_keys_stops_the_start(gateway: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMS_GATEWAY", gateway)
    with pytest.raises(ValueError, match="SMS_KEY_ID, SMS_KEY_SECRET, SMS_SIGN_NAME"):
        Environment()
