"""Files that people gave us. The bytes lie in the site's folder, under the row's id."""

from django.db import models

from kaochang.core.models import BaseModel


class StoredFile(BaseModel):
    """`name` is what the sender called it; the folder never sees it."""

    scope_id = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
