"""Which exams are today's."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from kaochang.core import clock
from kaochang.exams.models import ExamSession
from kaochang.exams.states import SessionState
from kaochang.schools.scope import SchoolScope


def today_of(zone: str) -> tuple[datetime, datetime]:
    """From midnight to midnight where the school is."""
    begins = datetime.combine(clock.now().astimezone(ZoneInfo(zone)).date(), time(), ZoneInfo(zone))
    return begins, begins + timedelta(days=1)


def exams_of_today(scope: SchoolScope) -> QuerySet[ExamSession]:
    """Open ones, whenever they are, and what was published for today, closed meanwhile or not."""
    begins, ends = today_of(scope.school.timezone)
    of_the_day = Q(starts_at__lt=ends, ends_at__gt=begins)
    shown = Q(state=SessionState.OPEN) | of_the_day & Q(
        state__in=[SessionState.PUBLISHED, SessionState.CLOSED]
    )
    return scope.narrow(ExamSession.objects.filter(shown)).order_by("formality", "starts_at", "pk")
