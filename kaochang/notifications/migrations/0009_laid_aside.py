from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0008_sms_closed")]

    operations = [
        migrations.AddField(
            model_name="notification",
            name="over_at",
            field=models.DateTimeField(null=True),
        ),
    ]
