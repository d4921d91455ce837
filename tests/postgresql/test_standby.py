#!/usr/bin/env python3
"""Two servers in the URL, and two programs on one server: what is read is what was written, and who lost the database says so at once."""
import os
import pathlib
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from holdfast import Results, Served, Visit, folder  # noqa: E402
from postgresql import Cluster, free_port, programs, sql  # noqa: E402

results = Results()
MINE = "datname = current_database() AND usename = 'holdfast'"
SERVE_LOCK = "1213156420, 2"  # LOCK_CLASS, SERVE_LOCK


def reads_where_it_writes(temp):
    """A standby that lags comes first in the URL, and every session is made anew."""
    with Cluster(durable=True, port=True) as cluster:
        url, port = cluster.create("two"), free_port()
        first = url.split("@")[1].split("/")[0]
        root, standby = cluster.superuser("two"), f"postgresql://postgres@127.0.0.1:{port}/two"
        both, env = url.replace(first, f"127.0.0.1:{port},{first}"), {"HOLDFAST_BESIDE": str(temp / "two")}
        with Served(both, env=env) as served:
            visit = Visit(served.port)
            visit.sign_in("director")
            cluster.order(f"standby {port}")
            sql(root, f"SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE {MINE}")
            visit.get("/partners")
            there = sql(standby, f"SELECT count(*) FROM pg_stat_activity WHERE {MINE}")
            results.check("a_standby_is_read_from_by_nobody_who_serves", there == [["0"]], there)
            sql(standby, "SELECT pg_wal_replay_pause()")
            made = visit.post("/partners/new", {"name": "Read Again Trust"}, once=visit.once(visit.get("/partners/new").text))
            shown = visit.get(made.location)
            results.check("what_was_saved_is_there_at_once", made.status == 303 and shown.status == 200, (made.status, shown.status))
            cookies = dict(visit.cookies)
            visit.post("/sign-out", {}, once=visit.once(visit.get("/partners").text))
            visit.cookies = cookies
            results.check("who_signed_out_is_out", visit.get("/partners").status == 303)
        with Served(both, env=env) as served:
            results.check("it_starts_where_it_may_write_whichever_host_comes_first", Visit(served.port).get("/health").status == 200)


def says_at_once_that_another_serves(temp):
    """The session is cut, and another program takes the lock before it is back: pages are answered all the same."""
    with Cluster() as cluster:
        url = cluster.create("taken")
        with Served(url, env={"HOLDFAST_BESIDE": str(temp / "taken")}) as served:
            visit = Visit(served.port)
            visit.sign_in("director")
            tokens = [visit.once(visit.get("/partners/new").text) for _ in range(30)]
            other = subprocess.Popen([programs() / "psql", "-XAtq", cluster.superuser("taken")], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, text=True)
            other.stdin.write("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_locks WHERE locktype = 'advisory' "
                              f"AND classid = 1213156420 AND objid = 2; SELECT pg_try_advisory_lock({SERVE_LOCK});\n")
            other.stdin.flush()
            cut, taken = other.stdout.readline().strip(), other.stdout.readline().strip()
            statuses = []

            def post(token, n):
                one = Visit(served.port)
                one.cookies = dict(visit.cookies)
                statuses.append(one.post("/partners/new", {"name": f"Nobody {n}"}, once=token).status)

            threads = [threading.Thread(target=post, args=(token, n)) for n, token in enumerate(tokens)]
            for thread in threads:
                thread.start()
            time.sleep(0.3)
            began = time.monotonic()
            page = visit.get("/partners").status
            took = time.monotonic() - began
            for thread in threads:
                thread.join()
            results.check("pages_are_there_while_another_serves", cut == "1" and taken == "t" and page == 200 and took < 8, (cut, taken, page, took))
            results.check("and_changes_are_refused_and_not_lost_on_the_way", set(statuses) == {503}, statuses)
            other.stdin.close()
            other.wait()
            time.sleep(6)  # longer than it is remembered
            saved = visit.post("/partners/new", {"name": "Somebody"}, once=visit.once(visit.get("/partners/new").text))
            results.check("it_serves_again_when_the_other_is_gone", saved.status == 303, (saved.status, served.logged()[-1500:]))


def main():
    os.umask(0o022)
    with folder() as temp:
        reads_where_it_writes(pathlib.Path(temp))
        says_at_once_that_another_serves(pathlib.Path(temp))
    return results.end()


if __name__ == "__main__":
    sys.exit(main())
