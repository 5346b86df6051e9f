"""Every environment variable of the control plane, once: its name, type, default and one sentence.

A value comes from the environment, else from the files that a start writes into VAR_DIR (`secrets.json`,
`ports.json`, and `run/started.json` while the system runs), else from the default here. So
`kaochang manage …` in a second terminal sees the same database and keys as the running system.
"""

import json
import os
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent.parent


class VarFiles(PydanticBaseSettingsSource):
    """Reads what a start wrote; each file is 0600."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        folder = Path(self.current_state.get("VAR_DIR") or os.environ.get("VAR_DIR") or ROOT / "var")
        values: dict[str, Any] = {}
        for name in ("ports.json", "secrets.json", "run/started.json"):
            try:
                values |= json.loads((folder / name).read_text())
            except (FileNotFoundError, PermissionError):
                continue
        return {name: value for name, value in values.items() if name in self.settings_cls.model_fields}


class SmsTemplate(BaseModel):
    """One template that is registered with the provider. `params`: what fills it; empty: as in our text."""

    code: str
    params: list[str] = []


class Environment(BaseSettings):
    model_config = SettingsConfigDict(case_sensitive=True, extra="ignore", frozen=True)

    # Where and for whom
    VAR_DIR: Path = Field(
        ROOT / "var", description="Folder of everything that this site keeps; closed to others."
    )
    PORT: int = Field(8080, ge=1, le=65535, description="Port of the address when PUBLIC_ORIGIN is empty.")
    PUBLIC_ORIGIN: str = Field("", description="The address people open; default http://localhost:PORT.")
    LAN: bool = Field(
        False, description="Serve https on this machine's own address with an internal authority."
    )
    LAN_ADDRESS: str = Field(
        "", description="This machine's address for media and LAN=1; default: the one of the default route."
    )
    DEMO: bool = Field(False, description="Fill in and run the demo school; embedded database only.")

    # Database
    DATABASE_URL: str = Field("", description="postgresql://… of a real server; empty: the embedded one.")
    DATABASE_POOL: int = Field(16, ge=1, le=80, description="Connections that one process may hold.")

    # Secrets (made by the first start)
    SECRET_KEY: str = Field("", repr=False, description="Signs what Django signs.")
    LOOKUP_KEY: str = Field("", repr=False, description="Key of the look-up hashes of phones and numbers.")
    ENCRYPTION_KEYS: str = Field(
        "", repr=False, description="Keys of encrypted columns, comma separated, the current one first."
    )
    INTERNAL_KEY: str = Field("", repr=False, description="Our own engines show it to /internal addresses.")

    # Push
    PUSH_PORT: int = Field(8100, description="Port of the push server on loop-back.")
    PUSH_TOKEN_SECRET: str = Field("", repr=False, description="Signs connection tokens (HS256).")
    PUSH_API_KEY: str = Field("", repr=False, description="Opens the push server's API.")
    PUSH_API_URL: str = Field(
        "", description="The push server's API; default http://127.0.0.1:PUSH_PORT/api."
    )
    REDIS_URL: str = Field("", description="Redis for several push and media nodes; empty: one node each.")

    # Media
    LIVEKIT_PORT: int = Field(7880, description="Signalling port of the media server on loop-back.")
    LIVEKIT_TCP_PORT: int = Field(7881, description="Media over TCP.")
    LIVEKIT_UDP_PORT: int = Field(7882, description="Media over UDP.")
    LIVEKIT_API_URL: str = Field("", description="The media server; default http://127.0.0.1:LIVEKIT_PORT.")
    LIVEKIT_KEY: str = Field("", repr=False, description="Key name of media tokens.")
    LIVEKIT_SECRET: str = Field("", repr=False, description="Signs media tokens.")
    ICE_SERVERS: list[dict[str, Any]] = Field([], description="STUN and TURN servers for browsers, as JSON.")

    # Mail
    MAIL_URL: str = Field(
        "",
        repr=False,
        description="smtp://user:password@host:587 (STARTTLS) or smtps://…:465; empty: mails go to a file.",
    )
    MAIL_FROM: str = Field("kaochang@localhost", description="The sender of mails.")

    # Text messages
    SMS_GATEWAY: Literal["console", "aliyun", "tencent"] = Field(
        "console", description="Who sends text messages: console (a file), aliyun or tencent."
    )
    SMS_KEY_ID: str = Field("", repr=False, description="AccessKeyId (Aliyun) or SecretId (Tencent Cloud).")
    SMS_KEY_SECRET: str = Field("", repr=False, description="Signs requests to the provider.")
    SMS_SIGN_NAME: str = Field("", description="The signature registered with the provider, without 【】.")
    SMS_APP_ID: str = Field("", description="SmsSdkAppId; Tencent Cloud only.")
    SMS_REGION: str = Field("ap-guangzhou", description="Region of the API; Tencent Cloud only.")
    SMS_TEMPLATES: dict[str, dict[str, SmsTemplate]] = Field(
        {},
        description="Our template → language → the provider's, as JSON: "
        '{"login_code": {"zh": {"code": "SMS_1", "params": ["code", "minutes"]}}}.',
    )
    SMS_API_URL: str = Field("", description="Address of the provider's API; empty: the public one.")

    # Web
    WEB_PORT: int = Field(8000, description="Port of the control plane on loop-back.")
    WEB_WORKERS: int = Field(1, ge=1, description="Processes that answer requests.")
    WEB_THREADS: int = Field(12, ge=1, description="Threads a process; never more than DATABASE_POOL.")
    LOG_LEVEL: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")

    @field_validator("VAR_DIR")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.absolute()

    @field_validator("PUBLIC_ORIGIN")
    @classmethod
    def _bare_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/")):
            raise ValueError("must be an origin such as https://exam.example.edu, without a path")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _fits(self) -> "Environment":
        if self.WEB_THREADS > self.DATABASE_POOL:
            raise ValueError("WEB_THREADS may not exceed DATABASE_POOL: threads would wait for connections")
        needed = [] if self.SMS_GATEWAY == "console" else ["SMS_KEY_ID", "SMS_KEY_SECRET", "SMS_SIGN_NAME"]
        needed += ["SMS_APP_ID"] if self.SMS_GATEWAY == "tencent" else []
        missing = [name for name in needed if not getattr(self, name)]
        if missing:
            raise ValueError(f"SMS_GATEWAY={self.SMS_GATEWAY} needs {', '.join(missing)}")
        return self

    @cached_property
    def public_origin(self) -> str:
        return self.PUBLIC_ORIGIN or f"http://localhost:{self.PORT}"

    @cached_property
    def public_address(self) -> str:
        """The same as people type it: browsers add `https://` themselves, but no other scheme and no port."""
        bare = self.public_origin.removeprefix("https://")
        return bare if bare != self.public_origin and ":" not in bare else self.public_origin

    @cached_property
    def public_port(self) -> int:
        """The one port that people reach."""
        parts = urlsplit(self.public_origin)
        return parts.port or (443 if parts.scheme == "https" else 80)

    @cached_property
    def allowed_origins(self) -> list[str]:
        """Origins of our own pages; the demo is also opened by the machine's loop-back names."""
        own = [self.public_origin]
        if self.DEMO:
            own += [f"http://localhost:{self.public_port}", f"http://127.0.0.1:{self.public_port}"]
        return list(dict.fromkeys(own))

    @cached_property
    def push_api_url(self) -> str:
        return self.PUSH_API_URL or f"http://127.0.0.1:{self.PUSH_PORT}/api"

    @cached_property
    def livekit_api_url(self) -> str:
        return self.LIVEKIT_API_URL or f"http://127.0.0.1:{self.LIVEKIT_PORT}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, VarFiles(settings_cls)


environment = Environment()
