"""A real browser that joins the real media server, for what only real tracks can show."""

import functools
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.sync_api import Page, sync_playwright

from kaochang.supervisor import build
from kaochang.supervisor.build import WEB

SDK = WEB / "node_modules" / "livekit-client" / "dist" / "livekit-client.umd.js"
FLAGS = [
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
    "--disable-background-networking",
]
PAGE = b"""<!doctype html><meta charset="utf-8"><script src="/sdk.js"></script><script>
const rooms = {}, options = {rtcConfig: {iceServers: []}};
async function join(identity, url, token) {
  const room = rooms[identity] = new LivekitClient.Room();
  await room.connect(url, token, options);
}
async function publish(identity, source, kind) {
  const wanted = kind === "audio" ? {audio: true} : {video: {width: 160, height: 120}};
  const stream = await navigator.mediaDevices.getUserMedia(wanted);
  const [track] = stream.getTracks(), local = rooms[identity].localParticipant;
  const publication = await local.publishTrack(track, {source, simulcast: false});
  return publication.trackSid;
}
</script>"""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        is_sdk = self.path == "/sdk.js"
        body = SDK.read_bytes() if is_sdk else PAGE
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if is_sdk else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        return


@contextmanager
def browser_page() -> Iterator[Page]:
    if not SDK.exists():
        build.web_packages()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=functools.partial(server.serve_forever, 0.1), daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/")
            yield page
            browser.close()
    finally:
        server.shutdown()
        server.server_close()
