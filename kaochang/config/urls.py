"""The HTTP addresses: all are assembled in `edge`."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, path

urlpatterns: list[URLPattern | URLResolver] = []

if find_spec("kaochang.edge") and find_spec("kaochang.edge.http"):
    from kaochang.edge.http import api

    urlpatterns.append(path("", api.urls))
