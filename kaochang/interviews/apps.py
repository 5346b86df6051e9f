from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "kaochang.interviews"
    label = "interviews"
