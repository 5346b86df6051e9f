"""`kaochang COMMAND`: one table of commands; each is imported only when it is asked for."""

import importlib
import os
import sys
from typing import NamedTuple


class Command(NamedTuple):
    target: str  # module:function, called with the remaining words
    meaning: str
    django: bool = True


COMMANDS = {
    "up": Command("kaochang.supervisor.up:main", "start and watch every part until Ctrl-C", django=False),
    "build": Command("kaochang.supervisor.build:main", "build engines and web where changed", django=False),
    "doctor": Command("kaochang.supervisor.doctor:main", "check each part and say the remedy"),
    "migrate": Command("kaochang.config.commands:migrate", "bring the database to this version"),
    "manage": Command("kaochang.config.commands:manage", "any Django command, e.g. `manage makemigrations`"),
    "worker": Command("kaochang.config.commands:worker", "do background jobs"),
    "relay": Command("kaochang.edge.day_echo:main", "carry the outbox to the push server"),
    "watch": Command("kaochang.watch.main:main", "presence, reconciling of rooms, lapsing"),
    "demo": Command("kaochang.demo.fill:main", "migrate, fill in or re-date the demo school (--reset: anew)"),
    "trail": Command("kaochang.audit.command:main", "verify the trail: `trail verify`"),
    "school": Command("kaochang.schools.command:main", "a new school: `school create --help`"),
    "sms": Command("kaochang.schools.sms_command:main", "text messages of all schools: stop, start, status"),
    "keys": Command("kaochang.accounts.command:main", "encrypted columns: `keys check`, `keys rotate`"),
    "openapi": Command("kaochang.edge.openapi:main", "print the OpenAPI document, or write it to a file"),
    "docs": Command("kaochang.edge.docs:main", "write docs/states.md, docs/events.md and the event types"),
}


def main() -> None:
    name, *words = sys.argv[1:] or ["help"]
    command = COMMANDS.get(name)
    if command is None:
        print("kaochang COMMAND\n")
        for known, found in COMMANDS.items():
            print(f"  {known:<10}{found.meaning}")
        sys.exit(0 if name in {"help", "--help", "-h"} else f"\nunknown command: {name}")
    if command.django:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaochang.config.settings")
        import django

        django.setup()
    module, _, function = command.target.partition(":")
    sys.exit(getattr(importlib.import_module(module), function)(words))
