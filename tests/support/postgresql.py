#!/usr/bin/env python3
"""PostgreSQL clusters of the tests' own. None of them touches a cluster that the machine has.

From Python:    with Cluster() as cluster: run("init", db=cluster.create("one"), ...)
From a shell:   tests/support/postgresql.py [--durable] [--port]   prints a URL, and serves until its input ends or it is ended

A cluster lives in a temporary folder: files, log and unix socket. Its server runs as who runs this, or, since PostgreSQL refuses
root, as the account `postgres` (`nobody` where there is none). It is stopped and removed with what started it, also when that is
killed: the keeper, a process of its own, sees its input end; the kernel stops the server if the keeper itself dies; the next
cluster sweeps the folder that such a one left. Standard library only.

Without --durable nothing is flushed to disk, and the folder is in memory where there is room: right for tests of what is done,
wrong for those of what outlives a crash. The role `holdfast` that tests sign in as may create databases and is no superuser.
"""
import contextlib
import fcntl
import itertools
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

PREFIX, RUN_PREFIX = "holdfast-postgresql-", "holdfast-run-"
IN_MEMORY, ON_DISK = pathlib.Path("/dev/shm"), pathlib.Path("/var/tmp")  # not TMPDIR: the account must get there
ROOM = 3 << 30  # bytes: what the suites fill at most, twice over
SUPERUSER, ROLE = "postgres", "holdfast"
LONGEST_START = 120  # seconds
FAST = ["fsync=off", "full_page_writes=off", "autovacuum=off", "wal_level=minimal", "max_wal_senders=0"]
ALWAYS = ["max_connections=200", "shared_buffers=64MB", "max_wal_size=4GB", "checkpoint_timeout=1h", "log_min_messages=warning",
          "logging_collector=off"]


def programs():
    """Debian keeps them out of PATH, a folder for each version: the newest."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    path = shutil.which("initdb")
    if not path:
        raise SystemExit("PostgreSQL is not installed: tools/bootstrap/install --tests installs it.")
    return pathlib.Path(path).parent


class Keeper:
    """The process that has the cluster: makes it, starts and stops its server, removes it."""

    def __init__(self, durable, port):
        self.durable, self.port, self.server, self.standby = durable, port, None, None
        self.bin = programs()
        self.account = None
        if os.geteuid() == 0:
            known = {entry.pw_name: entry for entry in pwd.getpwall()}
            self.account = known.get("postgres") or known["nobody"]
        self.folder, self.lock = folder_kept(PREFIX, in_memory=not durable)
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)

    def as_account(self, argv, **options):
        """Runs it as the unprivileged account; the kernel ends it with the keeper."""
        who = ["--reuid", str(self.account.pw_uid), "--regid", str(self.account.pw_gid), "--clear-groups"] if self.account else []
        return subprocess.Popen(["setpriv", "--pdeathsig", "INT", *who, *map(str, argv)], cwd=self.folder, stdin=subprocess.DEVNULL,
                                env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"}, **options)

    def make(self):
        made = self.as_account([self.bin / "initdb", "--pgdata", self.folder / "data", "--username", SUPERUSER, "--auth", "trust",
                                "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        said = made.communicate()[0]
        if made.returncode:
            raise SystemExit(f"initdb could not make a cluster in {self.folder}: {said}")
        self.start()
        sql(self.url("postgres", SUPERUSER), f"CREATE ROLE {ROLE} LOGIN CREATEDB")

    def start(self):
        if self.server and self.server.poll() is None:
            return
        (self.folder / "data/postmaster.pid").unlink(missing_ok=True)
        settings = ALWAYS + ([] if self.durable else FAST) + [f"unix_socket_directories={self.folder}", f"port={self.port or 5432}",
                                                              f"listen_addresses={'127.0.0.1' if self.port else ''}"]
        with open(self.folder / "log", "ab") as log:
            self.server = self.as_account([self.bin / "postgres", "-D", self.folder / "data", *(f"--{s}" for s in settings)],
                                          stdout=log, stderr=log)
        until = time.monotonic() + LONGEST_START
        while not self.ready():
            if self.server.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"the cluster in {self.folder} did not start: {(self.folder / 'log').read_text()[-3000:]}")
            time.sleep(0.02)

    def ready(self):
        with contextlib.suppress(OSError, IndexError):
            return (self.folder / "data/postmaster.pid").read_text().splitlines()[7].strip() == "ready"
        return False

    def stand_by(self, port):
        """A second server that follows the first one, on a port of its own; only of a durable cluster with a port."""
        data = self.folder / "standby"
        copied = self.as_account([self.bin / "pg_basebackup", "--pgdata", data, "--host", "127.0.0.1", "--port", self.port,
                                  "--username", SUPERUSER, "--write-recovery-conf", "--checkpoint", "fast", "--no-sync"],
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        said = copied.communicate()[0]
        if copied.returncode:
            raise SystemExit(f"pg_basebackup could not copy {self.folder}: {said}")
        settings = [*ALWAYS, f"unix_socket_directories={self.folder}", f"port={port}", "listen_addresses=127.0.0.1"]
        with open(self.folder / "log", "ab") as log:
            self.standby = self.as_account([self.bin / "postgres", "-D", data, *(f"--{s}" for s in settings)], stdout=log, stderr=log)
        until = time.monotonic() + LONGEST_START
        while self.standby.poll() is None and time.monotonic() < until:
            with contextlib.suppress(RuntimeError):
                sql(f"postgresql://{SUPERUSER}@127.0.0.1:{port}/postgres", "SELECT 1")
                return
            time.sleep(0.05)
        raise SystemExit(f"the standby in {self.folder} did not start: {(self.folder / 'log').read_text()[-3000:]}")

    def stop(self, how=signal.SIGINT):
        """SIGINT: ends sessions and stops. SIGQUIT: at once, as after a crash of the machine's power but for the page cache."""
        if self.server and self.server.poll() is None:
            self.server.send_signal(how)
            try:
                self.server.wait(60)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()

    def url(self, database, role=ROLE):
        host = f"127.0.0.1:{self.port}" if self.port else urllib.parse.quote(str(self.folder), safe="")
        return f"postgresql://{role}@{host}/{database}"

    def remove(self):
        self.stop()
        if self.standby and self.standby.poll() is None:
            self.standby.send_signal(signal.SIGQUIT)
            self.standby.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self.lock)


def folder_kept(prefix, in_memory):
    """A new temporary folder, in memory where there is room, and the lock that holds it for this process."""
    sweep()
    place = ON_DISK
    with contextlib.suppress(OSError):
        if in_memory and os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ROOM:
            place = IN_MEMORY
    folder = pathlib.Path(tempfile.mkdtemp(prefix=prefix, dir=place))
    return folder, locked(folder)


def locked(folder):
    """A descriptor that holds the folder for this process, or None: another has it."""
    fd = os.open(folder / "kept", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return fd
    except OSError:
        os.close(fd)
        return None


def sweep():
    """Folders whose process was killed. A young one may be about to be locked."""
    for place, prefix in itertools.product((IN_MEMORY, ON_DISK), (PREFIX, RUN_PREFIX)):
        for folder in place.glob(prefix + "*"):
            with contextlib.suppress(OSError):
                if time.time() - folder.stat().st_mtime < 60 or folder.stat().st_uid != os.geteuid() and os.geteuid() != 0:
                    continue
                lock = locked(folder)
                if lock is not None:
                    shutil.rmtree(folder, ignore_errors=True)
                    os.close(lock)


def free_port():
    import socket
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def keep(durable, port):
    """The keeper's life: a line of input is an order, answered by a line; the end of input is the end."""
    def end(*_):
        raise SystemExit(0)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
    keeper = Keeper(durable, free_port() if port else None)
    try:
        keeper.make()
        print(keeper.url("postgres"), flush=True)
        orders = {"start": keeper.start, "stop": keeper.stop, "crash": lambda: keeper.stop(signal.SIGQUIT),
                  "folder": lambda: None, "standby": keeper.stand_by}
        for line in sys.stdin:
            word, *given = line.split()
            orders[word](*given)
            print(keeper.folder, flush=True)
    finally:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        keeper.remove()


def sql(url, statement):
    """Rows as lists of texts, through psql: NULL is an empty text."""
    done = subprocess.run([programs() / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-F", "\x1f", "-R", "\x1e", "-c", statement, url],
                          capture_output=True, text=True, timeout=300, env=dict(os.environ, LC_ALL="C.UTF-8"))
    if done.returncode:
        raise RuntimeError(f"{statement[:500]}: {done.stderr.strip()}")
    said = done.stdout.rstrip("\n")
    return [row.split("\x1f") for row in said.split("\x1e")] if said else []


def drop_database(server, name):
    """Whoever is in it is sent away. A worker of the server's own that cleans up in it cannot be, and is waited for."""
    for again in range(100):
        try:
            return sql(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        except RuntimeError as error:
            if "process is being terminated" not in str(error) or again == 99:
                raise
            time.sleep(0.1)


def with_database(url, name):
    """The same server's URL for another of its databases."""
    return url.rsplit("/", 1)[0] + "/" + name


class Cluster:
    """A cluster for the time of a `with`. .server is the URL of its database `postgres`."""

    def __init__(self, durable=False, port=False):
        self.argv = [sys.executable, __file__] + ["--durable"] * durable + ["--port"] * port
        self.keeper = self.server = None

    def __enter__(self):
        self.keeper = subprocess.Popen(self.argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                       start_new_session=True)
        self.server = self.keeper.stdout.readline().strip()
        if not self.server:
            raise RuntimeError(self.keeper.communicate()[1])
        return self

    def __exit__(self, *_):
        self.keeper.communicate(timeout=120)

    def order(self, word):
        """"stop", "start", "crash" (stops as if it had been killed), "standby PORT" (starts one), "folder": returns the cluster's
        folder once it is done."""
        print(word, file=self.keeper.stdin, flush=True)
        said = self.keeper.stdout.readline().strip()
        if not said:
            raise RuntimeError(self.keeper.communicate()[1])
        return pathlib.Path(said)

    def create(self, name):
        """An empty database; its URL."""
        sql(self.server, f'CREATE DATABASE "{name}"')
        return with_database(self.server, name)

    def drop(self, name):
        drop_database(self.server, name)

    def superuser(self, name="postgres"):
        return with_database(self.server, name).replace(f"//{ROLE}@", f"//{SUPERUSER}@")


if __name__ == "__main__":
    if set(sys.argv[1:]) - {"--durable", "--port"}:
        sys.exit(__doc__)
    keep("--durable" in sys.argv, "--port" in sys.argv)
