from kaochang.core.errors import DomainError


class ColumnUnknown(DomainError):
    """This list has no such column to export; `allowed` names those it has."""

    code = "column_unknown"
    status = 422
