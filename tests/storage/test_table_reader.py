"""What is wrong with a table's insides is said of the file, and is no failure of the reader."""

import struct

import pytest

from kaochang.storage import table_reader
from kaochang.storage.table_reader import OLE, Refused
from tests.planning.hostile_files import SHEET, repacked

NOTHING = 0xFFFFFFFE


def compound(more_tables: int) -> bytes:
    """The head of an old workbook without anything in it."""
    head = OLE + bytes(22) + struct.pack("<HH", 9, 6) + bytes(14)
    head += struct.pack("<I4xIIIII", NOTHING, 4096, NOTHING, 0, more_tables, 0)
    return head + b"\xff" * (512 - len(head)) + "Workbook".encode("utf-16-le") + bytes(512)


@pytest.mark.parametrize("more_tables", [NOTHING, 9999])
def test_an_old_book_without_a_root_or_with_tables_beyond_its_end(more_tables: int) -> None:
    with pytest.raises(Refused) as refused:
        table_reader.read(compound(more_tables))
    assert refused.value.code == "file_broken"


def test_a_row_that_is_no_number_beside_a_formula() -> None:
    sheet = b'<worksheet><sheetData><row r="x"><c r="A1"><f>1</f></c></row></sheetData></worksheet>'
    with pytest.raises(Refused) as refused:
        table_reader.read(repacked(lambda parts: parts.update({SHEET: sheet})))
    assert refused.value.code == "file_broken"
