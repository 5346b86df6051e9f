"""A job is there for the worker when what it speaks of is there, also when another job asks for it."""

from uuid import uuid4

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from kaochang.core.jobs import enqueue

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_a_job_asks_for_waits_for_that_jobs_commit() -> None:
    message, connector = str(uuid4()), app.connector
    assert isinstance(connector, DjangoConnector)
    in_a_worker = app.replace_connector(connector.get_worker_connector())
    with in_a_worker, pytest.raises(RuntimeError), transaction.atomic():
        enqueue("sms.deliver", message_id=message)
        raise RuntimeError("taken back")
    assert not ProcrastinateJob.objects.filter(args__message_id=message).exists()
