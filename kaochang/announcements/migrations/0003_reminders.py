from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("announcements", "0002_rounds_that_were_blocked"),
    ]

    operations = [
        migrations.AddField(
            model_name="smsround",
            name="is_reminder",
            field=models.BooleanField(default=False),
        ),
    ]
