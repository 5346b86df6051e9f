from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "kaochang.commitments"
    label = "commitments"
    default_auto_field = "django.db.models.BigAutoField"
