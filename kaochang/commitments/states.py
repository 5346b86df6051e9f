"""Kinds of consent and ways to sign."""

from django.db import models


class ConsentKind(models.TextChoices):
    PLATFORM_TERMS = "platform_terms"


class SigningMethod(models.TextChoices):
    DRAWN = "drawn"
    TYPED = "typed"
