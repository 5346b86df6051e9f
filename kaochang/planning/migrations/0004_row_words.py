from itertools import islice

from django.db import migrations, models

from kaochang.core.models import save_many
from kaochang.planning.roster.shown import note_shown


def note_rows(apps, _editor) -> None:
    rows = apps.get_model("planning", "ImportRow").objects.defer("undo").iterator(2000)
    while part := list(islice(rows, 2000)):
        for row in part:
            note_shown(row)
        save_many(part, "words", "places")


class Migration(migrations.Migration):
    dependencies = [("planning", "0003_written_by")]

    operations = [
        migrations.AddField(model_name="importrow", name="words", field=models.TextField(default="")),
        migrations.AddField(model_name="importrow", name="places", field=models.JSONField(default=dict)),
        migrations.RunPython(note_rows, migrations.RunPython.noop),
    ]
