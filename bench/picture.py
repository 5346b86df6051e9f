"""「进入考场」 pressed → first decoded picture, in real browsers, beside the bare media path.

python -m bench picture [--runs 20]

One candidate and one chief, each in a Chromium of their own, on the product's pages; after each run the
chief sends the candidate back. Between two runs the same browsers do the same with the media server only:
a page sits in a room and publishes, another comes in, no gate, no front door, no control plane.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import jwt
from playwright.sync_api import Page, sync_playwright

from bench.report import latencies, percentile, table
from e2e.journey import give_consent, log_in_candidate, log_in_staff, open_panel, prepare
from e2e.person import Person, start_person, wait_until
from e2e.site import ROOT, Site, free_port, start_site
from kaochang.supervisor import build

ROOM_NAME = "第二考场"
MEDIA_SERVER = ROOT / "engines" / "livekit" / "bin" / "livekit-server"
SDK = ROOT / "web" / "node_modules" / "livekit-client" / "dist" / "livekit-client.umd.js"

# The moment at which the first frame of whoever appears in the tile is on the screen.
WATCH_TILE = """(selector) => {
  window.__firstPicture = new Promise((done) => {
    const seen = new WeakSet()
    const look = () => {
      const root = document.querySelector(selector)
      const player = root && (root.tagName === 'VIDEO' ? root : root.querySelector('video'))
      if (player && !seen.has(player)) {
        seen.add(player)
        player.requestVideoFrameCallback(() => { watcher.disconnect(); done(Date.now()) })
      }
    }
    const watcher = new MutationObserver(look)
    watcher.observe(document, { childList: true, subtree: true, attributes: true })
    look()
  })
}"""
# The press itself, at the moment at which the page can take it.
PRESS = """(name) => new Promise((done, fail) => {
  const until = Date.now() + 20000
  const look = () => {
    const buttons = [...document.querySelectorAll('button')]
    const found = buttons.find((one) => one.textContent.trim() === name && !one.disabled)
    if (!found && Date.now() > until) return fail(new Error('no button ' + name))
    if (!found) return setTimeout(look, 20)
    setTimeout(() => { const at = Date.now(); found.click(); done(at) }, 300)
  }
  look()
})"""
CALL = """async ([method, path, body]) => {
  const answer = await fetch('/api/v1/staff/' + path, {
    method, body: body === null ? undefined : JSON.stringify(body),
    headers: {
      'Content-Type': 'application/json', 'X-Kaochang': '1', 'Idempotency-Key': crypto.randomUUID(),
    },
  })
  if (!answer.ok) throw new Error(path + ' ' + answer.status + ' ' + await answer.text())
  return answer.json()
}"""


def first_picture(page: Page, seconds: float = 20) -> float:
    wait = (
        f"Promise.race([window.__firstPicture, new Promise((d) => setTimeout(() => d(0), {seconds * 1000}))])"
    )
    at: float = page.evaluate(wait)
    if not at:
        raise RuntimeError(f"no picture within {seconds:.0f} s on {page.url}")
    return at


class Product:
    """The two people on the product's pages."""

    def __init__(self, candidate: Person, chief: Person) -> None:
        self.candidate, self.chief = candidate, chief
        self.room = chief.page.url.partition("/rooms/")[2].partition("/")[0]
        self.name = candidate.name

    def call(self, method: str, path: str, body: Any = None) -> Any:
        return self.chief.page.evaluate(CALL, [method, path, body])

    def entry(self) -> str:
        rows = self.call("GET", f"rooms/{self.room}/panel")["rows"]
        return str(next(row["entry_id"] for row in rows if row["name"] == self.name))

    def run(self) -> tuple[float, float]:
        """ms from the press to the chief's picture at the candidate, and to the candidate's at the chief."""
        self.chief.page.bring_to_front()
        self.candidate.page.bring_to_front()
        self.call("POST", f"entries/{self.entry()}/invitations", {"reason": "量测"})
        self.chief.page.evaluate(WATCH_TILE, "[data-testid=tile-candidate]")
        self.candidate.page.evaluate(WATCH_TILE, "[data-testid=tile-chief_examiner]")
        pressed: float = self.candidate.page.evaluate(PRESS, "进入考场")
        at_candidate = first_picture(self.candidate.page)
        at_chief = first_picture(self.chief.page)
        interview = self.call("GET", f"rooms/{self.room}/panel")["interview"]["id"]
        time.sleep(1.5)
        self.call("POST", f"interviews/{interview}/return", {"reason": "量测"})
        self.candidate.reads("您的位置")
        self.chief.page.wait_for_selector("[data-testid=tile-candidate]", state="detached")
        time.sleep(1.5)
        return at_candidate - pressed, at_chief - pressed


class Bare:
    """The same two browsers with a media server of the same configuration, and nobody else's rules."""

    def __init__(self, config: dict[str, Any], candidate: Person, chief: Person, files: str) -> None:
        self.http, self.url = (f"{scheme}://127.0.0.1:{config['port']}" for scheme in ("http", "ws"))
        ((self.key, self.secret),) = config["keys"].items()
        self.sitting, self.coming = candidate.context.new_page(), chief.context.new_page()
        for page in (self.sitting, self.coming):
            page.goto(f"{files}/bare.html")

    def token(self, identity: str, **video: Any) -> str:
        now = int(time.time())
        claims = {"iss": self.key, "sub": identity, "nbf": now - 5, "exp": now + 120, "video": video}
        return jwt.encode(claims, self.secret, algorithm="HS256")

    def run(self) -> tuple[float, float]:
        name = f"bare-{uuid4()}"
        headers = {"Authorization": f"Bearer {self.token('bench', roomCreate=True)}"}
        made = httpx.post(
            f"{self.http}/twirp/livekit.RoomService/CreateRoom",
            json={"name": name},
            headers=headers,
            trust_env=False,
        )
        made.raise_for_status()
        join = {"room": name, "roomJoin": True}
        enter = "([url, token]) => window.enter(url, token)"
        self.coming.bring_to_front()
        self.sitting.bring_to_front()
        self.sitting.evaluate(enter, [self.url, self.token("sitting", **join)])
        time.sleep(1)
        begun: float = self.coming.evaluate(enter, [self.url, self.token("coming", **join)])
        at_sitting: float = self.sitting.evaluate("window.picture")
        at_coming: float = self.coming.evaluate("window.picture")
        self.coming.evaluate("window.leave()")
        self.sitting.evaluate("window.leave()")
        return at_sitting - begun, at_coming - begun


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The bare page and the media SDK, on loop-back."""
    shutil.copy(Path(__file__).with_name("bare.html"), folder)
    shutil.copy(SDK, folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


@contextmanager
def second_media_server(site: Site, folder: Path) -> Iterator[dict[str, Any]]:
    """The product's own removes every room that it does not know. Alike but for the webhooks."""
    config: dict[str, Any] = json.loads((site.var / "livekit" / "livekit.yaml").read_text())
    del config["webhook"]
    config["port"], config["rtc"]["tcp_port"], config["rtc"]["udp_port"] = (free_port() for _ in range(3))
    path = folder / "bare.yaml"
    path.touch(mode=0o600)
    path.write_text(json.dumps(config))
    with (folder / "bare.log").open("wb") as log:
        process = subprocess.Popen([MEDIA_SERVER, "--config", path], stdout=log, stderr=log)
    try:
        wait_until(lambda: answers(config["port"]), 20, "the second media server")
        yield config
    finally:
        process.kill()  # asked politely it would wait for its guests
        process.wait()


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def run_both(site: Site, runs: int, folder: Path) -> dict[str, list[tuple[float, float]]]:
    with (
        sync_playwright() as playwright,
        served(folder) as files,
        second_media_server(site, folder) as media,
    ):
        demo = site.demo("candidate")
        candidate = start_person(playwright, folder, demo["name"], hue=20, tone=440)
        chief = start_person(playwright, folder, "主考", hue=220, tone=880)
        try:
            log_in_candidate(candidate, site, demo)
            give_consent(candidate)
            prepare(candidate)
            log_in_staff(chief, site, site.demo("chief_examiner"))
            open_panel(chief, ROOM_NAME)
            product, bare = Product(candidate, chief), Bare(media, candidate, chief, files)
            found: dict[str, list[tuple[float, float]]] = {"product": [], "bare": []}
            for number in range(runs + 1):
                for name, kind in (("product", product), ("bare", bare)):
                    times = kind.run()
                    print(f"  {number}: {name} {times[0]:.0f} / {times[1]:.0f} ms", flush=True)
                    if number:  # the first of each warms up: codecs, permissions, connections
                        found[name].append(times)
        finally:
            candidate.close()
            chief.close()
    return found


def measure(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench picture")
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args(words)
    for make in (build.push, build.livekit, build.web):  # with this terminal's settings of npm and Go
        make()
    folder = Path(tempfile.mkdtemp(prefix="kaochang-bench-"))
    folder.chmod(0o711)
    try:
        site = start_site(folder / "var")
        try:
            found = run_both(site, options.runs, folder)
        finally:
            site.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    show(found)


def show(found: dict[str, list[tuple[float, float]]]) -> None:
    rows = []
    for column, where in enumerate(("panel's picture at the candidate", "candidate's picture at the panel")):
        for name in ("product", "bare"):
            rows.append([f"{where}: {name}", *latencies([times[column] for times in found[name]])])
        medians, p95s = (
            [percentile([times[column] for times in found[name]], share) for name in ("product", "bare")]
            for share in (0.5, 0.95)
        )
        ratios = [f"{pair[0] / pair[1]:.2f} ×" for pair in (medians, p95s)]
        rows.append([f"{where}: product ÷ bare", *ratios, "", "", ""])
    table("accepted → first decoded picture", ["moment", "p50 ms", "p95", "p99", "most", "n"], rows)
