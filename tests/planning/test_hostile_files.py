"""Every file gets its stated result; none is read in part, none fails in a way that nobody foresaw."""

import pytest

from kaochang.exams.models import RosterEntry
from kaochang.planning.roster.sentences import FILE, ROW
from kaochang.planning.states import ImportState
from tests.planning.hostile_files import FILES
from tests.planning.rosters import dry_run, found, make_site, rows_of

pytestmark = pytest.mark.django_db


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 60


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_gets_its_stated_result(name: str) -> None:
    make, result = FILES[name]
    made = dry_run(make_site(), make(), name="../../名单\u202e.xlsx")
    assert made.file_name == "名单.xlsx"
    assert not RosterEntry.objects.exists()
    if isinstance(result, str):
        assert (made.state, made.problem) == (ImportState.REFUSED, result)
        assert result in FILE and not rows_of(made)
    else:
        assert made.state == ImportState.CHECKED, made.problem
        assert found(made) == result
        assert rows_of(made) and all(code in ROW for _, _, code in result)
