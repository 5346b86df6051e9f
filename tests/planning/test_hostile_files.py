"""Every file gets its stated result; none is read in part, none fails in a way that nobody foresaw."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kaochang.exams.models import RosterEntry
from kaochang.planning.models import ImportRow
from kaochang.planning.roster.sentences import FILE, ROW
from kaochang.planning.states import ImportState
from tests.planning.hostile_files import FILES, READ
from tests.planning.rosters import make_site, manager
from tests.planning.test_imports_api import SCHOOL, act, checked, seen, work

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
# The day that the files name.
MORNING, EVENING = (datetime(2026, 11, 30, hour, tzinfo=ZONE) for hour in (8, 20))


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 60
    # What is taken is not only taken, but read rightly.
    assert all(READ[name] for name, (_, result) in FILES.items() if not result)


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_gets_its_stated_result(name: str) -> None:
    make, result = FILES[name]
    site = make_site(starts_at=MORNING, ends_at=EVENING)
    client = manager(site.school)
    made = checked(client, site, make(), name="../../名单\u202e.xlsx")
    url = f"{SCHOOL}/imports/{made['id']}"
    rows = client.get(f"{url}/rows", {"page_size": 100})
    assert rows.status_code == 200, rows.content
    assert made["file_name"] == "名单.xlsx"
    assert not RosterEntry.objects.exists()
    if isinstance(result, str):
        assert (made["state"], made["problem"]) == (ImportState.REFUSED, result)
        assert result in FILE and rows.json()["total"] == 0
        assert not ImportRow.objects.exists()
        assert act(client, made["id"], "writing", version=made["version"]).status_code == 409
        assert not RosterEntry.objects.exists()
        return
    assert made["state"] == ImportState.CHECKED, made["problem"]
    items = rows.json()["items"]
    found = [(row["number"], one["column"], one["code"]) for row in items for one in row["findings"]]
    assert items and found == result and all(code in ROW for _, _, code in result)
    answer = act(client, made["id"], "writing", version=made["version"])
    if result:
        # Nothing of a file with an error, unless somebody says so.
        assert answer.status_code == 409 and not RosterEntry.objects.exists()
        return
    work(made["id"])
    assert seen(client, made["id"])["state"] == ImportState.WRITTEN
    assert RosterEntry.objects.count() == len(items)
    assert {column: kept(name)[column] for column in READ[name]} == READ[name]


def kept(name: str) -> dict[str, str]:
    """The candidate of the last row."""
    entries = RosterEntry.objects.select_related("person", "room")
    entry = entries.get(candidate_number=READ[name].get("candidate_number", "26S00001"))
    slot = entry.slot_starts_at
    return {
        "candidate_number": entry.candidate_number,
        "name": entry.person.name,
        "phone": entry.person.phone,
        "room": entry.room.name if entry.room else "",
        "slot_starts_at": slot.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") if slot else "",
        "remark": entry.remark,
    }
