"""What staff change about their own log-in."""

from ninja import Router, Status

from kaochang.accounts import services
from kaochang.accounts.http import SignedInRequest, staff_session
from kaochang.core.http import ERRORS
from kaochang.edge.schemas import PasswordChangeIn

router = Router(tags=["account"], auth=staff_session)


@router.put("/password", response={204: None, **ERRORS}, operation_id="change_own_password")
def change_own_password(request: SignedInRequest, body: PasswordChangeIn) -> Status[None]:
    services.change_own_password(
        request.login_session, current=body.current_password, password=body.password, by=request.actor
    )
    return Status(204, None)
