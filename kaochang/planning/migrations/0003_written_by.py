from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0002_portraits")]

    operations = [
        migrations.AddField(
            model_name="rosterimport", name="written_by_id", field=models.UUIDField(null=True)
        ),
        migrations.AddField(
            model_name="portraitimport", name="written_by_id", field=models.UUIDField(null=True)
        ),
    ]
