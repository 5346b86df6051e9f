"""People without a browser: they log in and act through the front door over HTTP, as our pages do."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx

from e2e.site import Site

# Every token, code and pairing secret that anybody here was given: no log may hold one.
GIVEN: set[str] = set()
_SECRET_FIELDS = ("token", "short_code", "url")


def remember_secrets(value: Any) -> None:
    if isinstance(value, dict):
        for name in _SECRET_FIELDS:
            if isinstance(found := value.get(name), str) and found:
                GIVEN.add(found.rpartition("#")[2])
        if "expires_at" in value and isinstance(value.get("code"), str):
            GIVEN.add(value["code"])
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        remember_secrets(inner)


class Caller:
    """One person with a cookie jar of their own. `json` of a refusal is {code, detail, params}."""

    def __init__(self, site: Site, name: str = "") -> None:
        self.site, self.name = site, name
        # No pool kept alive: the front door is killed in some of these tests.
        self.http = httpx.Client(base_url=site.url, timeout=15, trust_env=False)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        given = {"X-Kaochang": "1", "Idempotency-Key": str(uuid4()), **headers}
        return self.http.request(method, f"/api/v1{path}", json=body, headers=given)

    def get(self, path: str) -> Any:
        return self._good(self.ask("GET", path))

    def post(self, path: str, body: Any = None) -> Any:
        return self._good(self.ask("POST", path, body))

    def delete(self, path: str) -> Any:
        return self._good(self.ask("DELETE", path))

    def refused(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        """Status and code of a refusal; anything else fails the test."""
        answer = self.ask(method, path, body, **headers)
        assert 400 <= answer.status_code < 500, f"{method} {path}: {answer.status_code} {answer.text[:300]}"
        return answer.status_code, answer.json()["code"]

    def cookie(self, name: str) -> str:
        value: str = self.http.cookies[name]
        return value

    def push_token(self, area: str) -> str:
        token: str = self.get(f"/{area}/push-token")["token"]
        return token

    def _good(self, answer: httpx.Response) -> Any:
        assert answer.is_success, f"{self.name} {answer.request.method} {answer.url}: {answer.text[:400]}"
        GIVEN.update(answer.cookies.values())
        found = answer.json() if answer.content else None
        remember_secrets(found)
        return found

    @property
    def school(self) -> str:
        school: str = self.get("/login/schools")[0]["id"]
        return school


class Staff(Caller):
    """Somebody of the staff, logged in by password; a second one of the same person takes over."""

    def __init__(self, site: Site, demo: dict[str, Any]) -> None:
        super().__init__(site, demo["name"])
        body = {"school_id": self.school, "account": demo["phone"], "password": demo["password"]}
        self.post("/login/password", body)

    def room(self, name: str) -> str:
        """The id of the room whose name ends so."""
        rooms = self.get("/staff/home")["rooms"]
        found: str = next(room["room_id"] for room in rooms if room["room_name"].endswith(name))
        return found

    def row(self, room: str, candidate: str) -> dict[str, Any]:
        """The row of a candidate, as the stage board or the panel shows it."""
        view = self.ask("GET", f"/staff/rooms/{room}/board")
        if view.status_code != 200:
            view = self.ask("GET", f"/staff/rooms/{room}/panel")
        rows: list[dict[str, Any]] = self._good(view)["rows"]
        return next(row for row in rows if row["name"] == candidate)


class Candidate(Caller):
    """A candidate, logged in by the one-time code; `entry` is their place on the roster."""

    def __init__(self, site: Site, demo: dict[str, Any]) -> None:
        super().__init__(site, demo["name"])
        number, code = demo["candidate_number"], demo["login_code"]
        body = {"school_id": self.school, "candidate_number": number, "code": code}
        self.post("/login/one-time-code", body)
        exams = self.get("/candidate/exams")["exams"]
        formal = next(exam for exam in exams if exam["formality"] == "formal")
        self.entry: str = formal["roster_entry_id"]

    @property
    def path(self) -> str:
        return f"/candidate/entries/{self.entry}"

    def now(self) -> dict[str, Any]:
        shown: dict[str, Any] = self.get(f"{self.path}/now")
        return shown

    def give_consents(self) -> None:
        for text in self.get("/candidate/consents")["required"]:
            if not text["given_at"]:
                self.post("/candidate/consents", {"consent_text_id": text["id"]})

    def read_notice(self) -> None:
        self.post(f"{self.path}/notice-reading", {"edition": self.now()["notice"]["edition"]})

    def prepare(self) -> None:
        """Every step from the consent to the signature; only 「进入候考区」 is left."""
        self.give_consents()
        self.read_notice()
        self.post(f"{self.path}/room-confirmation")
        self.post(f"{self.path}/device-checks", {"results": {"camera": "ok", "microphone": "ok"}})
        letter = self.get(f"{self.path}/letter")
        words = {"letter_id": letter["id"], "text_hash": letter["text_hash"], "method": "typed"}
        self.post(f"{self.path}/commitment", {**words, "typed_name": self.name})

    def arrive(self) -> None:
        """Every step from the consent to the waiting area."""
        self.prepare()
        self.post(f"{self.path}/arrival")

    def seat(self) -> dict[str, Any]:
        seat: dict[str, Any] = self.post(f"{self.path}/seat")
        return seat

    def pairing_secret(self) -> str:
        address: str = self.post(f"{self.path}/pairing-codes")["url"]
        return address.partition("#")[2]


class Phone(Caller):
    """A second camera, paired by the secret of the QR code."""

    def __init__(self, site: Site, secret: str) -> None:
        super().__init__(site, "phone")
        self.post("/phone/pairings", {"secret": secret, "label": "test phone"})

    def seat(self) -> dict[str, Any]:
        seat: dict[str, Any] = self.post("/phone/seat")
        return seat
