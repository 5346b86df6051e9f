import uuid
from datetime import datetime, timedelta

import pytest

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.core.errors import Forbidden
from kaochang.desks.models import Device
from kaochang.interviews import queries, services
from kaochang.interviews.errors import InterviewNotLive
from kaochang.interviews.models import FrameReport, Interview, StopInterval
from kaochang.interviews.services.interruptions import picture_lost_since
from kaochang.media.models import MediaSeat
from kaochang.waiting.models import QueueEntry
from kaochang.watch.tick import judge_interruptions
from tests.factories import Place
from tests.interviews.helpers import admitted, cleared_place, refused, told, trail

pytestmark = pytest.mark.django_db

T0 = datetime(2026, 11, 22, 9, 0, tzinfo=clock.now().tzinfo)


@pytest.fixture
def live() -> tuple[Place, QueueEntry, Interview]:
    place, (entry, _) = cleared_place()
    return place, entry, admitted(place, entry)


def sit_down(entry: QueueEntry, *actors: Actor) -> list[MediaSeat]:
    """Panel members whose browsers are connected to the desk."""
    seats = [services.take_desk_seat(entry, purpose="panel", by=actor) for actor in actors]
    MediaSeat.objects.filter(pk__in=[seat.pk for seat in seats]).update(joined_at=clock.now())
    return seats


def laptop_of(entry: QueueEntry, **columns: object) -> Device:
    return Device.objects.create(
        desk=entry.roster_entry.desk,
        kind="laptop",
        state="active",
        login_session_id=uuid.uuid4(),
        online=True,
        online_changed_at=clock.now(),
        **columns,
    )


def standing(interview: Interview) -> StopInterval | None:
    return StopInterval.objects.filter(
        interview=interview, kind="interruption", ended_at__isnull=True
    ).first()


def lost(interview: Interview, by: Actor, last_frame_at: datetime | None = None) -> None:
    services.report_frames(interview, interrupted=True, last_frame_at=last_frame_at, by=by)


def back(interview: Interview, by: Actor) -> None:
    services.report_frames(interview, interrupted=False, last_frame_at=None, by=by)


def test_it_starts_at_the_last_frame_and_ends_when_pictures_come_back(
    live: tuple[Place, QueueEntry, Interview],
) -> None:
    place, entry, interview = live
    sit_down(entry, place.chief)
    last_frame = clock.now() + timedelta(seconds=20)
    with clock.shifted(timedelta(seconds=23)):
        lost(interview, place.chief, last_frame)
    stop = standing(interview)
    assert stop is not None and stop.started_at == last_frame
    assert told("interviews.clock_stopped")[-1].payload["data"]["kind"] == "interruption"
    with clock.shifted(timedelta(seconds=30)):
        lost(interview, place.chief, last_frame)
        back(interview, place.chief)
    stop.refresh_from_db()
    assert stop.ended_at is not None and StopInterval.objects.count() == 1
    assert len(trail("interviews.clock_stopped")) == len(trail("interviews.clock_resumed")) == 1


def test_one_page_with_a_bad_line_does_not_stop_the_clock(
    live: tuple[Place, QueueEntry, Interview],
) -> None:
    place, entry, interview = live
    examiner, secretary = place.by("examiner"), place.by("secretary")
    sit_down(entry, place.chief, examiner, secretary)
    now = clock.now()
    with clock.shifted(timedelta(seconds=20)):
        lost(interview, examiner, now + timedelta(seconds=10))
        assert standing(interview) is None
        lost(interview, secretary, now + timedelta(seconds=12))
    stop = standing(interview)
    assert stop is not None and stop.started_at == now + timedelta(seconds=12)
    with clock.shifted(timedelta(seconds=25)):
        back(interview, examiner)
    assert standing(interview) is None


def test_a_page_that_left_or_was_reloaded_has_no_voice(live: tuple[Place, QueueEntry, Interview]) -> None:
    place, entry, interview = live
    chief_seat, _ = sit_down(entry, place.chief, place.by("examiner"))
    lost(interview, place.chief)
    assert standing(interview) is None
    with clock.shifted(timedelta(seconds=5)):
        # Reloaded: the chief's new page has not complained.
        sit_down(entry, place.chief)
        lost(interview, place.by("examiner"))
        assert standing(interview) is None
        MediaSeat.objects.filter(person_id=place.chief.person_id).update(left_at=clock.now())
        services.judge_interruption(interview)
    assert standing(interview) is not None
    assert MediaSeat.objects.get(pk=chief_seat.pk).closed_at is not None


def test_a_laptop_that_is_gone_interrupts_and_its_return_ends_it(
    live: tuple[Place, QueueEntry, Interview],
) -> None:
    _, entry, interview = live
    laptop = laptop_of(entry)
    judge_interruptions()
    assert standing(interview) is None
    gone_at = clock.now() + timedelta(seconds=8)
    Device.objects.filter(pk=laptop.pk).update(online=False, online_changed_at=gone_at)
    with clock.shifted(timedelta(seconds=10)):
        judge_interruptions()
        judge_interruptions()
    stop = standing(interview)
    assert stop is not None and stop.started_at == gone_at
    Device.objects.filter(pk=laptop.pk).update(online=True)
    with clock.shifted(timedelta(seconds=20)):
        judge_interruptions()
    assert standing(interview) is None and StopInterval.objects.count() == 1


def test_a_camera_that_is_switched_off_is_not_cut_off(live: tuple[Place, QueueEntry, Interview]) -> None:
    place, entry, interview = live
    laptop = laptop_of(entry, camera="muted")
    sit_down(entry, place.chief)
    lost(interview, place.chief)
    assert standing(interview) is None
    Device.objects.filter(pk=laptop.pk).update(online=False)
    services.judge_interruption(interview)
    assert standing(interview) is not None


def test_no_interruption_reaches_back_over_the_beginning_or_the_last_one(
    live: tuple[Place, QueueEntry, Interview],
) -> None:
    place, entry, interview = live
    sit_down(entry, place.chief)
    lost(interview, place.chief, interview.started_at - timedelta(hours=1))
    first = standing(interview)
    assert first is not None and first.started_at == interview.started_at
    with clock.shifted(timedelta(seconds=30)):
        back(interview, place.chief)
        first.refresh_from_db()
        lost(interview, place.chief, interview.started_at)
    second = standing(interview)
    assert second is not None and second.started_at == first.ended_at


def test_a_pause_within_an_interruption_counts_once(live: tuple[Place, QueueEntry, Interview]) -> None:
    place, entry, interview = live
    sit_down(entry, place.chief)
    with clock.shifted(timedelta(seconds=10)):
        lost(interview, place.chief)
    with clock.shifted(timedelta(seconds=20)):
        services.pause_interview(interview, by=place.chief)
    with clock.shifted(timedelta(seconds=40)):
        back(interview, place.chief)
        interview.refresh_from_db()
        assert queries.read(interview, queries.list_stops(interview)).is_stopped
    with clock.shifted(timedelta(seconds=50)):
        services.resume_interview(interview, by=place.chief)
    with clock.shifted(timedelta(seconds=60)):
        interview.refresh_from_db()
        reading = queries.read(interview, queries.list_stops(interview))
    assert reading.stopped_seconds == pytest.approx(40, abs=2)


def test_only_the_panel_reports_and_only_while_it_runs(live: tuple[Place, QueueEntry, Interview]) -> None:
    place, _, interview = live
    for role in ("waiting_room_officer", "inspector"):
        refused(
            Forbidden,
            services.report_frames,
            interview,
            interrupted=True,
            last_frame_at=None,
            by=place.by(role),
        )
    services.end_interview(interview, by=place.chief)
    refused(
        InterviewNotLive,
        services.report_frames,
        interview,
        interrupted=True,
        last_frame_at=None,
        by=place.chief,
    )
    before = StopInterval.objects.count()
    services.judge_interruption(interview)
    assert StopInterval.objects.count() == before


@pytest.mark.parametrize(
    ("watching", "complaining", "is_lost"),
    [
        (0, 0, False),
        (0, 1, False),
        (1, 0, False),
        (1, 1, True),
        (2, 1, False),
        (2, 2, True),
        (3, 1, False),
        (3, 2, True),
        (4, 2, False),
        (4, 3, True),
        (5, 3, True),
    ],
)
def test_most_of_who_watches_have_to_agree(watching: int, complaining: int, is_lost: bool) -> None:
    people = [uuid.uuid4() for _ in range(max(watching, complaining))]
    reports = [
        FrameReport(person_id=person, interrupted=index < complaining, last_frame_at=T0, reported_at=T0)
        for index, person in enumerate(people)
    ]
    connected = dict.fromkeys(people[:watching], T0)
    assert (picture_lost_since(reports, connected) == T0) is is_lost
