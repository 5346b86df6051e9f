from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "kaochang.planning"
    label = "planning"
