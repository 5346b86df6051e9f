"""What granian serves."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from kaochang.config.beat import beat
from kaochang.config.environment import environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaochang.config.settings")

_django = get_wsgi_application()


def application(request: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    answer = _django(request, start_response)
    beat(environment.VAR_DIR)
    return answer
