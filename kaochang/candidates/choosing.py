"""Whom a bulk act is about: rows that were ticked, or all that the filters leave."""

from typing import Annotated, Self
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict, model_validator

from kaochang.candidates.lists import CandidateListQuery, list_candidates
from kaochang.exams.models import RosterEntry
from kaochang.schools.scope import SchoolScope


class WhomIn(Schema):
    model_config = ConfigDict(extra="forbid")

    ids: Annotated[list[UUID], Field(max_length=100)] | None = None
    asked: CandidateListQuery | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.ids is None) == (self.asked is None):
            raise ValueError("either ids or asked")
        return self


def chosen_entries(scope: SchoolScope, whom: WhomIn) -> list[RosterEntry]:
    """Rows of others are not there; in the order of rooms, as sheets are handed out."""
    query = whom.asked or CandidateListQuery.model_validate({"id": whom.ids})
    rows = list_candidates(scope, query) if whom.asked or whom.ids else RosterEntry.objects.none()
    return list(
        rows.order_by("session__starts_at", "session__name", "room__name", "order_number", "candidate_number")
    )
