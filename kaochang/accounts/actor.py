"""Who acts: handed to every service as `by`, written into every trail row."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from kaochang.core.errors import Forbidden

Area = Literal["candidate", "staff", "phone", "system"]


@dataclass(frozen=True)
class Actor:
    """`label` names a part of ours ("watch"), never a person: the trail keeps it for ever, in clear."""

    person_id: UUID | None
    login_session_id: UUID | None
    area: Area
    label: str = ""

    @classmethod
    def system(cls, label: str) -> "Actor":
        """A job, the watch, the command line: nobody's log-in stands behind it."""
        return cls(person_id=None, login_session_id=None, area="system", label=label)

    @property
    def the_person_id(self) -> UUID:
        """The person who acts; a job has none, and must not come to where one is needed."""
        if self.person_id is None:
            raise Forbidden(rule="needs_a_person")
        return self.person_id
