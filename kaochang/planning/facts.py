"""What readiness is judged by, read from several domains in a constant number of queries."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from kaochang.commitments.queries import current_letter
from kaochang.core import clock
from kaochang.exams.models import ExamSession, Relation, RelationStatement
from kaochang.exams.queries import find_notice
from kaochang.exams.rules import PANEL
from kaochang.exams.states import ExamLanguages, Formality, RelationKind, RoomRole, SessionState
from kaochang.planning.clashes import Clash, ClashKind, find_clashes
from kaochang.planning.readiness import SHOWN, Facts, Meeting, Named
from kaochang.planning.timetable import Duty, Room, Timetable
from kaochang.planning.timetable_queries import read_timetable
from kaochang.schools.queries import staff_pool


def read_facts(session: ExamSession) -> Facts:
    table = read_timetable(session)
    letter, notice = current_letter(session), find_notice(session)
    texts = [text for text in (letter, notice) if text is not None]
    clashes = _Clashes(table)
    staff = {duty.person_id: duty for room in table.rooms for duty in room.duties}
    stated = RelationStatement.objects.filter(school_id=session.school_id, staff__in=staff)
    silent = staff.keys() - set(stated.values_list("staff_id", flat=True))
    pool = staff_pool(session.school_id, session.college_id).filter(person__in=staff)
    gone = staff.keys() - set(pool.values_list("person_id", flat=True))
    return Facts(
        formality=session.formality,
        is_over=session.ends_at <= clock.now(),
        needs_english=session.languages == ExamLanguages.ZH_EN,
        rooms=len(table.rooms),
        candidates=len(table.entries),
        unplaced=Named.of(entry.name for entry in table.entries if not entry.is_placed),
        outside_window=clashes.of_candidates(ClashKind.OUTSIDE_WINDOW),
        without_chief=_rooms(table, lambda room: not _with(room, RoomRole.CHIEF_EXAMINER)),
        without_officer=_rooms(
            table,
            lambda room: session.clearance_required and not _with(room, RoomRole.WAITING_ROOM_OFFICER),
        ),
        too_few_staff=_rooms(
            table,
            lambda room: len({duty.person_id for duty in _with(room, *PANEL)}) < session.minimum_staff,
        ),
        gone=Named.of(duty.name for person, duty in staff.items() if person in gone),
        minimum_staff=session.minimum_staff,
        relations=Named(len(clashes.relations), []),
        meetings=_meetings(table, clashes.relations[:SHOWN], session.school_id),
        staff_clashes=clashes.of_staff(ClashKind.STAFF_TWICE),
        candidate_clashes=clashes.of_candidates(ClashKind.CANDIDATE_TWICE, ClashKind.SLOT_OVERLAP),
        staff=len(staff),
        not_stated=Named.of(duty.name for person, duty in staff.items() if person in silent),
        has_letter=letter is not None,
        has_notice=notice is not None,
        has_english=all(text.title_en and text.text_en for text in texts),
        has_rehearsal=session.copies.filter(formality=Formality.REHEARSAL)
        .exclude(state=SessionState.DRAFT)
        .exists(),
    )


def _with(room: Room, *roles: str) -> list[Duty]:
    return [duty for duty in room.duties if duty.role in roles]


def _rooms(table: Timetable, lacks: Callable[[Room], object]) -> Named:
    return Named.of(room.name for room in table.rooms if lacks(room))


def _meetings(table: Timetable, clashes: Sequence[Clash], school_id: UUID) -> list[Meeting]:
    rooms = {room.id: room for room in table.rooms}
    entries = {entry.id: entry for entry in table.entries}
    met = [
        (rooms[one.room_id], entries[one.entry_id], one.person_id)
        for one in clashes
        if one.room_id and one.entry_id and one.person_id
    ]
    known = Relation.objects.filter(
        school_id=school_id,
        staff__in=[who for *_, who in met],
        candidate__in=[one.person_id for _, one, _ in met],
    )
    kinds = {(one.staff_id, one.candidate_id): one.kind for one in known}
    return [
        Meeting(
            room.name,
            next(duty.name for duty in room.duties if duty.person_id == who),
            [duty.role for duty in room.duties if duty.person_id == who],
            entry.name,
            kinds.get((who, entry.person_id), RelationKind.OTHER),
        )
        for room, entry, who in met
    ]


class _Clashes:
    """By kind, and whom they are about by name."""

    def __init__(self, table: Timetable) -> None:
        self._found = find_clashes(table)
        self.relations = self._of([ClashKind.RELATION])
        self._candidates = {entry.id: entry.name for entry in table.entries}
        self._rooms = {room.id: room.name for room in table.rooms}
        self._staff = {duty.person_id: duty.name for room in table.rooms for duty in room.duties}

    def of_candidates(self, *kinds: ClashKind) -> Named:
        ids = (clash.entry_id for clash in self._of(kinds))
        return Named.of(self._candidates[one] for one in dict.fromkeys(ids) if one)

    def of_staff(self, *kinds: ClashKind) -> Named:
        """Each with the rooms between which they would have to choose."""
        rooms: dict[UUID, dict[str, None]] = {}
        for clash in self._of(kinds):
            if clash.person_id and clash.room_id:
                found = rooms.setdefault(clash.person_id, {})
                found |= {self._rooms[clash.room_id]: None, clash.other: None}
        return Named.of(f"{self._staff[who]} ({' / '.join(where)})" for who, where in rooms.items())

    def _of(self, kinds: Iterable[ClashKind]) -> list[Clash]:
        return [clash for clash in self._found if clash.kind in kinds]
