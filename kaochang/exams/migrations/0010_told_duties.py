from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0009_told_seconds"),
    ]

    operations = [
        migrations.AddField(
            model_name="examsession",
            name="told_duties",
            field=models.JSONField(default=dict),
        ),
    ]
