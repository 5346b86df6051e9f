"""A text column that the database, its backups and its logs see only encrypted."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from kaochang.core.privacy.crypto import decrypt, encrypt

if TYPE_CHECKING:
    _Column = models.BinaryField[str | None, Any]
else:
    _Column = models.BinaryField


class EncryptedTextField(_Column):
    """Reads and writes `str`. Cannot be filtered on: look up by a `lookup_hash` column instead."""

    description = "Encrypted text"

    def get_prep_value(self, value: Any) -> bytes | None:
        return None if value is None else encrypt(str(value))

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        return None if value is None else decrypt(bytes(value))

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is encrypted; filter on its look-up hash")
        return super().get_lookup(lookup_name)
