"""People, the ways they log in, and where they are logged in now."""

from django.db import models
from django.db.models import Q

from kaochang.accounts.states import ChallengePurpose, CredentialKind, LoginArea, LoginSessionState
from kaochang.core import clock
from kaochang.core.models import BaseModel, known_states
from kaochang.core.privacy import EncryptedTextField


class Person(BaseModel):
    """One human being; what they may do is told by rows of the domains above."""

    name = models.CharField(max_length=200)
    phone = EncryptedTextField(null=True)
    phone_lookup = models.CharField(max_length=64, blank=True, db_index=True)
    phone_last_four = models.CharField(max_length=4, blank=True, db_index=True)
    # Of staff: invitations and notices may come by mail.
    email = EncryptedTextField(null=True)
    email_lookup = models.CharField(max_length=64, blank=True, db_index=True)
    identity_number = EncryptedTextField(null=True)
    identity_lookup = models.CharField(max_length=64, blank=True, db_index=True)
    identity_last_four = models.CharField(max_length=4, blank=True)


class LoginCredential(BaseModel):
    """A number that finds a person within a school, and the secret that goes with it, if any.

    `secret_hash` is argon2 for a staff password and a keyed HMAC for a candidate's one-time code.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="credentials")
    scope_id = models.UUIDField()
    area = models.CharField(max_length=10, choices=LoginArea.choices)
    kind = models.CharField(max_length=20, choices=CredentialKind.choices)
    lookup_hash = models.CharField(max_length=64)
    secret_hash = models.CharField(max_length=200, blank=True)
    secret_set_at = models.DateTimeField(null=True)
    secret_expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope_id", "area", "kind", "lookup_hash"], name="accounts_credential_once_a_school"
            ),
            known_states("accounts_credential_area_known", "area", LoginArea),
            known_states("accounts_credential_kind_known", "kind", CredentialKind),
        ]


class LoginSession(BaseModel):
    """A browser's log-in in one area. The cookie's value is kept only as a hash."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="login_sessions")
    scope_id = models.UUIDField()
    area = models.CharField(max_length=10, choices=LoginArea.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(
        max_length=10, choices=LoginSessionState.choices, default=LoginSessionState.ACTIVE
    )
    device_label = models.CharField(max_length=120, blank=True)
    expires_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=~Q(state=LoginSessionState.ENDED),
                name="accounts_session_to_end",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "area"],
                condition=Q(state=LoginSessionState.ACTIVE),
                name="accounts_one_active_session_an_area",
            ),
            known_states("accounts_session_area_known", "area", LoginArea),
            known_states("accounts_session_state_known", "state", LoginSessionState),
        ]


class LoginChallenge(BaseModel):
    """A code asked for by one browser for one phone or mail address, known or not: the row looks the same."""

    purpose = models.CharField(
        max_length=20, choices=ChallengePurpose.choices, default=ChallengePurpose.LOG_IN
    )
    area = models.CharField(max_length=10, choices=LoginArea.choices)
    scope_id = models.UUIDField()
    address_lookup = models.CharField(max_length=64)
    browser_hash = models.CharField(max_length=64)
    address = EncryptedTextField(null=True)
    code = EncryptedTextField(null=True)
    code_hash = models.CharField(max_length=64)
    tries_left = models.PositiveSmallIntegerField(default=5)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["address_lookup", "created_at"], name="accounts_challenge_by_phone"),
            models.Index(fields=["scope_id", "sent_at"], name="accounts_challenge_by_school"),
        ]
        constraints = [
            known_states("accounts_challenge_area_known", "area", LoginArea),
            known_states("accounts_challenge_purpose_known", "purpose", ChallengePurpose),
        ]


class PasswordThrottle(models.Model):
    """Failed passwords for an account name, whether it exists or not: pauses grow, nobody is locked."""

    account_lookup = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    pause_until = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)


class SecondFactor(BaseModel):
    """A staff member's authenticator app. Off until the first code of it was typed in."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="second_factor")
    secret = EncryptedTextField()
    on_since = models.DateTimeField(null=True)
    # A code counts once: only later ones are taken.
    last_step = models.BigIntegerField(default=0)


class RecoveryCode(BaseModel):
    """In place of the app, once; kept as a keyed hash."""

    factor = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)


class SecondStep(BaseModel):
    """A log-in that has passed its first step and waits in one browser for the code."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="second_steps")
    scope_id = models.UUIDField()
    way = models.CharField(max_length=20)
    token_hash = models.CharField(max_length=64, unique=True)
    tries_left = models.PositiveSmallIntegerField(default=5)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
