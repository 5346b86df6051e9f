"""The measurements play the pages by their own tables: a table that cannot be read is found here."""

from bench.page import reactions


def test_each_event_of_the_candidates_page_is_known() -> None:
    known = reactions()
    assert "interviews.candidate_invited" in known["read_now"]
    assert "announcements.announcement_withdrawn" in known["read_soon"]
    assert sum(len(names) for names in known.values()) > 30
