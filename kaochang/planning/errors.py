from kaochang.core.errors import DomainError


class NotReady(DomainError):
    """The exam cannot be published yet; `missing` names what blocks it."""

    code = "exam_not_ready"
    status = 409


class TextsIncomplete(DomainError):
    """This exam keeps its texts in both languages; the English one is missing."""

    code = "english_text_required"
    status = 422


class NewClash(DomainError):
    """This exam is published, and the step would bring a clash into its timetable; `kinds` says which."""

    code = "new_clash"
    status = 409
