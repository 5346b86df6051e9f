"""What every list of the school's web takes and gives: words to search, an order, a page."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from ninja import Field, Schema

from kaochang.core.errors import DomainError

M = TypeVar("M", bound=Model)
T = TypeVar("T")

# Sort key → the columns that stand for it.
Sorts = Mapping[str, Sequence[str]]


class SortUnknown(DomainError):
    """This list cannot be sorted by that; `allowed` names what it can be sorted by."""

    code = "sort_unknown"
    status = 422


class PageSize(IntEnum):
    SMALL = 20
    MIDDLE = 50
    LARGE = 100


class ListQuery(Schema):
    """The filters of a list are further fields of a subclass; the export takes the same ones."""

    q: Annotated[str, Field(max_length=100)] = ""
    sort: Annotated[str, Field(max_length=40, description="a key, or -key for the other direction")] = ""
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    page_size: PageSize = PageSize.SMALL


class Page(Schema, Generic[T]):
    items: list[T]
    total: int
    page: int
    page_size: int


def searched(rows: QuerySet[M], words: str, fields: Sequence[str]) -> QuerySet[M]:
    """Every word stands in one of the fields, wherever in it and in whatever case."""
    for word in words.split():
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(found)
    return rows


def ordered(rows: QuerySet[M], sort: str, sorts: Sorts, default: str) -> QuerySet[M]:
    """Ends with the key, so that rows which are equal stand on one page only."""
    sort = sort or default
    columns = sorts.get(sort.removeprefix("-"))
    if columns is None:
        raise SortUnknown(allowed=sorted(sorts))
    sign = "-" if sort.startswith("-") else ""
    return rows.order_by(*(f"{sign}{column}" for column in columns), "pk")


def paged(rows: QuerySet[M], query: ListQuery) -> tuple[list[M], int]:
    """The rows of one page and how many there are on all: three queries.

    The page's keys come first: what matches is sorted by what the order needs, not with all that is shown.
    """
    first = (query.page - 1) * query.page_size
    keys = list(rows.prefetch_related(None).values_list("pk", flat=True)[first : first + query.page_size])
    shown = {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
    return [shown[key] for key in keys if key in shown], rows.count()


def page_of(items: list[Any], total: int, query: ListQuery) -> dict[str, Any]:
    """The answer of a list endpoint whose response is `Page[…]`."""
    return {"items": items, "total": total, "page": query.page, "page_size": int(query.page_size)}
