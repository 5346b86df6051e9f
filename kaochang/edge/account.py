"""What staff see and change of their own log-in."""

from ninja import Router, Status

from kaochang.accounts import queries, services
from kaochang.accounts.http import SignedInRequest, staff_session
from kaochang.core.http import ERRORS
from kaochang.core.privacy import mask_email, mask_phone
from kaochang.edge.schemas import (
    OwnAccountOut,
    PasswordChangeIn,
    RecoveryCodesOut,
    SecondFactorOut,
    SecondFactorRemovalIn,
    SecondFactorSetupOut,
    SecondStepIn,
)

router = Router(tags=["account"], auth=staff_session)


@router.get("/account", response={200: OwnAccountOut, **ERRORS}, operation_id="own_account")
def own_account(request: SignedInRequest) -> OwnAccountOut:
    session = request.login_session
    person = session.person
    return OwnAccountOut(
        name=person.name,
        phone=mask_phone(person.phone or ""),
        email=mask_email(person.email) if person.email else "",
        first_password_until=queries.when_first_password_ends(person.pk, session.scope_id),
    )


@router.put("/password", response={204: None, **ERRORS}, operation_id="change_own_password")
def change_own_password(request: SignedInRequest, body: PasswordChangeIn) -> Status[None]:
    services.change_own_password(
        request.login_session, current=body.current_password, password=body.password, by=request.actor
    )
    return Status(204, None)


@router.get("/second-factor", response={200: SecondFactorOut, **ERRORS}, operation_id="own_second_factor")
def own_second_factor(request: SignedInRequest) -> SecondFactorOut:
    factor = queries.find_second_factor(request.actor.the_person_id)
    if factor is None:
        return SecondFactorOut(on_since=None, recovery_codes_left=0)
    left = factor.recovery_codes.filter(used_at__isnull=True).count()
    return SecondFactorOut(on_since=factor.on_since, recovery_codes_left=left)


# The answers of these hold secrets, which no stored answer may: they carry no idempotency key.
@router.post(
    "/second-factor/setup",
    response={200: SecondFactorSetupOut, **ERRORS},
    operation_id="begin_second_factor_setup",
)
def begin_second_factor_setup(request: SignedInRequest) -> SecondFactorSetupOut:
    setup = services.begin_setup(request.login_session.person)
    return SecondFactorSetupOut(secret=setup.secret, address=setup.address)


@router.post(
    "/second-factor/confirmation",
    response={200: RecoveryCodesOut, **ERRORS},
    operation_id="switch_second_factor_on",
)
def switch_second_factor_on(request: SignedInRequest, body: SecondStepIn) -> RecoveryCodesOut:
    codes = services.switch_on(request.login_session, code=body.code, by=request.actor)
    return RecoveryCodesOut(codes=codes)


@router.post(
    "/second-factor/recovery-codes",
    response={200: RecoveryCodesOut, **ERRORS},
    operation_id="renew_recovery_codes",
)
def renew_recovery_codes(request: SignedInRequest, body: SecondStepIn) -> RecoveryCodesOut:
    codes = services.renew_recovery_codes(request.login_session, code=body.code, by=request.actor)
    return RecoveryCodesOut(codes=codes)


@router.post(
    "/second-factor/removal", response={204: None, **ERRORS}, operation_id="switch_second_factor_off"
)
def switch_second_factor_off(request: SignedInRequest, body: SecondFactorRemovalIn) -> Status[None]:
    services.switch_off(request.login_session, password=body.password, code=body.code, by=request.actor)
    return Status(204, None)
