"""Parts are real processes here: they die, are started again, and none outlives its supervisor."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from kaochang.config import beat
from kaochang.supervisor.parts import MARK, Part
from kaochang.supervisor.process import started_at, wait_until
from kaochang.supervisor.watching import Parts, StartFailed, kill_leftovers, marked_processes

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "subprocess.Popen(['sleep', '600']); open('deaf', 'w').close(); time.sleep(600)",
]


def environment(var: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], MARK: str(var)}


def never() -> bool:
    return False


def make(var: Path, said: list[str], *parts: Part) -> Parts:
    return Parts(list(parts), var / "logs", var, said.append)


def test_a_killed_part_comes_back_and_it_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    parts = make(tmp_path, said, Part("one", SLEEPER, environment(tmp_path)))
    parts.start_all(never)
    try:
        first = parts.running["one"].child.pid
        os.kill(first, signal.SIGKILL)

        def is_back() -> bool:
            parts.look()
            return parts.running["one"].child.pid != first and bool(
                started_at(parts.running["one"].child.pid)
            )

        assert wait_until(is_back, seconds=5)
        assert said == ["one was killed by SIGKILL; starting it again in 0.05 s"]
    finally:
        parts.stop_all()
    assert not marked_processes(tmp_path)


def test_a_part_that_keeps_dying_is_tried_more_and_more_seldom(tmp_path: Path) -> None:
    said: list[str] = []
    brief = Part("brief", [sys.executable, "-c", "import time; time.sleep(0.1); raise SystemExit(3)"], {})
    parts = make(tmp_path, said, brief)
    parts.start_all(never)

    def has_died_three_times() -> bool:
        parts.look()
        return len(said) >= 3

    assert wait_until(has_died_three_times, seconds=20)
    parts.stop_all()
    assert [line.split(" in ")[1] for line in said[:3]] == ["0.05 s", "0.5 s", "1 s"]
    assert "ended with code 3" in said[0]


def test_a_part_that_falls_silent_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaochang.supervisor.watching.PROBE_EVERY", 0.05)
    said: list[str] = []
    silent = Part("silent", SLEEPER, environment(tmp_path), answers=never)
    parts = make(tmp_path, said, silent)
    parts.start_all(never)
    first = parts.running["silent"].child.pid

    def is_replaced() -> bool:
        parts.look()
        return parts.running["silent"].child.pid != first

    assert wait_until(is_replaced, seconds=10)
    parts.stop_all()
    assert "did not answer any more" in said[0]
    assert not marked_processes(tmp_path)


def test_a_web_counts_as_alive_while_it_answers_anybody(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    assert not beat.is_beating(tmp_path, within=5)
    beat.beat(tmp_path)
    assert beat.is_beating(tmp_path, within=5)
    long_ago = time.time() - 6
    os.utime(beat.file_of(tmp_path), (long_ago, long_ago))
    assert not beat.is_beating(tmp_path, within=5)
    assert wait_until(lambda: beat.beat(tmp_path) or beat.is_beating(tmp_path, within=5), seconds=5)  # type: ignore[func-returns-value]


def test_a_start_that_fails_names_part_and_reason(tmp_path: Path) -> None:
    broken = Part("broken", [sys.executable, "-c", "raise SystemExit('no such key')"], {}, is_ready=never)
    parts = make(tmp_path, [], broken)
    with pytest.raises(StartFailed, match=r"(?s)broken ended at once \(ended with code 1\).*no such key"):
        parts.start_all(never)


def test_a_deaf_part_and_its_children_are_gone_after_the_patience(tmp_path: Path) -> None:
    deaf = Part("deaf", DEAF, environment(tmp_path), is_ready=(tmp_path / "deaf").exists, patience=0.3)
    parts = make(tmp_path, [], deaf)
    parts.start_all(never)
    assert len(marked_processes(tmp_path)) == 2
    begun = time.monotonic()
    parts.stop_all()
    assert time.monotonic() - begun < 3
    assert not marked_processes(tmp_path)


SUPERVISOR = """
    import sys, time
    from pathlib import Path
    from kaochang.supervisor.parts import MARK, Part
    from kaochang.supervisor.watching import Parts
    var = Path(sys.argv[1])
    env = {MARK: str(var), "PATH": "/usr/bin:/bin"}
    parts = Parts([Part("one", ["sleep", "600"], env), Part("two", ["sleep", "600"], env)], var, var, print)
    parts.start_all(lambda: False)
    print("ready", flush=True)
    time.sleep(600)
"""


def test_killing_the_supervisor_leaves_no_part_behind(tmp_path: Path) -> None:
    code = textwrap.dedent(SUPERVISOR)
    supervisor = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert supervisor.stdout
    assert supervisor.stdout.readline() == b"ready\n"
    assert len(marked_processes(tmp_path)) == 2
    supervisor.kill()
    supervisor.wait()
    supervisor.stdout.close()
    assert wait_until(lambda: not marked_processes(tmp_path), seconds=5)


def test_what_an_earlier_start_left_is_ended_and_nothing_else(tmp_path: Path) -> None:
    left = subprocess.Popen(["sleep", "600"], env=environment(tmp_path), start_new_session=True)
    other = subprocess.Popen(["sleep", "600"], env=environment(tmp_path / "another"), start_new_session=True)
    try:
        assert kill_leftovers(tmp_path) == [left.pid]
        assert left.wait(5) == -signal.SIGKILL
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()
