from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0010_told_duties"),
    ]

    operations = [
        migrations.AddField(
            model_name="examsession",
            name="told_cameras",
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
