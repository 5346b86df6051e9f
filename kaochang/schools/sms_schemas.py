from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from kaochang.core.http import Moment
from kaochang.schools.schemas import Strict
from kaochang.sms.states import SmsState

SmsClosed = Literal["", "stopped", "daily_limit", "monthly_limit", "daily_reserve", "monthly_reserve"]
Limit = Annotated[int | None, Field(ge=0, le=10_000_000)]


class SmsOut(Schema):
    """`closed`: why nothing leaves now, or empty; `closed_for_many`: of what is no code.

    Counted by the days of Beijing, as providers bill.
    """

    version: int
    gateway: Literal["console", "aliyun", "tencent"]
    sign_name: str
    missing_templates: list[str]
    closed: Literal["", "stopped", "daily_limit", "monthly_limit"]
    closed_for_many: SmsClosed
    stopped_at: Moment | None
    stopped_reason: str
    stopped_by: str
    site_stopped: bool
    site_reason: str
    used_today: int
    used_this_month: int
    daily_limit: int | None
    monthly_limit: int | None
    own_phone: str
    can_edit: bool


class SmsLimitsIn(Strict):
    """None is no limit."""

    version: int
    daily_limit: Limit
    monthly_limit: Limit


class SmsTestIn(Strict):
    language: Literal["zh", "en"] = "zh"


class SmsRowOut(Schema):
    """`phone` is masked; `text` has no code and no link."""

    id: UUID
    phone: str
    template: str
    text: str
    state: SmsState
    failure_code: str
    provider_id: str
    created_at: Moment
    sent_at: Moment | None
    reported_at: Moment | None
