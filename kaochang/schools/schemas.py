from uuid import UUID

from ninja import Schema


class CollegeOut(Schema):
    id: UUID
    name: str
    name_en: str


class SchoolOut(Schema):
    id: UUID
    name: str
    name_en: str
    colleges: list[CollegeOut]
