"""Whoever was taken off a desk stays off: neither our token nor the media server's own brings them back."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from e2e.attacks.day import MAIN, PATHS, SECOND, Day, Joined
from e2e.attacks.media_api import people
from e2e.callers import Candidate, Phone, Staff
from e2e.sockets import PushSocket

Act = Callable[[], Any]


def second_tab(day: Day) -> tuple[list[Joined], Act]:
    candidate = day.candidate(0)
    return [day.join(candidate.seat())], candidate.seat


def candidate_taken_over(day: Day) -> tuple[list[Joined], Act]:
    candidate = day.candidate(1)
    fresh = day.officer.post(f"/staff/entries/{day.entry(1)}/login-code")
    demo = {**day.site.demo("candidate", 1), "login_code": fresh["code"]}
    return [day.join(candidate.seat())], lambda: day.known.update({"candidate 1": Candidate(day.site, demo)})


def staff_taken_over(day: Day) -> tuple[list[Joined], Act]:
    demo = day.site.demo("examiner", 0)
    examiner = day.staff("examiner", 0)
    panel = day.join(examiner.post(f"/staff/rooms/{day.room()}/panel-seat"))
    return [panel], lambda: day.known.update({demo["phone"]: Staff(day.site, demo)})


def staff_logged_out(day: Day) -> tuple[list[Joined], Act]:
    secretary = Staff(day.site, day.site.demo("secretary"))
    panel = day.join(secretary.post(f"/staff/rooms/{day.room()}/panel-seat"))
    return [panel], lambda: secretary.delete("/staff/session")


def phone_removed(day: Day) -> tuple[list[Joined], Act]:
    phone = Phone(day.site, day.candidate(2).pairing_secret())
    return [day.join(phone.seat())], lambda: day.candidate(2).delete(f"{day.candidate(2).path}/phone")


def phone_replaced(day: Day) -> tuple[list[Joined], Act]:
    candidate = day.candidate(3)
    first = Phone(day.site, candidate.pairing_secret())
    secret = candidate.pairing_secret()
    return [day.join(first.seat())], lambda: Phone(day.site, secret)


def phone_stopped(day: Day) -> tuple[list[Joined], Act]:
    phone = Phone(day.site, day.candidate(4).pairing_secret())
    return [day.join(phone.seat())], lambda: phone.post("/phone/stop")


def talk_ended(day: Day) -> tuple[list[Joined], Act]:
    talk = day.officer.post(f"/staff/entries/{day.entry(2)}/talks")
    seat = day.officer.post(f"/staff/entries/{day.entry(2)}/seat", {"purpose": "talk"})
    return [day.join(seat)], lambda: day.officer.post(f"/staff/talks/{talk['id']}/end", {"cleared": False})


def look_ended(day: Day) -> tuple[list[Joined], Act]:
    seat = day.officer.post(f"/staff/entries/{day.entry(2)}/seat", {"purpose": "view"})
    return [day.join(seat)], lambda: day.officer.delete(f"/staff/seats/{seat['identity']}")


def inspection_ended(day: Day) -> tuple[list[Joined], Act]:
    inspector = day.staff("inspector")
    seat = inspector.post(f"/staff/entries/{day.entry(2)}/seat", {"purpose": "inspect"})
    return [day.join(seat)], lambda: inspector.delete(f"/staff/seats/{seat['identity']}")


def assignment_removed(day: Day) -> tuple[list[Joined], Act]:
    demo = day.site.demo("examiner", 1)
    seat = Staff(day.site, demo).post(f"/staff/rooms/{day.room()}/panel-seat")
    code = (
        "from kaochang.exams.models import Assignment\n"
        "from kaochang.exams.setup import remove_assignment\n"
        "from kaochang.accounts.actor import Actor\n"
        f"found = Assignment.objects.filter(room_id='{day.room()}', person__name='{demo['name']}').get()\n"
        "remove_assignment(found, by=Actor.system('test'))\n"
    )
    return [day.join(seat)], lambda: day.inside.run(code)


def interview_seats(day: Day, number: int) -> list[Joined]:
    desk = f"/staff/entries/{day.entry(number)}/seat"
    seats = [day.candidate(number).seat(), day.phone(number).seat()]
    seats += [day.chief.post(desk, {"purpose": "panel"})]
    seats += [day.staff("examiner", 0).post(desk, {"purpose": "panel"})]
    seats += [day.staff("inspector").post(desk, {"purpose": "inspect"})]
    return [day.join(seat) for seat in seats]


def interview_ended(day: Day) -> tuple[list[Joined], Act]:
    interview = day.interview(5)
    joined = interview_seats(day, 5)
    return joined, lambda: day.chief.post(f"/staff/interviews/{interview}/end", {"reason": ""})


def sent_back(day: Day) -> tuple[list[Joined], Act]:
    interview = day.interview(6)
    seat = day.chief.post(f"/staff/entries/{day.entry(6)}/seat", {"purpose": "panel"})
    body = {"reason": "设备需要调试"}
    return [day.join(seat)], lambda: day.chief.post(f"/staff/interviews/{interview}/return", body)


def room_closed(day: Day) -> tuple[list[Joined], Act]:
    room = day.room(SECOND)
    seat = day.other_chief.post(f"/staff/rooms/{room}/panel-seat")
    return [day.join(seat)], lambda: day.other_chief.post(f"/staff/rooms/{room}/closing")


def seat_replaced_on_another_desk(day: Day) -> tuple[list[Joined], Act]:
    """A look at the same desk again puts out the first look of the same person."""
    ask = f"/staff/entries/{day.entry(4)}/seat"
    first = day.join(day.officer.post(ask, {"purpose": "view"}))
    return [first], lambda: day.officer.post(ask, {"purpose": "view"})


ENDINGS = [
    second_tab,
    candidate_taken_over,
    staff_taken_over,
    staff_logged_out,
    phone_removed,
    phone_replaced,
    phone_stopped,
    talk_ended,
    look_ended,
    inspection_ended,
    assignment_removed,
    interview_ended,
    sent_back,
    room_closed,
    seat_replaced_on_another_desk,
]


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: str(ending.__name__))
def test_nobody_comes_back(day: Day, ending: Callable[[Day], tuple[list[Joined], Act]]) -> None:
    joined, end = ending(day)
    for one in joined:
        # Until it ends, both tokens open the door: else this test would prove nothing.
        assert {day.knock(token, "/rtc/validate") for token in one.tokens} == {200}
    end()
    ended = time.monotonic()
    for one in joined:
        assert one.socket.closed.wait(max(0.01, ended + 2 - time.monotonic())), "still in the room after 2 s"
    for one in joined:
        for token in one.tokens:
            for path in PATHS:
                assert day.knock(token, path) == 403
                assert day.knock(token, path, "&reconnect=1&sid=PA_again&reconnect_reason=1") == 403
    open_rooms = {
        name for (name,) in day.inside.rows("SELECT name FROM media_mediaroom WHERE state = 'open'")
    }
    for one in joined:
        if one.seat["room"] in open_rooms:
            assert one.seat["identity"] not in people(day.inside, one.seat["room"])
    if ending is room_closed:
        day.other_chief.post(f"/staff/rooms/{day.room(SECOND)}/reopening", {"reason": "下午继续"})


def test_an_earlier_openings_token_does_not_fit_the_next(day: Day) -> None:
    """A re-opened interview has a desk of another name."""
    interview = day.interview(7)
    joined = day.join(day.candidate(7).seat())
    day.chief.post(f"/staff/interviews/{interview}/end", {"reason": ""})
    day.chief.post(f"/staff/interviews/{interview}/reopening", {"reason": "结束得太早"})
    fresh = day.candidate(7).seat()
    assert fresh["room"] != joined.seat["room"]
    for token in joined.tokens:
        assert {day.knock(token, path, f"&room={fresh['room']}") for path in PATHS} == {403}
    day.end_interviews(day.chief, day.room(MAIN))


def test_a_log_out_cuts_the_push_socket_for_good(day: Day) -> None:
    secretary = Staff(day.site, day.site.demo("secretary"))
    token = secretary.push_token("staff")
    socket = PushSocket(day.site.url, token)
    assert socket.is_connected()
    secretary.delete("/staff/session")
    assert socket.closed.wait(2)
    assert socket.closed_with == 4502
    assert not PushSocket(day.site.url, token).is_connected()
