"""What every table has, and the one way to save a change."""

import uuid
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import Q

from kaochang.core import clock
from kaochang.core.errors import Conflict


class BaseModel(models.Model):
    """`version` counts the changes: events carry it, pages ignore an older one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True


M = TypeVar("M", bound=BaseModel)


def save_changed(obj: M, *fields: str) -> M:
    """Write these fields and the next version; Conflict when somebody else wrote since `obj` was read."""
    before = obj.version
    obj.updated_at = clock.now()
    values: dict[str, Any] = {name: getattr(obj, name) for name in fields}
    values |= {"version": before + 1, "updated_at": obj.updated_at}
    if not type(obj)._base_manager.filter(pk=obj.pk, version=before).update(**values):
        raise Conflict(version=before)
    obj.version = before + 1
    return obj


def save_many(objs: Sequence[M], *fields: str) -> None:
    """These fields of each, and its next version, in one statement; the caller holds the rows.

    `bulk_update` asks of each row whether it is this one or that: of thousands it takes many seconds.
    """
    if not objs:
        return
    model, now, quote = type(objs[0]), clock.now(), connection.ops.quote_name
    by_name = {column.name: column for column in model._meta.concrete_fields}
    columns = [by_name[name] for name in ("id", *fields)]
    names = [quote(str(column.column)) for column in columns]
    # A cast to varchar(n) cuts off silently what is too long; an assignment refuses it.
    types = [
        "text" if isinstance(column, models.CharField) else column.db_type(connection) for column in columns
    ]
    values = [
        [column.get_db_prep_save(getattr(obj, column.attname), connection) for obj in objs]
        for column in columns
    ]
    update = (
        f"UPDATE {quote(model._meta.db_table)} AS kept"  # noqa: S608 - names of our own tables
        f" SET {', '.join(f'{name} = given.{name}' for name in names[1:])},"
        f" version = kept.version + 1, updated_at = %s"
        f" FROM unnest({', '.join(f'%s::{kind}[]' for kind in types)}) AS given({', '.join(names)})"
        f" WHERE kept.id = given.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(update, [now, *values])
    for obj in objs:
        obj.version, obj.updated_at = obj.version + 1, now


def touch(obj: M) -> M:
    """The next version without another change: something that belongs to `obj` changed."""
    return save_changed(obj)


def known_states(name: str, field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The CHECK behind a state column: the database refuses a word that the table of states lacks."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": sorted(choices.values)}))


class IdempotentAnswer(models.Model):
    """The answer to a command that carried a key; stored with the command's own effects."""

    id = models.BigAutoField(primary_key=True)
    owner_id = models.UUIDField()
    route = models.CharField(max_length=300)
    key = models.CharField(max_length=100)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_id", "route", "key"], name="core_idempotent_answer_once")
        ]


class WorkProgress(models.Model):
    """How far one piece of long work is; there only while it runs (`core/progress.py`)."""

    subject_id = models.UUIDField(primary_key=True)
    done = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    updated_at = models.DateTimeField()
