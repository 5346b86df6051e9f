from kaochang.core.errors import DomainError


class AnnouncementUnread(DomainError):
    """An announcement has to be read first; `announcement_id` and `title` name it."""

    code = "announcement_unread"
    status = 409


class AnnouncementWithdrawn(DomainError):
    """This announcement was withdrawn."""

    code = "announcement_withdrawn"
    status = 409


class AnnouncementReachFixed(DomainError):
    """Once an announcement was published it stays for those whom it was for."""

    code = "announcement_reach_fixed"
    status = 409


class AnnouncementEnglishMissing(DomainError):
    """An announcement in English has both a title and a text."""

    code = "announcement_english_missing"
    status = 422


class PublishTimePast(DomainError):
    """The time of the publication has passed already."""

    code = "publish_time_past"
    status = 422


class AttachmentKindUnknown(DomainError):
    """Attachments are PDF, PNG or JPEG files, by what is in them."""

    code = "attachment_kind_unknown"
    status = 422


class TooManyAttachments(DomainError):
    """This announcement has the most attachments it may have; `limit` says how many."""

    code = "too_many_attachments"
    status = 409


class RemindedRecently(DomainError):
    """Those who have not read it were reminded `at`, within the hour."""

    code = "reminded_recently"
    status = 409


class SmsStillSending(DomainError):
    """Text messages about this announcement are still being sent."""

    code = "sms_still_sending"
    status = 409
