"""Two hundred codes, each scanned by four phones at the same moment: exactly one wins, every time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from kaochang.desks import services
from kaochang.desks.errors import PairingCodeInvalid, PairingCodeUsed
from kaochang.desks.models import Device, PairingCode
from tests.desks.helpers import new_code
from tests.factories import make_place
from tests.traces import recorded

ROUNDS, PHONES = 200, 4


@pytest.mark.django_db(transaction=True)
def test_one_phone_wins_each_of_200_races() -> None:
    place = make_place(queued=False, cameras_required=2)
    number = place.entries[0].candidate_number
    start = Barrier(PHONES)
    codes: list[services.NewPairingCode] = []

    def scan(phone: int) -> list[str]:
        """Half of the phones scan, half type the short code of the same row."""
        outcomes = []
        try:
            for turn in range(ROUNDS):
                if phone == 0:
                    codes.append(new_code(place))
                start.wait(timeout=60)
                code = codes[turn]
                try:
                    if phone % 2:
                        services.redeem_short_code(number, code.short_code, label=f"手机{phone}")
                    else:
                        services.redeem_pairing_secret(code.secret, label=f"手机{phone}")
                    outcomes.append("won")
                except (PairingCodeUsed, PairingCodeInvalid) as refusal:
                    outcomes.append(refusal.code)
                start.wait(timeout=60)
        except BaseException:
            start.abort()
            raise
        finally:
            connection.close()
        return outcomes

    with ThreadPoolExecutor(PHONES) as pool:
        by_phone = list(pool.map(scan, range(PHONES)))

    for outcomes in zip(*by_phone, strict=True):
        assert outcomes.count("won") == 1, outcomes
    assert Device.objects.count() == ROUNDS == PairingCode.objects.filter(used_at__isnull=False).count()
    assert Device.objects.filter(state="active").count() <= 1
    assert len(recorded("desks.phone_paired")) == ROUNDS
