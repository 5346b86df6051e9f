"""Names of people as they are typed: what makes another name, and what only another spelling."""

import unicodedata

_DOTS = dict.fromkeys(map(ord, "·•・‧∙⋅."))


def is_same_name(one: str, other: str) -> bool:
    """Width, case, spaces and the dot between parts of a name make no other name."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().translate(_DOTS).split())
