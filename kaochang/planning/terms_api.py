"""「设置」→「文本」: the terms that candidates of the school consent to."""

from typing import Any

from ninja import Router

from kaochang.commitments.queries import list_terms
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.planning import services
from kaochang.planning.schemas import EditionOut, TermsIn, TermsOut
from kaochang.schools.http import SchoolRequest, require_school_admin, school_manager

school_router = Router(tags=["school"], auth=school_manager)


@school_router.get("/terms", response={200: TermsOut, **ERRORS}, operation_id="school_terms")
def school_terms(request: SchoolRequest) -> dict[str, Any]:
    """Managers of a college read them too."""
    return {"editions": list(list_terms(request.scope.school.pk))}


@school_router.post("/terms", response={200: EditionOut, **ERRORS}, operation_id="school_write_terms")
@idempotent
def school_write_terms(request: SchoolRequest, body: TermsIn) -> EditionOut:
    require_school_admin(request)
    words = body.dict(exclude={"edition"})
    written = services.write_terms(request.scope.school, words, edition=body.edition, by=request.actor)
    return EditionOut.from_orm(written)
