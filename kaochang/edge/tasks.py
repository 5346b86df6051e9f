"""The schedule: what happens by the clock, whoever is or is not there."""

from procrastinate.contrib.django import app

from kaochang.accounts import services as accounts
from kaochang.candidates.code_sheets import forget_old_sheets
from kaochang.core.idempotency import forget_answers
from kaochang.core.jobs import job
from kaochang.core.progress import forget_abandoned_progress
from kaochang.edge import webhooks
from kaochang.edge.candidate_logins import end_expired_logins
from kaochang.mail import services as mail
from kaochang.media import webhooks as media_webhooks
from kaochang.planning.imports import forget_old_imports
from kaochang.planning.portraits import forget_old_portrait_imports
from kaochang.realtime.outbox import forget_sent
from kaochang.schools.sms_alarm import tell_all_closed
from kaochang.sms import services as sms
from kaochang.storage.services import forget_unused_files


@app.periodic(cron="* * * * *")
@job("edge.empty_codes", attempts=1)
def empty_codes(timestamp: int) -> None:
    """Those that were not sent, or not used, in five minutes."""
    sms.expire_messages()
    mail.expire_mails()
    accounts.expire_challenges()


@app.periodic(cron="* * * * *")
@job("edge.tell_closed_sms", attempts=1)
def tell_closed_sms(timestamp: int) -> None:
    """Schools whose text messages a limit or the switch stops."""
    tell_all_closed()


@app.periodic(cron="* * * * *")
@job("edge.end_logins", attempts=1)
def end_logins(timestamp: int) -> None:
    """Log-ins past their hours."""
    end_expired_logins()


@app.periodic(cron="17 * * * *")
@job("edge.every_hour", attempts=1)
def every_hour(timestamp: int) -> None:
    """Drop what nobody can need again."""
    forget_answers()
    forget_abandoned_progress()
    media_webhooks.forget_old()
    forget_sent()
    forget_old_imports()
    forget_old_sheets()
    forget_old_portrait_imports()
    forget_unused_files()


@job("edge.dispatch_webhook", queue="media", attempts=3)
def dispatch_webhook(event_pk: int) -> None:
    """A message of the media server, stored before."""
    webhooks.dispatch(event_pk)
