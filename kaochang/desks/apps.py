from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "kaochang.desks"
    label = "desks"
    default_auto_field = "django.db.models.BigAutoField"
