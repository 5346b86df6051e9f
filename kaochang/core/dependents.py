"""Which rows nothing else hangs on: they can go as if they had never been there."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import ForeignObjectRel, Model


def with_dependents(
    model: type[Model], ids: Collection[UUID], *, but: Collection[type[Model]] = ()
) -> set[UUID]:
    """Of these rows, those that rows of any other table point at; one query a table. `but`: not of these."""
    found: set[UUID] = set()
    for relation in model._meta.related_objects:
        if relation.related_model not in but:
            found |= _pointed_at(relation, ids)
    return found


def _pointed_at(relation: ForeignObjectRel, ids: Collection[UUID]) -> set[UUID]:
    column = relation.field.attname
    rows = relation.related_model._default_manager.filter(**{f"{column}__in": ids})
    return set(rows.values_list(column, flat=True))
