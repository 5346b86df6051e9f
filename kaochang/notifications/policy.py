"""Which way a notification goes beside the page: text messages and mails are for what one may miss."""

from kaochang.accounts.models import Person
from kaochang.accounts.states import LoginArea

SMS, MAIL = "sms", "mail"


def ways_of(person: Person, area: str) -> list[str]:
    """Candidates gave a phone number; of staff a mail is read sooner, and costs nothing."""
    if area == LoginArea.STAFF and person.email:
        return [MAIL]
    return [SMS] if person.phone else []
