from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "kaochang.console"
    label = "console"
