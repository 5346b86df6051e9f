from kaochang.core.errors import DomainError


class ValueRefused(DomainError):
    """What was typed for `field` cannot be right; `zh` and `en` say why."""

    code = "value_refused"
    status = 422


class MajorUnknown(DomainError):
    """A candidate's major is one of the exam's own college."""

    code = "candidate_major_unknown"
    status = 422


class PersonOfAnotherCollege(DomainError):
    """Also a candidate of another college: only the school's administrators change the person's data."""

    code = "person_of_another_college"
    status = 409


class NobodyChosen(DomainError):
    """This cannot be done for any of the candidates that were chosen."""

    code = "nobody_chosen"
    status = 422


class SelectionChanged(DomainError):
    """What this act would do is not what its preview showed; now it would be `will` candidates."""

    code = "selection_changed"
    status = 409


class RemovalReasonNeeded(DomainError):
    """These exams are published (`names`, `names_en`): their candidates are told why they go."""

    code = "removal_reason_needed"
    status = 422


class SheetNotReady(DomainError):
    """This sheet is not made yet, or its files are gone."""

    code = "code_sheet_gone"
    status = 410


class SheetOfNobody(DomainError):
    """None whom it was printed for is on that roster any more, so nobody is given its files."""

    code = "code_sheet_of_nobody"
    status = 410


class NoChineseFont(DomainError):
    """This machine has no font with Chinese characters, so no PDF can be set."""

    code = "no_chinese_font"
    status = 503
