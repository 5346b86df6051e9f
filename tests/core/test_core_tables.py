"""States, errors and events: the registries refuse what would surprise later."""

from typing import ClassVar

import pytest
from django.db import models

from kaochang.core import errors, events, states
from kaochang.core.errors import DomainError, InvalidTransition
from kaochang.core.events import Event
from kaochang.core.rules import require
from kaochang.core.states import StateMachine


class Lamp(models.TextChoices):
    OFF = "off"
    ON = "on"


def test_a_table_without_a_state_is_refused() -> None:
    with pytest.raises(TypeError, match="transitions"):
        StateMachine(Lamp, {Lamp.OFF: {Lamp.ON}}, {Lamp.OFF: "Dark.", Lamp.ON: "Light."})
    with pytest.raises(TypeError, match="meanings"):
        StateMachine(Lamp, {Lamp.OFF: {Lamp.ON}, Lamp.ON: set()}, {Lamp.OFF: "Dark."})


def test_every_pair_of_every_machine_is_allowed_or_refused() -> None:
    machines = states.machines()
    assert "accounts.LoginSessionState" in machines
    for machine in machines.values():
        for old, new, allowed in machine.pairs():
            if allowed:
                machine.require(old, new)
            else:
                with pytest.raises(InvalidTransition):
                    machine.require(old, new)


def test_a_code_belongs_to_one_error_only() -> None:
    with pytest.raises(TypeError, match="already belongs"):

        class Other(DomainError):
            code = "not_found"

    with pytest.raises(TypeError, match="snake_case"):

        class Odd(DomainError):
            code = "Not-Found"


def test_every_error_has_a_sentence_and_a_refusing_status() -> None:
    for error in errors.registered().values():
        assert (error.__doc__ or "").strip(), error
        assert error.status in {400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503}, error


def test_an_event_is_named_once_and_refuses_unknown_fields() -> None:
    with pytest.raises(TypeError, match="already belongs"):

        class Twin(Event):
            name: ClassVar[str] = "accounts.person_created"

    for event in events.registered().values():
        with pytest.raises(ValueError, match="surprise"):
            event.model_validate({"surprise": 1})


def test_a_rule_that_says_no_is_forbidden() -> None:
    with pytest.raises(errors.Forbidden):
        require(lambda: False)
    require(lambda: True)
