from kaochang.core.errors import DomainError


class FileRefused(DomainError):
    """This file cannot be taken; `reason` says why."""

    code = "file_refused"
    status = 422


class FileTooLarge(DomainError):
    """The file is larger than is taken here."""

    code = "file_too_large"
    status = 413
