"""What the frame of the school's web area shows."""

from kaochang.accounts.queries import get_person
from kaochang.console.schemas import school as shapes
from kaochang.exams.queries import count_open_tickets_of
from kaochang.schools.http import SchoolRequest
from kaochang.schools.queries import list_colleges


def read_me(request: SchoolRequest) -> shapes.SchoolMeOut:
    scope = request.scope
    person = get_person(request.actor.the_person_id)
    return shapes.SchoolMeOut(
        school=shapes.SchoolHeadOut.from_orm(scope.school),
        person=shapes.MemberOut(id=person.pk, name=person.name),
        roles=sorted(scope.roles),
        colleges=[shapes.ManagedCollegeOut.from_orm(college) for college in list_colleges(scope)],
        counts=shapes.SchoolCountsOut(open_tickets=count_open_tickets_of(scope)),
    )
