from django.urls import path

from bench.floor.views import empty, lobby

urlpatterns = [path("empty", empty), path("lobby/<uuid:roster_entry_id>", lobby)]
