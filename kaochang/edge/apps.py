from django.apps import AppConfig


class EdgeConfig(AppConfig):
    name = "kaochang.edge"
    label = "edge"
    default_auto_field = "django.db.models.BigAutoField"
