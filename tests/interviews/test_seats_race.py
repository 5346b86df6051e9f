"""A seat is asked for at the moment when the right to it ends."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.services import start_login_session
from kaochang.core.errors import DomainError
from kaochang.exams.models import Assignment
from kaochang.exams.services import remove_assignment
from kaochang.interviews import services
from kaochang.media.models import MediaSeat
from kaochang.supervisor.process import wait_until
from tests.factories import Place
from tests.interviews.helpers import admitted, cleared_place

SYSTEM = Actor.system("test")
pytestmark = pytest.mark.django_db(transaction=True)


def while_it_ends(ends: Callable[[], object], asks: Callable[[], object]) -> str:
    """`asks` begins while the transaction of `ends` is not committed yet; the code of its refusal."""
    answer: list[str] = []

    def ask() -> None:
        try:
            asks()
            answer.append("")
        except DomainError as refusal:
            answer.append(refusal.code)
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    with transaction.atomic():
        ends()
        thread.start()
        assert wait_until(lambda: bool(answer) or somebody_waits(), seconds=20)
    thread.join(20)
    return answer[0]


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def live_place() -> tuple[Place, Callable[[Actor], object]]:
    place, entries = cleared_place()
    admitted(place, entries[0])
    return place, lambda by: services.take_desk_seat(entries[0], purpose="panel", by=by)


def test_whoever_loses_the_role_gets_no_seat() -> None:
    place, sit_down = live_place()
    examiner = place.by("examiner")
    held = Assignment.objects.get(room=place.room, person=place.staff["examiner"])
    assert (
        while_it_ends(lambda: remove_assignment(held, by=SYSTEM), lambda: sit_down(examiner)) == "forbidden"
    )
    assert not MediaSeat.objects.filter(person_id=examiner.person_id, closed_at__isnull=True).exists()


@pytest.mark.parametrize("where", ["desk", "panel room"])
def test_a_browser_that_is_taken_over_gets_no_seat(where: str) -> None:
    place, sit_down = live_place()
    person = place.staff["examiner"]
    session, _ = start_login_session(person, area="staff", scope_id=place.school.pk)
    old = Actor(person_id=person.pk, login_session_id=session.pk, area="staff")

    def asks() -> None:
        sit_down(old) if where == "desk" else services.take_panel_room_seat(place.room, by=old)

    def ends() -> None:
        start_login_session(person, area="staff", scope_id=place.school.pk)

    assert while_it_ends(ends, asks) == "session_taken_over"
    assert not MediaSeat.objects.filter(login_session_id=session.pk, closed_at__isnull=True).exists()
