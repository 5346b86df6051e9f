"""Whom a bulk act is about: rows that were ticked, or all that the filters leave."""

from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict, model_validator

from kaochang.candidates.lists import CandidateListQuery, list_candidates
from kaochang.core.errors import NotFound
from kaochang.schools.scope import SchoolScope

if TYPE_CHECKING:
    from kaochang.candidates.lists import Listed


class WhomIn(Schema):
    model_config = ConfigDict(extra="forbid")

    ids: Annotated[list[UUID], Field(max_length=100)] | None = None
    asked: CandidateListQuery | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.ids is None) == (self.asked is None):
            raise ValueError("either ids or asked")
        return self


def chosen_entries(scope: SchoolScope, whom: WhomIn) -> "list[Listed]":
    """Rows of others are not there; in the order of rooms, as sheets are handed out."""
    query = whom.asked or CandidateListQuery.model_validate({"id": whom.ids})
    rows = list_candidates(scope, query)
    if not whom.asked and not whom.ids:
        rows = rows.none()
    return list(
        rows.order_by("session__starts_at", "session__name", "room__name", "order_number", "candidate_number")
    )


def access_chosen(scope: SchoolScope, whom: WhomIn) -> "list[Listed]":
    """The same, where somebody else's row is refused instead of left out."""
    found = chosen_entries(scope, whom)
    if whom.ids is not None and len(found) != len(set(whom.ids)):
        raise NotFound()
    return found
