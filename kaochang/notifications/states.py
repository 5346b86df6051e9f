"""What people are told about, each by a kind of its own; the words lie in the catalogues."""

from django.db import models

from kaochang.accounts.states import LoginArea


class NotificationKind(models.TextChoices):
    # To a candidate: another room or another slot.
    SLOT_CHANGED = "slot_changed"
    # To both: the exam's window was moved.
    EXAM_TIME_CHANGED = "exam_time_changed"
    # To both: what was arranged does not hold until it is published again.
    EXAM_WITHDRAWN = "exam_withdrawn"
    # To a candidate: another number of cameras is to be at hand.
    CAMERAS_CHANGED = "cameras_changed"
    # To both: the room has another name.
    ROOM_RENAMED = "room_renamed"
    # To a candidate: no longer on the roster.
    EXAM_LEFT = "exam_left"
    # To a candidate: what they have read, or were sent a message of, no longer holds.
    ANNOUNCEMENT_WITHDRAWN = "announcement_withdrawn"
    # To a candidate: words that the school wrote to many.
    MESSAGE = "message"
    # To staff: a room was added, or taken away.
    DUTY_ADDED = "duty_added"
    DUTY_REMOVED = "duty_removed"
    # To staff: they have not said yet whom of the candidates they are close to.
    STATEMENT_ASKED = "statement_asked"
    # To an administrator: a candidate's question is theirs now. On the page only.
    TICKET_GIVEN = "ticket_given"
    # To a candidate: what they asked was answered, or the answer corrected. On the page only.
    TICKET_ANSWERED = "ticket_answered"
    # To administrators: in a published exam somebody of a room's staff is close to a candidate there.
    RELATION_MET = "relation_met"
    # To staff: their second step of log-in was switched off by an administrator.
    SECOND_STEP_RESET = "second_step_reset"
    # To the school's administrators: text messages of theirs are stopped. On the page only.
    SMS_CLOSED = "sms_closed"
    # To whoever began long work: it has ended, well or not. On the page only.
    WORK_ENDED = "work_ended"


# When, where and as what somebody is needed: void when the exam is withdrawn or published anew.
ARRANGEMENTS = frozenset(
    {
        NotificationKind.SLOT_CHANGED,
        NotificationKind.EXAM_TIME_CHANGED,
        NotificationKind.EXAM_WITHDRAWN,
        NotificationKind.CAMERAS_CHANGED,
        NotificationKind.ROOM_RENAMED,
        NotificationKind.DUTY_ADDED,
        NotificationKind.DUTY_REMOVED,
    }
)

# Who can be told of what; each pair is a choice of the school. A message written to many is its writer's;
# the end of long work, and that no text message leaves, are told on the page alone.
TOLD: tuple[tuple[LoginArea, NotificationKind], ...] = (
    (LoginArea.CANDIDATE, NotificationKind.SLOT_CHANGED),
    (LoginArea.CANDIDATE, NotificationKind.EXAM_TIME_CHANGED),
    (LoginArea.CANDIDATE, NotificationKind.EXAM_WITHDRAWN),
    (LoginArea.CANDIDATE, NotificationKind.CAMERAS_CHANGED),
    (LoginArea.CANDIDATE, NotificationKind.ROOM_RENAMED),
    (LoginArea.CANDIDATE, NotificationKind.EXAM_LEFT),
    (LoginArea.CANDIDATE, NotificationKind.ANNOUNCEMENT_WITHDRAWN),
    (LoginArea.STAFF, NotificationKind.EXAM_TIME_CHANGED),
    (LoginArea.STAFF, NotificationKind.EXAM_WITHDRAWN),
    (LoginArea.STAFF, NotificationKind.ROOM_RENAMED),
    (LoginArea.STAFF, NotificationKind.DUTY_ADDED),
    (LoginArea.STAFF, NotificationKind.DUTY_REMOVED),
    (LoginArea.STAFF, NotificationKind.STATEMENT_ASKED),
    (LoginArea.STAFF, NotificationKind.RELATION_MET),
    (LoginArea.STAFF, NotificationKind.SECOND_STEP_RESET),
)


class Ways(models.TextChoices):
    """Beside the page, where everything is told: at most one message a person."""

    PAGE = "page"
    SMS = "sms"
    MAIL = "mail"
    # A mail where there is an address, a text message where there is none.
    MAIL_OR_SMS = "mail_or_sms"
