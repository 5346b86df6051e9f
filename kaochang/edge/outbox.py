"""The demo's text messages as a page. Only in the demo, only on this machine, never with LAN=1."""

import html
import ipaddress
import json
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kaochang.config.environment import environment
from kaochang.core.errors import NotFound
from kaochang.core.outbox_file import FILE

router = Router(tags=["demo"])
_NEWEST = 50
_BEIJING = ZoneInfo("Asia/Shanghai")  # what every page of this product shows
_PAGE = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>短信与邮件 · Messages</title><meta http-equiv="refresh" content="3">
<style>
body {{ margin: 0; padding: 24px 16px; background: #f4f7f7; color: #33434b;
  font: 16px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }}
main {{ max-width: 720px; margin: 0 auto }}
h1 {{ margin: 0; font-size: 24px; color: #14212a }}
p {{ margin: 4px 0 16px }}
ul {{ margin: 0; padding: 0; list-style: none; background: #fff; border-radius: 8px;
  border: 1px solid #d5dfe0 }}
li {{ padding: 12px 16px; overflow-wrap: anywhere }}
li + li {{ border-top: 1px solid #e4ebeb }}
li div {{ display: flex; flex-wrap: wrap; gap: 0 16px; font-size: 14px; color: #5a6a72 }}
code {{ font-size: 20px; color: #14212a }}
</style>
<main><h1>短信与邮件 · Messages</h1>
<p>演示环境：这里代替真实短信和邮件。 In the demo this page stands for real text messages and mails.</p>
<ul>{items}</ul></main></html>"""
_NONE = (
    "<li>还没有短信或邮件。在登录页点「获取验证码」后会出现在这里。<br>"
    "None yet: press Get code on a log-in page.</li>"
)


@router.get("/outbox", include_in_schema=False)
def show_outbox(request: HttpRequest) -> HttpResponse:
    if not environment.DEMO or environment.LAN or not _is_local(request):
        raise NotFound()
    try:
        lines = (environment.VAR_DIR / FILE).read_text().splitlines()[-_NEWEST:]
    except FileNotFoundError:
        lines = []
    messages = [json.loads(line) for line in reversed(lines)]
    return HttpResponse(_PAGE.format(items="".join(map(_item, messages)) or _NONE))


def _item(message: dict[str, str]) -> str:
    sent_at = datetime.fromisoformat(message["at"]).astimezone(_BEIJING).strftime("%Y-%m-%d %H:%M:%S")
    to, code, text = (html.escape(message[part]) for part in ("to", "code", "text"))
    return f"<li><div><time>{sent_at}</time><span>{to}</span></div><code>{code}</code><br>{text}</li>"


def _is_local(request: HttpRequest) -> bool:
    """The front door writes who it speaks for into X-Forwarded-For; every address must be this machine."""
    named = [*request.headers.get("X-Forwarded-For", "").split(","), request.META.get("REMOTE_ADDR", "")]
    try:
        return all(ipaddress.ip_address(part.strip()).is_loopback for part in named if part.strip())
    except ValueError:
        return False
