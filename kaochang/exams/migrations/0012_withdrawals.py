from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0011_told_cameras"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="examsession",
            name="told_ends_at",
        ),
        migrations.RemoveField(
            model_name="examsession",
            name="told_starts_at",
        ),
    ]
