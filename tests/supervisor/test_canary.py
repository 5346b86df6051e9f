"""Keys that are not the database's are noticed before anything is written under them."""

import pytest
from django.test.utils import override_settings

from kaochang.accounts.command import main as keys
from kaochang.config.canary import Fit, read_canary, write_canary
from kaochang.config.commands import migrate

pytestmark = pytest.mark.django_db
OLD = "test-encryption-key-" + "2" * 40


def test_a_new_database_is_empty_and_then_fits() -> None:
    assert read_canary() is Fit.EMPTY
    write_canary()
    write_canary()
    assert read_canary() is Fit.FITS


@pytest.mark.parametrize(
    ("setting", "fit"),
    [("LOOKUP_KEY", Fit.OTHER_LOOKUP_KEY), ("ENCRYPTION_KEYS", Fit.OTHER_ENCRYPTION_KEY)],
)
def test_a_foreign_key_is_told_and_stops_the_start(setting: str, fit: Fit) -> None:
    write_canary()
    with override_settings(**{setting: "another-key"}):
        assert read_canary() is fit
        assert "secrets.json" in (migrate([]) or "")


def test_a_rotated_encryption_key_fits_while_the_old_one_is_still_named() -> None:
    write_canary()
    with override_settings(ENCRYPTION_KEYS=["new-key", OLD]):
        assert read_canary() is Fit.FITS


def test_the_old_encryption_key_can_be_dropped_after_rotating() -> None:
    write_canary()
    with override_settings(ENCRYPTION_KEYS=["new-key", OLD]):
        assert keys(["rotate"]) == 0
    with override_settings(ENCRYPTION_KEYS=["new-key"]):
        assert read_canary() is Fit.FITS
        assert migrate([]) is None
    with override_settings(ENCRYPTION_KEYS=[OLD]):
        assert read_canary() is Fit.OTHER_ENCRYPTION_KEY


def test_rotating_never_vouches_for_keys_that_do_not_fit() -> None:
    write_canary()
    with override_settings(ENCRYPTION_KEYS=["another-key"]):
        keys(["rotate"])
        assert read_canary() is Fit.OTHER_ENCRYPTION_KEY
