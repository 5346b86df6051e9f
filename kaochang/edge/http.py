"""All addresses of the control plane: one router a line, in the order of the domains."""

from ninja import NinjaAPI, Router

from kaochang.edge import errors, health, internal, login, media, outbox, sessions
from kaochang.edge.parsing import StrictParser

LOGIN = "/api/v1/login"
CANDIDATE = "/api/v1/candidate"
STAFF = "/api/v1/staff"
PHONE = "/api/v1/phone"

ROUTERS: tuple[tuple[str, Router], ...] = (
    ("/api/v1", health.router),
    (LOGIN, login.router),
    (CANDIDATE, sessions.session_router("candidate")),
    (STAFF, sessions.session_router("staff")),
    ("/internal", internal.router),
    ("/internal", media.router),
    ("", outbox.router),
)

api = NinjaAPI(
    title="kaochang",
    version="1",
    description="The control plane: who may be where, and when.",
    parser=StrictParser(),
    docs_url=None,
    openapi_url=None,
)
errors.register(api)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)
