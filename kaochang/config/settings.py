"""Django's settings, all derived from `environment`."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from kaochang.config.environment import environment
from kaochang.config.logs import configure_structlog, logging_of

SECRET_KEY = environment.SECRET_KEY
LOOKUP_KEY = environment.LOOKUP_KEY
ENCRYPTION_KEYS = [key for key in environment.ENCRYPTION_KEYS.split(",") if key]
DEBUG = False
ALLOWED_HOSTS = [urlsplit(environment.public_origin).hostname or "", "localhost", "127.0.0.1"]

# One line for each domain, in the order of the list in docs/architecture.md, lowest first.
INSTALLED_APPS = [
    "procrastinate.contrib.django",
    "kaochang.core",
    "kaochang.audit",
    "kaochang.realtime",
    "kaochang.media",
    "kaochang.storage",
    "kaochang.sms",
    "kaochang.mail",
    "kaochang.accounts",
    "kaochang.notifications",
    "kaochang.schools",
    "kaochang.exams",
    "kaochang.announcements",
    "kaochang.commitments",
    "kaochang.chat",
    "kaochang.desks",
    "kaochang.waiting",
    "kaochang.interviews",
    "kaochang.console",
    "kaochang.planning",
    "kaochang.candidates",
    "kaochang.edge",
]

# Pages live in the browser and log-in in `accounts`: no Django session, no admin, no templates.
MIDDLEWARE: list[str] = ["kaochang.edge.middleware.Guard"]
ROOT_URLCONF = "kaochang.config.urls"
WSGI_APPLICATION = "kaochang.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = []
APPEND_SLASH = False

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LANGUAGE_CODE = "zh-hans"

# Larger bodies stop at Caddy already; this is the second wall.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


def database_of(url: str, pool: int) -> dict[str, Any]:
    """Django's form of `postgresql://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        # The pool keeps the connections; Django's own keeping must stay off with it.
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **query,
            "connect_timeout": 3,
            "pool": {"min_size": 1, "max_size": pool, "timeout": 5, "reconnect_timeout": 5},
        },
    }


# Which media server answers us; the tests name `kaochang.media.fake.FakeMediaServer`.
MEDIA_SERVER = "kaochang.media.livekit.LiveKitServer"

DATABASES = {"default": database_of(environment.DATABASE_URL, environment.DATABASE_POOL)}

# Without a mail server, mails go into the same file as text messages.
_mail = urlsplit(environment.MAIL_URL)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if environment.MAIL_URL
    else "kaochang.mail.outbox.OutboxBackend"
)
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.MAIL_FROM

configure_structlog()
LOGGING = logging_of(environment.LOG_LEVEL)
