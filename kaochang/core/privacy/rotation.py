"""Moving encrypted columns to the current key, a batch at a time, beside a running system."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models, transaction

from kaochang.core.privacy.crypto import current_key_id, decrypt, encrypt
from kaochang.core.privacy.fields import EncryptedTextField

_BATCH = 500


def encrypted_columns() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, str(field.column)


def count_old_values() -> dict[str, int]:
    return {
        f"{model._meta.db_table}.{column}": _count(model._meta.db_table, column)
        for model, column in encrypted_columns()
    }


def rotate() -> dict[str, int]:
    """How many values were written again, by column. A value changed meanwhile is left to its writer."""
    done: dict[str, int] = {}
    for model, column in encrypted_columns():
        table = model._meta.db_table
        name = f"{table}.{column}"
        done[name] = 0
        while changed := _rotate_batch(table, column):
            done[name] += changed
    return done


def _old(table: str, column: str, what: str) -> str:
    # Names come from our own models, the key's id from our own hash.
    return (
        f'SELECT {what} FROM "{table}" WHERE "{column}" IS NOT NULL '  # noqa: S608
        f"""AND substring("{column}" from 2 for 4) <> decode('{current_key_id()}', 'hex')"""
    )


def _count(table: str, column: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_old(table, column, "count(*)"))
        return int(cursor.fetchone()[0])


@transaction.atomic
def _rotate_batch(table: str, column: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_old(table, column, f'id, "{column}"') + f" LIMIT {_BATCH} FOR NO KEY UPDATE")
        rows = [(encrypt(decrypt(bytes(value))), row_id) for row_id, value in cursor.fetchall()]
        cursor.executemany(f'UPDATE "{table}" SET "{column}" = %s WHERE id = %s', rows)  # noqa: S608
    return len(rows)
