"""The product's settings, database included, with the two addresses of the floor instead of its own."""

from kaochang.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.floor.urls"
MIDDLEWARE = []
