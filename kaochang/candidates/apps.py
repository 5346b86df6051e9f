from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "kaochang.candidates"
    label = "candidates"
    default_auto_field = "django.db.models.BigAutoField"
