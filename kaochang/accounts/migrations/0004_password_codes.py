from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_email"),
    ]

    operations = [
        migrations.RenameField("loginchallenge", "phone", "address"),
        migrations.RenameField("loginchallenge", "phone_lookup", "address_lookup"),
        migrations.RemoveIndex(model_name="loginchallenge", name="accounts_challenge_by_phone"),
        migrations.AddIndex(
            model_name="loginchallenge",
            index=models.Index(fields=["address_lookup", "created_at"], name="accounts_challenge_by_phone"),
        ),
        migrations.AddField(
            model_name="loginchallenge",
            name="purpose",
            field=models.CharField(
                choices=[("log_in", "Log In"), ("set_password", "Set Password")],
                default="log_in",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="loginchallenge",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["log_in", "set_password"])),
                name="accounts_challenge_purpose_known",
            ),
        ),
    ]
