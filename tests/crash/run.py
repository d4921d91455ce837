#!/usr/bin/env python3
"""kill -9 in the middle of writes and of imports, again and again: no acknowledged write is lost, nothing is half there,
`verify` is clean. HOLDFAST_KILLS sets how often (200). On PostgreSQL by a cluster of its own that flushes what it commits, and
that is killed too."""
import contextlib
import os
import pathlib
import random
import re
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from holdfast import BIN, ON_POSTGRESQL, Results, Served, Visit, asking, database, folder, run  # noqa: E402
from postgresql import Cluster  # noqa: E402

KILLS = int(os.environ.get("HOLDFAST_KILLS", "200"))
CRASHES = KILLS // 20  # of PostgreSQL's server
GRANTS = 400
BUILD = pathlib.Path(os.environ.get("HOLDFAST_BUILD", pathlib.Path(BIN).parent))
results = Results()
random.seed(20241018)


def grants_file(path):
    """A small file in the standard, different each time so that nothing is a duplicate."""
    mark = path.stem
    rows = ",".join(
        f'{{"id":"360G-kill-{mark}-{n}","title":"Grant {n}","description":"Advice {n}","currency":"GBP","amountAwarded":{1000 + n},'
        f'"awardDate":"2024-01-{n % 28 + 1:02d}","fundingOrganization":[{{"id":"GB-CHC-9000001","name":"Kill Fund"}}],'
        f'"recipientOrganization":[{{"id":"360G-kill-{mark}-org-{n % 50}","name":"Partner {mark} {n % 50}"}}]}}' for n in range(GRANTS))
    path.write_text(f'{{"grants":[{rows}]}}')


def head_entry(db):
    """The entry that the log's head, outside the database, says was the newest; 0: no head yet."""
    path = db.beside("-audit-head")
    found = re.search(r"^entry (\d+)$", path.read_text(), re.M) if path.exists() else None
    return int(found.group(1)) if found else 0


def kill_during_writes(db, kills):
    """A visitor adds partners as fast as the answers come; the server is killed at any moment."""
    acknowledged, lost, ahead = [], [], []
    for turn in range(kills):
        served = Served(db, env={"HOLDFAST_QUIET": "1"})
        visit = Visit(served.port)
        visit.sign_in("director")
        once = [visit.once(visit.get("/partners/new").text) for _ in range(12)]
        killer = threading.Timer(random.uniform(0.001, 0.06), served.kill)
        killer.start()
        try:
            for n, token in enumerate(once):
                name = f"Kept {turn}-{n}"
                if visit.post("/partners/new", {"name": name}, once=token).status == 303:
                    acknowledged.append(name)
        except (OSError, Exception):  # the connection died with the server: not acknowledged
            pass
        killer.join()
        if served.process.poll() is None:
            served.kill()
        newest = db.one("SELECT coalesce(max(id), 0) FROM audit_entries")
        if head_entry(db) > newest:
            ahead.append((turn, head_entry(db), newest))
    results.check(f"law_9_the_logs_head_is_never_ahead_in_{kills}_kills", not ahead and head_entry(db) > 0, ahead[:5])
    for name in acknowledged:
        if db.one("SELECT count(*) FROM partners WHERE name = ?", name) != 1:
            lost.append(name)
    results.check(f"no_acknowledged_write_is_lost_in_{kills}_kills", acknowledged and not lost, (len(acknowledged), lost[:5]))
    print(f"        {len(acknowledged)} writes acknowledged")


def crash_of_postgresql(db, cluster, crashes):
    """The server of the database is killed under a program that goes on: what it had acknowledged is there, and pages come back."""
    acknowledged, away = [], []
    with Served(db, env={"HOLDFAST_QUIET": "1"}) as served:
        visit = Visit(served.port)
        visit.sign_in("director")
        for turn in range(crashes):
            once = [visit.once(visit.get("/partners/new").text) for _ in range(12)]
            killer = threading.Timer(random.uniform(0.001, 0.1), cluster.order, ("crash",))
            killer.start()
            for n, token in enumerate(once):
                name = f"Crashed {turn}-{n}"
                if visit.post("/partners/new", {"name": name}, once=token).status == 303:
                    acknowledged.append(name)
            killer.join()
            cluster.order("start")
            until = time.monotonic() + 60
            while visit.get("/partners").status != 200 and time.monotonic() < until:
                time.sleep(0.1)
            away += [turn] if time.monotonic() > until else []
    lost = [name for name in acknowledged if db.one("SELECT count(*) FROM partners WHERE name = ?", name) != 1]
    results.check(f"no_acknowledged_write_is_lost_in_{crashes}_crashes_of_postgresql", acknowledged and not lost, (len(acknowledged), lost[:5]))
    results.check("pages_come_back_by_themselves_after_each", not away, away)
    print(f"        {len(acknowledged)} writes acknowledged")


def kill_during_imports(db, temp, kills):
    done, half = 0, []
    path = temp / "whole.json"
    grants_file(path)
    began = time.monotonic()
    results.check("an_import_that_nobody_kills_is_done", run("import", "360giving", path, "--as", "Kill Fund", db=db).returncode == 0)
    takes = time.monotonic() - began
    for turn in range(kills):
        path = temp / f"k{turn}.json"
        grants_file(path)
        before = db.one("SELECT count(*) FROM grants")
        importing = subprocess.Popen([BIN, *asking(db), "import", "360giving", str(path), "--as", "Kill Fund"],
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(random.uniform(0.01, 1.3 * takes))
        importing.kill()
        importing.wait()
        after = db.one("SELECT count(*) FROM grants")
        if after not in (before, before + GRANTS):
            half.append((turn, before, after))
        done += after != before
        path.unlink()
    results.check(f"an_import_is_all_or_nothing_in_{kills}_kills", not half, half[:5])
    results.check("some_were_done_before_the_kill_and_some_were_not", 0 < done < kills, done)
    print(f"        {done} imports were done before the kill; one takes {takes:.2f} s")
    with Served(db, env={"HOLDFAST_QUIET": "1"}) as served:
        deadline = time.monotonic() + 60
        left = 1
        while left and time.monotonic() < deadline:
            left = db.one("SELECT count(*) FROM grant_records WHERE id NOT IN (SELECT id FROM grants)")
            time.sleep(0.2)
        results.check("what_a_killed_import_left_is_swept_at_start", left == 0, left)
        served.stop()


def main():
    with contextlib.ExitStack() as ending:
        if ON_POSTGRESQL:
            cluster = ending.enter_context(Cluster(durable=True))
            os.environ["HOLDFAST_TEST_SERVER"] = cluster.server
        temp = ending.enter_context(folder())
        db = database(temp, "demo")
        with Served(db, env={"HOLDFAST_QUIET": "1"}):
            pass
        kill_during_writes(db, KILLS // 2)
        kill_during_imports(db, temp, KILLS - KILLS // 2)
        if ON_POSTGRESQL:
            crash_of_postgresql(db, cluster, CRASHES)
        done = subprocess.run([BUILD / "crash_writes"], capture_output=True, text=True, timeout=600)
        results.check("no_row_that_a_killed_writer_acknowledged_is_lost", done.returncode == 0, done.stdout + done.stderr)
        print(f"        {done.stdout.strip()}")
        done = run("verify", db=db)
        results.check("verify_is_clean_after_all_kills", done.returncode == 0, done.stdout + done.stderr)
    return results.end()


sys.exit(main())
