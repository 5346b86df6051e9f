from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0004_row_words")]

    operations = [
        migrations.AddField(
            model_name="rosterimport", name="rolled_back_by_id", field=models.UUIDField(null=True)
        ),
    ]
