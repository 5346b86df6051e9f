"""Where one college's candidates end: a person may be examined by several."""

from collections.abc import Iterable
from uuid import UUID

from kaochang.exams.models import RosterEntry
from kaochang.schools.scope import SchoolScope


def people_of_others(scope: SchoolScope, person_ids: Iterable[UUID]) -> set[UUID]:
    """Who of them is also a candidate of a college that `scope` does not manage.

    Their name, phone and identity number open that college's exam as well: only the school changes them.
    """
    if scope.college_ids is None:
        return set()
    entries = RosterEntry.objects.filter(person_id__in=set(person_ids)).order_by()
    elsewhere = entries.exclude(session__school=scope.school, session__college_id__in=scope.college_ids)
    return set(elsewhere.values_list("person_id", flat=True))
