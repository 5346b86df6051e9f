"""The empty view, and the lightest lobby that still knows who asks: one query of indexed look-ups."""

from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from kaochang.accounts.secrets import token_hash

_OPEN = """
    SELECT invitation.id FROM accounts_loginsession AS session
    JOIN exams_rosterentry AS roster ON roster.person_id = session.person_id AND roster.id = %s
    JOIN waiting_queueentry AS entry ON entry.roster_entry_id = roster.id
    LEFT JOIN interviews_invitation AS invitation
        ON invitation.entry_id = entry.id AND invitation.state = 'sent'
    WHERE session.token_hash = %s AND session.area = 'candidate' AND session.state = 'active'
"""


@csrf_exempt
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"{}", content_type="application/json")


def lobby(request: HttpRequest, roster_entry_id: UUID) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [roster_entry_id, token_hash(request.COOKIES.get("kc_candidate", ""))])
        row = cursor.fetchone()
    if row is None:
        return JsonResponse({"code": "not_logged_in"}, status=401)
    return JsonResponse({"invitation": {"id": str(row[0])} if row[0] else None})
