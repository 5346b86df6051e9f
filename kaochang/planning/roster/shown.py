"""A row as the dry run's list shows it, and what the database keeps of that to search and sort by."""

import json

from kaochang.core.privacy import mask_phone, mask_tail
from kaochang.planning.models import ImportRow
from kaochang.planning.roster.cells import shown_cell
from kaochang.planning.roster.sentences import row_sentences

MASKS = {"phone": mask_phone, "identity_number": mask_tail}


def shown_cells(row: ImportRow, *, masked: bool = True) -> dict[str, str]:
    cells = {key: shown_cell(cell) for key, cell in json.loads(row.cells).items()}
    return {key: MASKS[key](text) if masked and key in MASKS else text for key, text in cells.items()}


def note_shown(row: ImportRow) -> None:
    """Cells are encrypted; beside them in plain text stands only what is shown, never a hidden digit."""
    cells = shown_cells(row)
    sentences = [text for words in row_sentences(row.findings) for text in words]
    # PostgreSQL keeps no NUL.
    row.words = "\n".join((str(row.number), *cells.values(), *sentences)).casefold().replace("\0", "")
    row.places = {key: _place(text).replace("\0", "") for key, text in cells.items() if text}


def _place(text: str) -> str:
    """Numbers by what they count, then words; more digits than any number here has are a word."""
    return f"0{int(text):020d}" if text.isdecimal() and len(text) < 20 else f"1{text}"
