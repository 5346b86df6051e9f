"""Which events a candidate's time line shows, and under which heading."""

# Not an event: the challenge tells of it.
SMS_CODE = "sms.login_code"

# What is shown, and under which heading; the rest of the trail is how the machinery did it.
KINDS: dict[str, tuple[str, ...]] = {
    "data": (
        "accounts.person_created",
        "accounts.person_edited",
        "exams.roster_entry_added",
        "exams.roster_entry_edited",
        "exams.roster_entry_placed",
        "exams.session_edited",
        "exams.session_state_changed",
        "candidates.personal_data_shown",
        "waiting.contact_shown",
        "waiting.moved_to_room",
    ),
    "login": (
        "accounts.one_time_code_issued",
        "accounts.login_session_started",
        "accounts.login_session_suspended",
        "accounts.login_session_resumed",
        "accounts.login_session_ended",
        SMS_CODE,
    ),
    "steps": (
        "commitments.consent_given",
        "commitments.commitment_signed",
        "exams.notice_read",
        "exams.room_confirmed",
        "desks.device_check_recorded",
    ),
    "devices": (
        "desks.device_came_online",
        "desks.device_went_offline",
        "desks.laptop_changed",
        "desks.phone_paired",
        "desks.phone_confirmed",
        "desks.phone_replaced",
        "desks.phone_removed",
    ),
    "waiting": (
        "waiting.candidate_arrived",
        "waiting.candidate_went_away",
        "waiting.candidate_came_back",
        "waiting.candidate_deferred",
        "waiting.deferral_reason_given",
        "waiting.candidate_marked_absent",
        "waiting.candidate_restored",
        "waiting.clearance_saved",
        "waiting.talk_started",
        "waiting.related_talk_started",
        "waiting.talk_ended",
    ),
    "interview": (
        "interviews.candidate_invited",
        "interviews.uncleared_candidate_invited",
        "interviews.related_candidate_invited",
        "interviews.invitation_closed",
        "interviews.interview_started",
        "interviews.interview_extended",
        "interviews.clock_stopped",
        "interviews.clock_resumed",
        "interviews.interview_ended",
        "interviews.interview_reopened",
        "interviews.end_confirmed",
        "interviews.candidate_muted",
        "interviews.share_stopped",
        "interviews.reason_given",
    ),
    "messages": (
        "chat.candidate_message_sent",
        "chat.room_broadcast_sent",
        "notifications.notification_sent",
        "notifications.notification_confirmed",
    ),
    "tickets": (
        "exams.ticket_opened",
        "exams.ticket_answered",
        "exams.ticket_answer_corrected",
        "exams.ticket_handed_over",
        "exams.ticket_closed",
        "waiting.help_asked",
        "waiting.help_withdrawn",
    ),
}
KIND_OF = {event: kind for kind, names in KINDS.items() for event in names}
