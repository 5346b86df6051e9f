from django.db import migrations
from django.db.models import F


def keep_what_was_told(apps, _):
    """From here on the number of cameras says that an exam was withdrawn after people knew of it."""
    told = apps.get_model("exams", "ExamSession").objects.filter(told_starts_at__isnull=False)
    told.filter(told_cameras__isnull=True).update(told_cameras=F("cameras_required"))


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0011_told_cameras"),
    ]

    operations = [
        migrations.RunPython(keep_what_was_told, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="examsession",
            name="told_ends_at",
        ),
        migrations.RemoveField(
            model_name="examsession",
            name="told_starts_at",
        ),
    ]
