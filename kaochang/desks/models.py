"""A candidate's desk, the devices at it, the codes that bring a phone to it, and the checks before it."""

from django.db import models
from django.db.models import Q

from kaochang.core import clock
from kaochang.core.models import BaseModel, known_states
from kaochang.desks.states import CloseReason, DeviceKind, DeviceState, FactState, Orientation
from kaochang.exams.models import ExamRoom, RosterEntry

LABEL_LENGTH = 120


class Desk(BaseModel):
    """One candidate's own media room for the whole exam; open while `media_room_id` is set."""

    roster_entry = models.OneToOneField(RosterEntry, on_delete=models.PROTECT, related_name="desk")
    room = models.ForeignKey(ExamRoom, on_delete=models.PROTECT, related_name="desks")
    media_room_id = models.UUIDField(null=True, unique=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=20, choices=CloseReason.choices, blank=True, default="")
    # The panel is here: a laptop that comes back after a reload may go on sharing its screen.
    share_allowed = models.BooleanField(default=False)
    # When another laptop came after the first: the 「已换设备」 mark.
    device_changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="desks_desk_close_reason_known",
                condition=Q(close_reason__in=["", *sorted(CloseReason.values)]),
            ),
            models.CheckConstraint(
                name="desks_desk_open_or_closed",
                condition=Q(media_room_id__isnull=True)
                | Q(opened_at__isnull=False, closed_at__isnull=True, close_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["room"], name="desks_desk_open", condition=Q(media_room_id__isnull=False))
        ]

    @property
    def is_open(self) -> bool:
        return self.media_room_id is not None

    @property
    def has_ended(self) -> bool:
        """The interview is over: nobody opens this desk again but the chief."""
        return not self.is_open and self.close_reason == CloseReason.INTERVIEW_ENDED


class Device(BaseModel):
    """A laptop (one row a log-in session) or a phone (one row a pairing), and what it last told of itself."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="devices")
    kind = models.CharField(max_length=10, choices=DeviceKind.choices)
    state = models.CharField(max_length=10, choices=DeviceState.choices)
    label = models.CharField(max_length=LABEL_LENGTH, blank=True, default="")
    login_session_id = models.UUIDField(null=True)
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    online = models.BooleanField(default=False)
    online_changed_at = models.DateTimeField(null=True)
    battery_percent = models.PositiveSmallIntegerField(null=True)
    charging = models.BooleanField(null=True)
    page_hidden = models.BooleanField(default=False)
    orientation = models.CharField(max_length=10, choices=Orientation.choices, blank=True, default="")
    frames_per_second = models.PositiveSmallIntegerField(null=True)
    camera = models.CharField(max_length=10, choices=FactState.choices, default=FactState.UNKNOWN)
    microphone = models.CharField(max_length=10, choices=FactState.choices, default=FactState.UNKNOWN)
    network = models.PositiveSmallIntegerField(null=True)
    reported_at = models.DateTimeField(null=True)
    # Reports are stored at once and told at most every 5 s: what is stored but not yet told.
    told_at = models.DateTimeField(null=True)
    has_untold_facts = models.BooleanField(default=False)

    class Meta:
        constraints = [
            known_states("desks_device_kind_known", "kind", DeviceKind),
            known_states("desks_device_state_known", "state", DeviceState),
            known_states("desks_device_camera_known", "camera", FactState),
            known_states("desks_device_microphone_known", "microphone", FactState),
            models.CheckConstraint(
                name="desks_device_orientation_known",
                condition=Q(orientation__in=["", *sorted(Orientation.values)]),
            ),
            models.CheckConstraint(
                name="desks_device_battery_range",
                condition=Q(battery_percent__isnull=True) | Q(battery_percent__lte=100),
            ),
            models.CheckConstraint(
                name="desks_device_network_range", condition=Q(network__isnull=True) | Q(network__lte=4)
            ),
            models.UniqueConstraint(
                fields=["desk", "kind"],
                condition=Q(state=DeviceState.ACTIVE),
                name="desks_one_active_device_a_kind",
            ),
            models.UniqueConstraint(
                fields=["desk", "kind"],
                condition=Q(state=DeviceState.PENDING),
                name="desks_one_pending_device_a_kind",
            ),
            models.CheckConstraint(
                name="desks_device_kind_has_its_key",
                condition=Q(kind=DeviceKind.LAPTOP, token_hash__isnull=True)
                | Q(kind=DeviceKind.PHONE, login_session_id__isnull=True, token_hash__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["login_session_id"], name="desks_device_by_session"),
            models.Index(fields=["told_at"], name="desks_device_untold", condition=Q(has_untold_facts=True)),
        ]


class PairingCode(BaseModel):
    """One secret for the QR code and one short code for typing; whichever comes first uses both up."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="pairing_codes")
    secret_hash = models.CharField(max_length=64, unique=True)
    short_code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, related_name="pairing_codes")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="desks_pairing_code_used_by_a_device",
                condition=Q(used_at__isnull=True, device__isnull=True)
                | Q(used_at__isnull=False, device__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["desk", "expires_at"], name="desks_pairing_code_of_desk")]


class DeviceCheck(BaseModel):
    """One run of the device check; the newest counts."""

    roster_entry = models.ForeignKey(RosterEntry, on_delete=models.PROTECT, related_name="device_checks")
    results = models.JSONField()
    passed = models.BooleanField()
    checked_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["roster_entry", "-checked_at"], name="desks_check_newest")]
