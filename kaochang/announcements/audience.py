"""Whom an announcement concerns: the candidates of published and open exams in its part of the school.

Who had to read it is more: candidates whose exam has closed are not reached any more, and stay on the list.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from kaochang.accounts.models import Person
from kaochang.announcements.models import Announcement, AnnouncementEdition, Receipt
from kaochang.announcements.states import AnnouncementState, Level
from kaochang.exams.models import RosterEntry
from kaochang.exams.states import OVER, VISIBLE
from kaochang.realtime import channels


def entries_of(announcement: Announcement) -> QuerySet[RosterEntry]:
    """The candidates' entries that it reaches now."""
    return _entries_within(announcement).filter(session__state__in=VISIBLE)


def _entries_within(announcement: Announcement) -> QuerySet[RosterEntry]:
    entries = RosterEntry.objects.filter(session__school_id=announcement.school_id)
    if announcement.level == Level.COLLEGE:
        return entries.filter(session__college=announcement.college)
    if announcement.level == Level.MAJOR:
        return entries.filter(major=announcement.major)
    if announcement.level == Level.EXAM:
        return entries.filter(session=announcement.session)
    return entries


def is_reached(announcement: Announcement) -> Exists:
    """For a queryset of people: it stands among their announcements now."""
    return Exists(entries_of(announcement).filter(person_id=OuterRef("pk")))


def recipients_of(announcement: Announcement) -> QuerySet[Person]:
    """Each person once: whom it reaches, reached before their exam closed, and whoever has read it."""
    first = AnnouncementEdition.objects.filter(
        announcement_id=announcement.pk, edition=announcement.read_from_edition
    )
    missed = _entries_within(announcement).filter(
        person_id=OuterRef("pk"),
        session__state__in=OVER,
        session__closed_at__gte=Subquery(first.values("published_at")),
    )
    read = Receipt.objects.filter(announcement_id=announcement.pk, person_id=OuterRef("pk"))
    return Person.objects.filter(is_reached(announcement) | Exists(missed) | Exists(read))


def has_read(announcement: Announcement) -> Exists:
    """For a queryset of people."""
    return Exists(
        Receipt.objects.filter(
            announcement_id=announcement.pk,
            person_id=OuterRef("pk"),
            edition__gte=announcement.read_from_edition,
        )
    )


def published_to(entries: Collection[RosterEntry]) -> QuerySet[Announcement]:
    """What concerns one of these; the entries come with their sessions."""
    return written_for(entries).filter(state=AnnouncementState.PUBLISHED)


def written_for(entries: Collection[RosterEntry]) -> QuerySet[Announcement]:
    """The same, whether it is published or not."""
    schools = {entry.session.school_id for entry in entries}
    colleges = {entry.session.college_id for entry in entries}
    majors = {entry.major_id for entry in entries if entry.major_id}
    sessions = {entry.session_id for entry in entries}
    mine = (
        Q(level=Level.SCHOOL, school_id__in=schools)
        | Q(level=Level.COLLEGE, college_id__in=colleges)
        | Q(level=Level.MAJOR, major_id__in=majors)
        | Q(level=Level.EXAM, session_id__in=sessions)
    )
    return Announcement.objects.filter(mine)


def concerns(announcement: Announcement, entry: RosterEntry) -> bool:
    """The same for one entry, which comes with its session."""
    session = entry.session
    return {
        Level.SCHOOL: announcement.school_id == session.school_id,
        Level.COLLEGE: announcement.college_id == session.college_id,
        Level.MAJOR: announcement.major_id == entry.major_id,
        Level.EXAM: announcement.session_id == session.pk,
    }[Level(announcement.level)]


def channels_of(announcement: Announcement) -> list[str]:
    """The open pages of everybody concerned: by room, and by person for who has none yet."""
    rows = entries_of(announcement).order_by().values_list("room_id", "person_id").distinct()
    rooms: set[UUID] = set()
    people: set[UUID] = set()
    for room_id, person_id in rows:
        if room_id is None:
            people.add(person_id)
        else:
            rooms.add(room_id)
    return [
        *(channels.room_candidates(room_id) for room_id in rooms),
        *(channels.person("candidate", person_id) for person_id in people),
        *channels.school(announcement.school_id, announcement.college_id),
    ]
