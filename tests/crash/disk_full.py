#!/usr/bin/env python3
"""The disk is full, on the engine that is named: pages are read, changes are refused in words that say so, nothing is half there,
and all goes on when there is room again. Needs a file system of its own, which only root can mount; else it is skipped."""
import contextlib
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from holdfast import Results, Served, Visit, folder, run  # noqa: E402
from postgresql import Cluster, sql, with_database  # noqa: E402
import sqlite3  # noqa: E402

ON_POSTGRESQL = os.environ.get("HOLDFAST_TEST_ENGINE") == "postgresql"
SIZE = 96 << 20
LONG = "An organisation with a long name, to fill what room is left " * 3
results = Results()


@contextlib.contextmanager
def small_disk(temp):
    """A folder with little room, or None."""
    place = temp / "small"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0777", "none", str(place)], capture_output=True, text=True)
    try:
        yield None if done.returncode else place
    finally:
        if not done.returncode:
            subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextlib.contextmanager
def on_it(temp, disk):
    """What --db takes, and how many partners of a name are in it."""
    if not ON_POSTGRESQL:
        path = disk / "fund.db"

        def count(name):
            with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
                return connection.execute("SELECT count(*) FROM partners WHERE name = ?", (name,)).fetchone()[0]
        yield str(path), count
        return
    os.environ["HOLDFAST_BESIDE"] = str(temp / "beside")
    with Cluster(durable=True) as cluster:
        own = disk / "space"
        own.mkdir()
        kept = (cluster.order("folder") / "data").stat()
        os.chown(own, kept.st_uid, kept.st_gid)
        temp.chmod(0o755)
        sql(cluster.superuser(), f"CREATE TABLESPACE small LOCATION '{own}'")
        sql(cluster.superuser(), "CREATE DATABASE fund OWNER holdfast TABLESPACE small")
        url = with_database(cluster.server, "fund")
        yield url, lambda name: int(sql(url, f"SELECT count(*) FROM holdfast.partners WHERE name = '{name}'")[0][0])


def fill(disk):
    """Takes all the room that is left."""
    with contextlib.suppress(OSError), open(disk / "filler", "wb", buffering=0) as filler:
        while True:
            filler.write(b"x" * 4096)


def check(disk, where, count):
    with Served(where) as served:
        visit = Visit(served.port)
        visit.sign_in("director")
        shown = visit.get("/partners/new").text
        fill(disk)
        acknowledged, refused = [], None
        for n in range(2000):  # what a page of the database has room for still goes in
            page = visit.get("/partners/new")
            name = f"{n} {LONG}"[:200].strip()
            once = visit.once(page.text)
            answer = visit.post("/partners/new", {"name": name}, once=once)
            if answer.status != 303:
                refused = answer
                break
            acknowledged.append(name)
        results.check("a_full_disk_is_said_to_who_sent_a_form", refused and refused.status == 503
                      and "no room to save anything" in refused.text and "None of what you sent was saved" in refused.text
                      and "Retry-After" in refused.headers, (len(acknowledged), refused and (refused.status, refused.text[-2500:]),
                                                             served.logged()[-1500:]))
        results.check("nothing_of_it_is_there", count(name) == 0)
        results.check("pages_are_still_read", visit.get("/partners").status == 200 and shown)
        (disk / "filler").unlink()
        again = [visit.post("/partners/new", {"name": name}, once=once) for _ in range(2)]
        results.check("with_room_again_the_same_form_counts_once", [a.status for a in again] == [303, 303] and count(name) == 1,
                      ([a.status for a in again], again[0].text[-1500:], served.logged()[-1500:]))
        results.check("what_was_acknowledged_before_is_there", all(count(name) == 1 for name in acknowledged), len(acknowledged))
        results.check("the_program_lived_through_it", served.stop() == 0, served.logged()[-1500:])
    done = run("verify", db=where)
    results.check("verify_is_clean_afterwards", done.returncode == 0, done.stdout + done.stderr)


def main():
    with folder() as temp, small_disk(temp) as disk:
        if not disk:
            results.skip("a_full_disk", "no file system can be mounted here")
            print(f"{results.passed} passed, {results.failed} failed, {results.skipped} skipped")
            return 0
        with on_it(temp, disk) as (where, count):
            check(disk, where, count)
    return results.end()


sys.exit(main())
