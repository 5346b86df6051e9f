"""Who takes part in the attacks. Each is logged in when first asked for, and stays so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from e2e.callers import GIVEN, Candidate, Phone, Staff
from e2e.inside import Inside
from e2e.person import wait_until
from e2e.site import Site
from e2e.sockets import MediaSocket

MAIN, SECOND = "第二考场", "第一考场"
PATHS = ("/rtc", "/rtc/v1", "/rtc/validate", "/rtc/v1/validate")
Kind = TypeVar("Kind")


@dataclass
class Joined:
    """Somebody in a media room, with the token we gave and the one that the media server gave."""

    seat: dict[str, Any]
    socket: MediaSocket
    refreshed: str

    @property
    def tokens(self) -> tuple[str, str]:
        return self.seat["token"], self.refreshed


@dataclass
class Day:
    site: Site
    inside: Inside
    known: dict[str, Any] = field(default_factory=dict)

    def _once(self, key: str, make: Callable[[], Kind]) -> Kind:
        if key not in self.known:
            self.known[key] = make()
        found: Kind = self.known[key]
        return found

    # Who also has another role in the demo: 周敏 is officer and a second chief of the first room.
    @property
    def officer(self) -> Staff:
        return self.staff("waiting_room_officer", 0)

    @property
    def chief(self) -> Staff:
        return self.staff("chief_examiner", 0)

    @property
    def other_officer(self) -> Staff:
        return self.staff("waiting_room_officer", 1)

    @property
    def other_chief(self) -> Staff:
        return self.staff("chief_examiner", 2)

    def staff(self, role: str, number: int = 0) -> Staff:
        demo = self.site.demo(role, number)
        return self._once(demo["phone"], lambda: Staff(self.site, demo))

    def candidate(self, number: int) -> Candidate:
        """In the order of the draw; eight in the first room, then three in the second. All have arrived."""

        def make() -> Candidate:
            candidate = Candidate(self.site, self.site.demo("candidate", number))
            candidate.arrive()
            return candidate

        return self._once(f"candidate {number}", make)

    def phone(self, number: int) -> Phone:
        candidate = self.candidate(number)
        return self._once(f"phone {number}", lambda: Phone(self.site, candidate.pairing_secret()))

    def room(self, name: str = MAIN) -> str:
        staff = self.officer if name == MAIN else self.other_officer
        return staff.room(name)

    def entry(self, number: int) -> str:
        """The place in the queue, by which staff name a candidate."""
        candidate = self.candidate(number)
        query = "SELECT id::text FROM waiting_queueentry WHERE roster_entry_id = %s"
        found: str = self.inside.one(query, candidate.entry)
        return found

    def interview(self, number: int) -> str:
        """Invite and accept; ends a live one of the room first."""
        main = number < 8
        chief, room = (self.chief, self.room()) if main else (self.other_chief, self.room(SECOND))
        self.end_interviews(chief, room)
        chief.post(f"/staff/rooms/{room}/panel-seat")
        reason = {"reason": "核验由主考官当面进行"}
        invitation = chief.post(f"/staff/entries/{self.entry(number)}/invitations", reason)
        self.candidate(number).post(f"/candidate/invitations/{invitation['id']}/acceptance")
        interview: str = chief.get(f"/staff/rooms/{room}/panel")["interview"]["id"]
        return interview

    def end_interviews(self, chief: Staff, room: str) -> None:
        query = "SELECT id::text FROM interviews_interview WHERE room_id = %s AND state = 'live'"
        for (interview,) in self.inside.rows(query, room):
            chief.post(f"/staff/interviews/{interview}/end", {"reason": ""})

    def join(self, seat: dict[str, Any]) -> Joined:
        socket = MediaSocket(self.site.url, seat["token"])
        assert socket.status == 101, socket.status
        refreshed = wait_until(socket.refreshed, 5, "a token of the media server's own")
        assert refreshed != seat["token"]
        GIVEN.add(refreshed)
        return Joined(seat, socket, refreshed)

    def knock(self, token: str, path: str, more: str = "") -> int:
        """The status that one try to join is answered with; whoever got in is let go at once."""
        socket = MediaSocket(self.site.url, token, path=path, more=more)
        socket.close()
        return socket.status
