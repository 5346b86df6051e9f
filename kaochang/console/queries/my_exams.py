"""A candidate's open exams, one card each; a fixed number of queries, however many there are."""

from kaochang.accounts.actor import Actor
from kaochang.announcements import queries as announcements
from kaochang.commitments import queries as commitments
from kaochang.commitments.models import LetterText
from kaochang.console import steps
from kaochang.console.queries.progress import consents_of, progress_of, unread_of
from kaochang.console.schemas import candidate as shapes
from kaochang.core import clock
from kaochang.desks import queries as desks
from kaochang.desks.queries import Devices
from kaochang.exams import queries as exams
from kaochang.exams.models import RosterEntry
from kaochang.notifications.queries import count_unconfirmed
from kaochang.waiting import chips
from kaochang.waiting.models import QueueEntry


def read_exams(actor: Actor) -> shapes.MyExamsOut:
    person_id = actor.the_person_id
    entries = exams.list_candidate_entries(person_id)
    ids = [entry.pk for entry in entries]
    queued = QueueEntry.objects.select_related("roster_entry__desk").filter(roster_entry_id__in=ids)
    queue = {queue_entry.roster_entry_id: queue_entry for queue_entry in queued}
    checks = desks.newest_checks(ids)
    consents = consents_of(person_id)
    signed = commitments.entries_signed(ids)
    sessions = {entry.session_id for entry in entries}
    asks = set(LetterText.objects.filter(session_id__in=sessions).values_list("session_id", flat=True))
    marks = announcements.marks_of(person_id, announcements.entries_of_person(person_id))
    at_desks = desks.devices_of(ids)
    found = []
    for entry in entries:
        queue_entry = queue.get(entry.pk)
        if queue_entry is None:
            continue
        letter = steps.Mark(entry.session_id not in asks or entry.pk in signed)
        consent = consents.get(entry.session.school_id, steps.Mark(True))
        progress = progress_of(entry, queue_entry, consent, checks.get(entry.pk), letter)
        held_up = unread_of(marks, entry).must_read_id is not None
        found.append(_my_exam(entry, queue_entry, progress, held_up, at_desks.get(entry.pk, Devices())))
    return shapes.MyExamsOut(
        server_time=clock.now(),
        exams=found,
        announcements=unread_of(marks),
        notifications=count_unconfirmed(person_id, "candidate"),
    )


def _my_exam(
    entry: RosterEntry, queue_entry: QueueEntry, progress: steps.Progress, held_up: bool, at_desk: Devices
) -> shapes.MyExamOut:
    session = entry.session
    return shapes.MyExamOut(
        roster_entry_id=entry.pk,
        exam_name=session.name,
        exam_name_en=session.name_en,
        formality=session.formality,
        school_name=session.school.name,
        school_name_en=session.school.name_en,
        college_name=session.college.name,
        college_name_en=session.college.name_en,
        room_name=entry.exam_room.name,
        room_name_en=entry.exam_room.name_en,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        slot_starts_at=entry.slot_starts_at,
        cameras_required=session.cameras_required,
        support_phone=session.support_phone,
        step=steps.step_of(
            progress, state=queue_entry.state, room_state=entry.exam_room.state, must_read=held_up
        ),
        chip=chips.chip_of(queue_entry, at_desk.laptop, is_logged_in=True),
    )
