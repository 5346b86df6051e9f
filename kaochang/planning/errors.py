from kaochang.core.errors import DomainError


class NotReady(DomainError):
    """The exam cannot be published yet; `missing` names what blocks it."""

    code = "exam_not_ready"
    status = 409


class ExamBusy(DomainError):
    """Somebody is invited, examined or in a talk in `count` rooms, so the exam can't be closed; `names`."""

    code = "exam_busy"
    status = 409


class TextsIncomplete(DomainError):
    """The English title and text stand together, and both where an exam keeps its texts in both languages."""

    code = "english_text_required"
    status = 422


class NewClash(DomainError):
    """This exam is published, and the step would bring `count` clashes (`kinds`): `names`, `names_en`."""

    code = "new_clash"
    status = 409


class FillingActedUpon(DomainError):
    """`count` of those who were placed have been moved since, `names`: it is not taken back."""

    code = "filling_acted_upon"
    status = 409


class FillingPublished(DomainError):
    """Once the exam is published everybody keeps a place: filling is not taken back any more."""

    code = "filling_published"
    status = 409


class ImportNotReady(DomainError):
    """This import is not at a point where this can be done; `state` says where it is."""

    code = "import_not_ready"
    status = 409


class ImportHasErrors(DomainError):
    """Some rows have errors or wait for a word; mend them, or write only the good ones."""

    code = "import_has_errors"
    status = 409


class ImportOutdated(DomainError):
    """The roster changed since the dry run; look at it again before writing."""

    code = "import_outdated"
    status = 409


class ImportActedUpon(DomainError):
    """Somebody has already acted on what this import wrote; it can no longer be taken back as a whole."""

    code = "import_acted_upon"
    status = 409


class ImportTooOld(DomainError):
    """An import can be taken back for `days` days."""

    code = "import_too_old"
    status = 409


class ImportRunning(DomainError):
    """A roster or a zip of portraits of this exam is being read or written right now."""

    code = "import_running"
    status = 409


class ImportReasonNeeded(DomainError):
    """The exam is published: a change of its roster needs a reason."""

    code = "import_reason_needed"
    status = 422
