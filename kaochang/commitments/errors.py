from kaochang.core.errors import DomainError


class AlreadySigned(DomainError):
    """This letter is already signed; a signature is never replaced."""

    code = "already_signed"
    status = 409


class SignatureInvalid(DomainError):
    """A drawn signature is a whole PNG picture of at most 4000 by 1500 points."""

    code = "signature_invalid"
    status = 422


class SignatureTooLarge(DomainError):
    """A drawn signature has at most 200 KB."""

    code = "signature_too_large"
    status = 413


class SignatureBlank(DomainError):
    """The signature shows nothing but its ground."""

    code = "signature_blank"
    status = 422


class TypedNameDiffers(DomainError):
    """A typed signature is the candidate's own name, as it stands on the roster."""

    code = "typed_name_differs"
    status = 422


class MethodUnclear(DomainError):
    """A letter is signed either by a drawn picture or by a typed name, not by both and not by neither."""

    code = "method_unclear"
    status = 422
