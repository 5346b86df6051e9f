"""Starting and stopping one program so that nothing of it outlives us.

Each program leads a process group of its own (a Ctrl-C in the terminal reaches the supervisor only, which
then stops the parts in order) and asks the kernel for a signal when the supervisor dies, even by kill -9.
"""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1
LARGE_LOG = 20_000_000
_libc = ctypes.CDLL(None, use_errno=True)


def _signal_at_death_of(parent: int, number: int) -> Callable[[], None]:
    def apply() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:  # it died before the kernel knew what we want
            os._exit(1)

    return apply


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    environment: Mapping[str, str] | None = None,
    user: pwd.struct_passwd | None = None,
    cwd: Path | None = None,
    death_signal: int = signal.SIGKILL,
) -> subprocess.Popen[bytes]:
    """Starts it with output to `log`. Call from the main thread: the death signal follows the thread."""
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LARGE_LOG:
        log.rename(log.with_suffix(".log.1"))
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as output:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment) if environment is not None else None,
            cwd=cwd,
            start_new_session=True,
            # The user changes before preexec_fn runs; a change after it would clear the death signal.
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            preexec_fn=_signal_at_death_of(os.getpid(), death_signal),
        )


def stop(process: subprocess.Popen[bytes], *, first: int = signal.SIGTERM, patience: float = 5.0) -> None:
    """Asks, waits for `patience` seconds, then kills; its whole group is gone afterwards."""
    if process.poll() is None:
        process.send_signal(first)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    kill_group(process.pid)
    process.wait()


def kill_group(leader: int) -> None:
    """Ends a part's whole group and waits until the kernel has; a group that is gone is fine."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
    wait_until(lambda: not any(group_members(leader)), seconds=2, every=0.01)


def group_members(leader: int) -> Iterator[int]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if fields[2] == str(leader) and fields[0] not in "ZX":
                    yield int(folder.name)


def started_at(pid: int) -> str | None:
    """The kernel's start time of a process: with the pid it names one process for ever."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = text.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else fields[19]


def wait_until(condition: Callable[[], bool], *, seconds: float, every: float = 0.05) -> bool:
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            return False
        time.sleep(every)
    return True
