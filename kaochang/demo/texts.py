"""The demo school's own texts: words/NAME.LANGUAGE.txt, the title on the first line."""

from pathlib import Path

FOLDER = Path(__file__).parent / "words"


def words(name: str, **filled: int) -> dict[str, str]:
    """Title and text in both languages, under the columns' names."""
    columns: dict[str, str] = {}
    for language, ending in (("zh", ""), ("en", "_en")):
        title, text = (FOLDER / f"{name}.{language}.txt").read_text(encoding="utf-8").split("\n\n", 1)
        columns |= {f"title{ending}": title, f"text{ending}": text.strip()}
    return {column: text.format(**filled) for column, text in columns.items()} if filled else columns
