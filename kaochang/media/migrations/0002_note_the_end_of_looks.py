from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="mediaseat", name="end_noted", field=models.BooleanField(default=False)
        ),
        migrations.AddIndex(
            model_name="mediaseat",
            index=models.Index(
                condition=models.Q(("end_noted", False), ("purpose__in", ["inspect", "view"])),
                fields=["created_at"],
                name="media_seat_looks",
            ),
        ),
    ]
