"""The results of a device check: strictly what is listed here, within bounds."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

CheckResult = Literal["ok", "failed", "unknown"]


class BatteryResult(BaseModel):
    model_config = ConfigDict(extra="forbid")

    percent: int = Field(ge=0, le=100, strict=True)
    charging: bool = Field(strict=True)


class CheckResults(BaseModel):
    """`unknown` and null: not tried, or this browser can't tell (「无法检测」)."""

    model_config = ConfigDict(extra="forbid")

    camera: CheckResult
    microphone: CheckResult
    speaker: CheckResult = "unknown"
    network_udp: CheckResult = "unknown"
    network_tcp: CheckResult = "unknown"
    uplink_kbps: int | None = Field(None, ge=0, le=10_000_000, strict=True)
    loss_percent: float | None = Field(None, ge=0, le=100, allow_inf_nan=False)
    clock_skew_ms: int | None = Field(None, ge=-(10**12), le=10**12, strict=True)
    battery: BatteryResult | None = None


def has_passed(results: CheckResults) -> bool:
    """Without picture or sound there is no interview; everything else is only a warning."""
    return results.camera == "ok" and results.microphone == "ok"
