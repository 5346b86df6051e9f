from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sms", "0002_school_limits"),
    ]

    operations = [
        migrations.AddField(
            model_name="smsmessage",
            name="about_id",
            field=models.UUIDField(db_index=True, null=True),
        ),
    ]
