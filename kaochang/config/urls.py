"""The HTTP addresses: all are assembled in `edge`."""

from django.urls import path

from kaochang.edge.http import api

urlpatterns = [path("", api.urls)]
