"""How a person's data looks where it need not be whole."""


def mask_phone(phone: str) -> str:
    """+8613812345678 → +86138****5678; short numbers keep only their last two digits."""
    if len(phone) < 8:
        return "*" * max(0, len(phone) - 2) + phone[-2:]
    return phone[:-8] + "****" + phone[-4:]


def mask_email(address: str) -> str:
    """wang.min@example.edu → w****@example.edu"""
    name, at, domain = address.partition("@")
    return f"{name[:1]}****{at}{domain}"


def mask_name(name: str) -> str:
    """张三丰 → 张**; the family name is enough to know whom an operator talks about."""
    return name[:1] + "*" * max(1, len(name) - 1) if name else ""


def mask_tail(number: str) -> str:
    """11010519491231002X → 110***********002X"""
    return number[:3] + "*" * max(0, len(number) - 7) + number[-4:] if len(number) > 7 else "*" * len(number)
