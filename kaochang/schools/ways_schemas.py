from ninja import Schema

from kaochang.notifications.states import Ways
from kaochang.schools.schemas import Strict


class NotificationPolicyOut(Schema):
    """Who is told of what → how, beside the page."""

    version: int
    candidate_slot_changed: Ways
    candidate_exam_time_changed: Ways
    candidate_exam_withdrawn: Ways
    candidate_cameras_changed: Ways
    candidate_room_renamed: Ways
    candidate_exam_left: Ways
    candidate_announcement_withdrawn: Ways
    staff_exam_time_changed: Ways
    staff_exam_withdrawn: Ways
    staff_room_renamed: Ways
    staff_duty_added: Ways
    staff_duty_removed: Ways
    staff_statement_asked: Ways
    staff_relation_met: Ways
    staff_second_step_reset: Ways


class NotificationPolicyIn(Strict):
    """What is left out stays."""

    version: int
    candidate_slot_changed: Ways | None = None
    candidate_exam_time_changed: Ways | None = None
    candidate_exam_withdrawn: Ways | None = None
    candidate_cameras_changed: Ways | None = None
    candidate_room_renamed: Ways | None = None
    candidate_exam_left: Ways | None = None
    candidate_announcement_withdrawn: Ways | None = None
    staff_exam_time_changed: Ways | None = None
    staff_exam_withdrawn: Ways | None = None
    staff_room_renamed: Ways | None = None
    staff_duty_added: Ways | None = None
    staff_duty_removed: Ways | None = None
    staff_statement_asked: Ways | None = None
    staff_relation_met: Ways | None = None
    staff_second_step_reset: Ways | None = None
