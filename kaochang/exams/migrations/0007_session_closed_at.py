from django.db import migrations, models
from django.db.models import F


def close_before_now(apps, _editor) -> None:
    """Those that are over: when they were last touched is the nearest that is known."""
    sessions = apps.get_model("exams", "ExamSession").objects
    sessions.filter(state__in=["closed", "archived"]).update(closed_at=F("updated_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0006_plausible_times"),
    ]

    operations = [
        migrations.AddField(
            model_name="examsession",
            name="closed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(close_before_now, migrations.RunPython.noop),
    ]
