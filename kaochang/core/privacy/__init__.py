"""Personal data: encrypted columns, keyed look-ups, masks for screens and logs."""

from kaochang.core.privacy.crypto import current_key_id, decrypt, encrypt, key_id_of
from kaochang.core.privacy.emails import normalize_email
from kaochang.core.privacy.fields import EncryptedTextField
from kaochang.core.privacy.logs import mask_personal_data
from kaochang.core.privacy.lookup import last_four, lookup_hash
from kaochang.core.privacy.masks import mask_email, mask_name, mask_phone, mask_tail
from kaochang.core.privacy.phones import normalize_phone

__all__ = [
    "EncryptedTextField",
    "current_key_id",
    "decrypt",
    "encrypt",
    "key_id_of",
    "last_four",
    "lookup_hash",
    "mask_email",
    "mask_name",
    "mask_personal_data",
    "mask_phone",
    "mask_tail",
    "normalize_email",
    "normalize_phone",
]
