"""The demo's text messages as a page. Only in the demo, only on this machine, never with LAN=1."""

import html
import ipaddress
import json

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kaochang.config.environment import environment
from kaochang.core.errors import NotFound
from kaochang.core.outbox_file import FILE

router = Router(tags=["demo"])
_NEWEST = 50
_PAGE = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>短信与邮件 · Messages</title><meta http-equiv="refresh" content="3">
<h1>短信与邮件 · Messages</h1>
<p>演示环境：这里代替真实短信和邮件。 In the demo this page stands for real text messages and mails.</p>
<ul>{items}</ul></html>"""


@router.get("/outbox", include_in_schema=False)
def show_outbox(request: HttpRequest) -> HttpResponse:
    if not environment.DEMO or environment.LAN or not _is_local(request):
        raise NotFound()
    try:
        lines = (environment.VAR_DIR / FILE).read_text().splitlines()[-_NEWEST:]
    except FileNotFoundError:
        lines = []
    messages = [json.loads(line) for line in reversed(lines)]
    items = "".join(
        f"<li><time>{html.escape(m['at'])}</time> <b>{html.escape(m['to'])}</b> "
        f"<code>{html.escape(m['code'])}</code><br>{html.escape(m['text'])}</li>"
        for m in messages
    )
    return HttpResponse(_PAGE.format(items=items))


def _is_local(request: HttpRequest) -> bool:
    """The front door writes who it speaks for into X-Forwarded-For; every address must be this machine."""
    named = [*request.headers.get("X-Forwarded-For", "").split(","), request.META.get("REMOTE_ADDR", "")]
    try:
        return all(ipaddress.ip_address(part.strip()).is_loopback for part in named if part.strip())
    except ValueError:
        return False
