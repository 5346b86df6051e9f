from django.apps import AppConfig


class WaitingConfig(AppConfig):
    name = "kaochang.waiting"
    label = "waiting"
    default_auto_field = "django.db.models.BigAutoField"
