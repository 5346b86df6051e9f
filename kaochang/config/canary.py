"""Do the keys fit the database? One row, written by the first start under the keys of that day.

A database that was restored without its secrets.json would otherwise run on, find nobody by phone and
show no name. It lies in a table of its own, outside the models: it belongs to the site, not to a domain.
"""

from enum import Enum

from django.db import connection, transaction

from kaochang.core.privacy.crypto import UndecryptableValue, decrypt, encrypt
from kaochang.core.privacy.lookup import lookup_hash

WORD = "kaochang"


class Fit(Enum):
    FITS = "fits"
    EMPTY = "empty"
    OTHER_LOOKUP_KEY = "other look-up key"
    OTHER_ENCRYPTION_KEY = "other encryption key"


@transaction.atomic
def write_canary() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS key_canary (one boolean PRIMARY KEY DEFAULT true CHECK (one), "
            "looked_up text NOT NULL, sealed bytea NOT NULL)"
        )
        cursor.execute(
            "INSERT INTO key_canary (looked_up, sealed) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [lookup_hash("canary", WORD), encrypt(WORD)],
        )


@transaction.atomic
def seal_canary_again() -> None:
    """After every value was written under the current key: the old one can be dropped from then on."""
    if read_canary() is Fit.FITS:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE key_canary SET sealed = %s", [encrypt(WORD)])


def read_canary() -> Fit:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('key_canary')")
        if cursor.fetchone() == (None,):
            return Fit.EMPTY
        cursor.execute("SELECT looked_up, sealed FROM key_canary")
        row = cursor.fetchone()
    if row is None:
        return Fit.EMPTY
    if row[0] != lookup_hash("canary", WORD):
        return Fit.OTHER_LOOKUP_KEY
    try:
        return Fit.FITS if decrypt(bytes(row[1])) == WORD else Fit.OTHER_ENCRYPTION_KEY
    except UndecryptableValue:
        return Fit.OTHER_ENCRYPTION_KEY
