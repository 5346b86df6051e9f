"""`kaochang sms stop | start | status`: the switch of the whole site, by who runs it; `texts` to register."""

import argparse
import sys
from collections.abc import Iterator, Sequence

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.schools import events
from kaochang.sms import services as sms
from kaochang.sms.gateways import chosen_gateway, missing_templates
from kaochang.sms.queries import policies_of
from kaochang.sms.templates import TEMPLATES, parameters_of, to_register

BY = Actor.system("operator")


def main(words: Sequence[str]) -> int:
    asked = _parser().parse_args(words)
    if asked.act == "texts":
        sys.stdout.write("".join(f"{line}\n" for line in _texts()))
        return 0
    if asked.act == "stop":
        _stop(asked.reason)
    elif asked.act == "start":
        _start(asked.reason)
    site, _ = policies_of(None)
    at = f"stopped since {clock.iso(site.stopped_at)}: {site.stopped_reason}" if site.stopped_at else "on"
    missing = ", ".join(missing_templates())
    sys.stdout.write(
        f"gateway: {chosen_gateway().name}\nmessages: {at}\n"
        + (f"templates without one of the provider: {missing}\n" if missing else "")
    )
    return 0


def _texts() -> Iterator[str]:
    """What a provider's templates are to say, and what its parameters are."""
    for template, languages in TEMPLATES.items():
        for language in languages:
            names = ", ".join(parameters_of(template, language))
            yield f"{template} {language}: {to_register(template, language)}   ({names})"


@transaction.atomic
def _stop(reason: str) -> None:
    policy = sms.stop_sms(None, reason=reason, by_id=None)
    if policy is not None:
        record(events.SiteSmsStopped(reason=reason), by=BY, about=policy, scope_id=None)


@transaction.atomic
def _start(reason: str) -> None:
    policy = sms.start_sms(None)
    if policy is not None:
        record(events.SiteSmsStarted(reason=reason), by=BY, about=policy, scope_id=None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kaochang sms")
    acts = parser.add_subparsers(required=True, dest="act")
    for name in ("stop", "start"):
        acts.add_parser(name).add_argument("--reason", required=True)
    acts.add_parser("status")
    acts.add_parser("texts")
    return parser
