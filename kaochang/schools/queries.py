"""Reads of the organisation."""

from uuid import UUID

from django.db.models import Prefetch

from kaochang.schools.models import College, Membership, School


def list_schools() -> list[School]:
    """Every school with its colleges, as the log-in page shows them."""
    colleges = Prefetch("colleges", College.objects.order_by("name"))
    return list(School.objects.order_by("name").prefetch_related(colleges))


def find_school(code: str) -> School | None:
    return School.objects.filter(code=code).first()


def memberships_of(person_id: UUID) -> list[Membership]:
    return list(Membership.objects.filter(person_id=person_id).select_related("school", "college"))
