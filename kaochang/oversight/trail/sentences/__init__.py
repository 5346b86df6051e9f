"""Every event as a sentence in both languages: one file a domain, one line an event.

`{who}` acted, `{about}` is what the entry stands under; any field of the event can be named, ids become
names. `{changes}`, `{reason}` and `{of_college}` (the event's `college_id`) bring their own punctuation
and are nothing when there is nothing to say.
"""

from kaochang.exports.xlsx import Words
from kaochang.oversight.trail.sentences import (
    accounts,
    announcements,
    audit,
    candidates,
    chat,
    commitments,
    desks,
    exams,
    interviews,
    media,
    notifications,
    planning,
    schools,
    waiting,
)

_DOMAINS = (
    accounts,
    announcements,
    audit,
    candidates,
    chat,
    commitments,
    desks,
    exams,
    interviews,
    media,
    notifications,
    planning,
    schools,
    waiting,
)
SENTENCES: dict[str, Words] = {name: words for one in _DOMAINS for name, words in one.SENTENCES.items()}
