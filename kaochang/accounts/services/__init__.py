"""Everything that changes people, their log-ins and their sessions."""

from kaochang.accounts.services.challenges import (
    answer_challenge,
    create_challenge,
    create_password_challenge,
    deliver_challenge,
    expire_challenges,
)
from kaochang.accounts.services.credentials import (
    IssuedCode,
    give_candidate_number_login,
    give_phone_login,
    give_staff_login,
    issue_one_time_code,
    require_strong,
    set_staff_password,
)
from kaochang.accounts.services.first_steps import SecondStepNeeded
from kaochang.accounts.services.logins import log_in_with_one_time_code, log_in_with_password
from kaochang.accounts.services.passwords import (
    change_own_password,
    give_own_password,
    reset_password,
    take_staff_logins,
)
from kaochang.accounts.services.people import create_person
from kaochang.accounts.services.rosters import (
    NewCandidate,
    create_candidates,
    edit_candidate,
    give_candidate_logins,
    remove_candidates,
    take_candidate_logins,
)
from kaochang.accounts.services.second_factor import (
    Setup,
    begin_setup,
    renew_recovery_codes,
    reset_second_factor,
    switch_off,
    switch_on,
)
from kaochang.accounts.services.second_steps import answer_second_step
from kaochang.accounts.services.sessions import (
    end_login_session,
    end_login_sessions,
    hold_login,
    refresh_push_channels,
    refresh_push_channels_of,
    require_active_login,
    resume_login_session,
    start_login_session,
)

__all__ = [
    "IssuedCode",
    "NewCandidate",
    "SecondStepNeeded",
    "Setup",
    "answer_challenge",
    "answer_second_step",
    "begin_setup",
    "change_own_password",
    "create_candidates",
    "create_challenge",
    "create_password_challenge",
    "create_person",
    "deliver_challenge",
    "edit_candidate",
    "end_login_session",
    "end_login_sessions",
    "expire_challenges",
    "give_candidate_logins",
    "give_candidate_number_login",
    "give_own_password",
    "give_phone_login",
    "give_staff_login",
    "hold_login",
    "issue_one_time_code",
    "log_in_with_one_time_code",
    "log_in_with_password",
    "refresh_push_channels",
    "refresh_push_channels_of",
    "remove_candidates",
    "renew_recovery_codes",
    "require_active_login",
    "require_strong",
    "reset_password",
    "reset_second_factor",
    "resume_login_session",
    "set_staff_password",
    "start_login_session",
    "switch_off",
    "switch_on",
    "take_candidate_logins",
    "take_staff_logins",
]
