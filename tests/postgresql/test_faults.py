#!/usr/bin/env python3
"""What becomes of people's work when PostgreSQL goes away, is slow, refuses or is cut off in the middle: nothing that was
acknowledged is lost, what was sent can be sent again and counts once, and the service is back by itself.
HOLDFAST_RESTARTS sets how often the server is crashed under load (6)."""
import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from holdfast import BIN, Results, Served, Visit, folder, run  # noqa: E402
from postgresql import Cluster, programs, sql  # noqa: E402

RESTARTS = int(os.environ.get("HOLDFAST_RESTARTS", "6"))
AWAY, SLOW, UNSURE = "cannot reach its records", "took too long", "Please send this once more"
results = Results()


class Proxy:
    """Between Holdfast and the server. .mode: "open"; "cut": the writer's connection ends as its transaction begins; "swallow": the
    writer's COMMIT reaches the server, and its answer nobody; "late": what the server says comes 20 ms later."""

    def __init__(self, port):
        self.port, self.mode, self.struck = port, "open", 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                near = self.listener.accept()[0]
                threading.Thread(target=self.serve, args=(near,), daemon=True).start()

    def serve(self, near):
        with contextlib.suppress(OSError), near, socket.create_connection(("127.0.0.1", self.port)) as far:
            state = {"writes": False, "mute": False}
            threading.Thread(target=self.back, args=(near, far, state), daemon=True).start()
            while data := near.recv(1 << 16):
                state["writes"] = state["writes"] or b"READ COMMITTED READ WRITE" in data
                if state["writes"] and self.mode == "cut":
                    self.strike()
                    break
                if state["writes"] and self.mode == "swallow" and b"COMMIT\0" in data:
                    state["mute"] = True
                    self.strike()
                    far.sendall(data)
                    time.sleep(1)  # the server commits, and what it says goes nowhere
                    break
                far.sendall(data)
            near.shutdown(socket.SHUT_RDWR)

    def strike(self):
        self.mode, self.struck = "open", self.struck + 1

    def back(self, near, far, state):
        with contextlib.suppress(OSError):
            while data := far.recv(1 << 16):
                if self.mode == "late":
                    time.sleep(0.02)
                if not state["mute"]:
                    near.sendall(data)
            near.shutdown(socket.SHUT_RDWR)


class Partner:
    """One form to add a partner, as opened: it can be sent again and again."""

    def __init__(self, visit, name):
        self.visit, self.name = visit, name
        self.token = visit.once(visit.get("/partners/new").text)

    def send(self):
        return self.visit.post("/partners/new", {"name": self.name}, once=self.token)


def count(url, name):
    return int(sql(url, f"SELECT count(*) FROM holdfast.partners WHERE name = '{name}'")[0][0])


def director(served):
    visit = Visit(served.port)
    visit.sign_in("director")
    return visit


def until(what, seconds):
    """How long it took, or None."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        with contextlib.suppress(OSError):
            if what():
                return time.monotonic() - began
        time.sleep(0.02)
    return None


def psql_holding(url, statement):
    """A psql in a transaction that has done the statement."""
    held = subprocess.Popen([programs() / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", url], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            text=True)
    held.stdin.write(f"BEGIN; {statement}; SELECT 'held';\n")
    held.stdin.flush()
    held.stdout.readline()
    return held


def let_go(held):
    held.communicate("ROLLBACK;\n", timeout=60)


def refused_at_start(cluster, url):
    cluster.order("stop")
    done = subprocess.run([BIN, "--db", url, "serve", "--listen", "127.0.0.1:0"], capture_output=True, text=True, timeout=60)
    results.check("a_server_that_is_away_at_the_start_is_a_clear_refusal",
                  done.returncode not in (0, -6) and "PostgreSQL running" in done.stderr, (done.returncode, done.stderr))
    cluster.order("start")


def ended_sessions(cluster, url, served):
    root = cluster.superuser("faults")
    end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'holdfast'"
    visit = director(served)
    form = Partner(visit, "Between")
    ended = int(sql(root, end)[0][0])
    shown = visit.get("/partners")
    added = form.send()
    results.check("sessions_that_end_between_requests_are_not_noticed", ended > 1 and shown.status == 200 and added.status == 303,
                  (ended, shown.status, added.status, served.logged()[-1500:]))

    form = Partner(visit, "Midway")
    held = psql_holding(root, "LOCK TABLE holdfast.partner_records IN EXCLUSIVE MODE")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        waiting = pool.submit(form.send)
        waits = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'holdfast' AND wait_event = 'relation'"
        found = until(lambda: sql(root, waits)[0][0] == "1", 10)
        sql(root, end)
        first = waiting.result()
    let_go(held)
    results.check("a_session_ended_in_a_transaction_is_said", found is not None and first.status == 503 and AWAY in first.text
                  and "None of what you sent was saved" in first.text and count(url, "Midway") == 0, (found, first.status, first.text[-2500:]))
    again = [form.send() for _ in range(2)]
    results.check("and_the_form_sent_again_counts_once", [a.status for a in again] == [303, 303] and count(url, "Midway") == 1,
                  [a.status for a in again])


def slow_statement(cluster, served):
    visit = director(served)
    # Nothing that every page asks reads this table: a connection that is new prepares that too.
    held = psql_holding(cluster.superuser("faults"), "LOCK TABLE holdfast.pledges IN ACCESS EXCLUSIVE MODE")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        began = time.monotonic()
        waiting = pool.submit(visit.get, "/funders")
        other = Visit(served.port).get("/accessibility")
        beside = time.monotonic() - began
        slow = waiting.result()
        took = time.monotonic() - began
    let_go(held)
    results.check("a_slow_statement_is_stopped_and_said", slow.status == 503 and SLOW in slow.text and 9 < took < 15
                  and slow.headers.get("Retry-After") == "30", (slow.status, took, slow.text[-2500:]))
    results.check("others_are_served_beside_it", other.status == 200 and beside < 3, (other.status, beside))
    results.check("and_the_page_is_there_when_the_lock_is_gone", visit.get("/partners").status == 200)


def cut_connections(cluster, url, proxy, served):
    visit = director(served)
    time.sleep(3)  # the jobs that run at the start write too
    form = Partner(visit, "Cut early")
    proxy.mode = "cut"
    first = form.send()
    results.check("a_connection_cut_as_a_transaction_begins_is_opened_anew", proxy.struck == 1 and first.status == 303
                  and count(url, form.name) == 1, (proxy.struck, first.status, first.text[-2500:]))

    form = Partner(visit, "Answer lost")
    proxy.mode, proxy.struck = "swallow", 0
    first = form.send()
    results.check("a_commit_whose_answer_is_lost_is_said_to_be_unsure", proxy.struck == 1 and first.status == 503 and UNSURE in first.text
                  and "we cannot see which" in first.text, (proxy.struck, first.status, first.text[-2500:]))
    again = [form.send() for _ in range(2)]
    results.check("and_the_same_form_gets_the_first_answer", [a.status for a in again] == [303, 303]
                  and again[0].location == again[1].location and count(url, form.name) == 1,
                  ([a.status for a in again], count(url, form.name)))

    proxy.mode = "late"
    form = Partner(visit, "Late")
    results.check("a_network_that_is_slow_only_slows", form.send().status == 303 and visit.get("/partners").status == 200)
    proxy.mode = "open"


def frozen(cluster, served):
    """Its processes stand still: connections are taken by the kernel, and nobody answers."""
    visit = director(served)
    style = re.search(r'href="(/assets/app[^"]+css)"', visit.get("/partners").text).group(1)
    pid = int((cluster.order("folder") / "data/postmaster.pid").read_text().split()[0])
    children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    everyone = [pid, *map(int, children)]
    for one in everyone:
        os.kill(one, signal.SIGSTOP)
    try:
        began = time.monotonic()
        shown = visit.get("/partners")
        took = time.monotonic() - began
        kept = Visit(served.port).get(style)
        health = Visit(served.port).get("/health")
    finally:
        for one in everyone:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGCONT)
    results.check("a_server_that_stands_still_holds_nobody_for_ever", shown.status == 503 and took < 25 and kept.status == 200
                  and health.status == 503, (shown.status, took, kept.status, health.status))
    back = until(lambda: visit.get("/partners").status == 200, 20)
    results.check("and_service_is_back_when_it_goes_on", back is not None, served.logged()[-1500:])


def storm(cluster, served):
    visit = director(served)
    style = re.search(r'href="(/assets/app[^"]+css)"', visit.get("/partners").text).group(1)
    before = len(served.logged())
    cluster.order("crash")
    until(lambda: visit.get("/partners").status == 503, 10)
    with concurrent.futures.ThreadPoolExecutor(24) as pool:
        pages = [pool.submit(visit.get, "/partners") for _ in range(400)]
        began = time.monotonic()
        kept = Visit(served.port).get(style)
        took = time.monotonic() - began
        statuses = {p.result().status for p in pages}
    health = Visit(served.port).get("/health")
    told = json.loads(health.text)
    results.check("while_it_is_away_every_page_says_so", statuses == {503}, statuses)
    results.check("static_files_are_sent_meanwhile", kept.status == 200 and took < 2, (kept.status, took))
    results.check("monitors_read_that_it_is_away_and_for_how_long", health.status == 503 and told["ok"] is False
                  and "away_seconds" in told and told["again_in"] > 0 and health.headers["Content-Type"] == "application/json", health.text)
    cluster.order("start")
    back = until(lambda: visit.get("/partners").status == 200, 20)
    results.check("service_is_back_by_itself", back is not None, served.logged()[-2000:])
    print(f"        served again {back or 0:.2f} s after the server was ready")
    results.check("monitors_read_that_it_is_back", Visit(served.port).get("/health").text == '{"ok":true}\n')
    time.sleep(10)
    visit.get("/partners")
    # A line is written after its page was sent, so the log may come a moment later than the answer.
    told = until(lambda: re.search(r"\d+ more failed alike, from", served.logged()[before:]), 20)
    log = served.logged()[before:]
    failures = log.count('"failure":"database')
    results.check("a_storm_is_a_few_lines_of_the_log", failures < 60 and told is not None, (failures, log[-1500:]))


def too_few_connections(cluster, url):
    sql(cluster.superuser("faults"), "ALTER ROLE holdfast CONNECTION LIMIT 4")
    try:
        with Served(url) as served:
            visits = [director(served) for _ in range(4)]
            with concurrent.futures.ThreadPoolExecutor(16) as pool:
                got = [pool.submit(visits[i % 4].get, "/partners") for i in range(160)]
                statuses = [g.result().status for g in got]
            results.check("with_four_connections_everybody_is_served", set(statuses) == {200},
                          ({s: statuses.count(s) for s in set(statuses)}, served.logged()[-1500:]))
            results.check("and_changes_are_made", Partner(visits[0], "Narrow").send().status == 303, served.logged()[-800:])
    finally:
        sql(cluster.superuser("faults"), "ALTER ROLE holdfast CONNECTION LIMIT -1")


class Writer(threading.Thread):
    """Adds partners as fast as it can, each by a form that it sends until it is taken."""

    def __init__(self, served, number):
        super().__init__()
        self.served, self.number, self.over = served, number, False
        self.acknowledged, self.refused, self.odd = [], 0, []

    def run(self):
        visit, n = None, 0
        while not self.over:
            try:
                visit = visit or director(self.served)
                form = Partner(visit, f"Load {self.number}-{n}")
                if not form.token:
                    visit = None if visit.get("/partners/new").status == 303 else visit
                    time.sleep(0.05)
                    continue
                n += 1
                while (answer := form.send()).status == 503:
                    self.refused += 1
                    time.sleep(0.05)
                (self.acknowledged if answer.status == 303 else self.odd).append((form.name, answer.status))
            except OSError as error:
                self.odd.append((f"{self.number}-{n}", repr(error)))


def restarts(cluster, url, served):
    writers = [Writer(served, i) for i in range(4)]
    for writer in writers:
        writer.start()
    visit, backs = director(served), []
    for turn in range(RESTARTS):
        time.sleep(0.6 + 0.3 * (turn % 4))
        cluster.order("crash")
        time.sleep((0, 0.2, 1, 3)[turn % 4])
        cluster.order("start")
        backs.append(until(lambda: visit.get("/partners").status == 200, 30))
    time.sleep(0.5)
    for writer in writers:
        writer.over = True
    for writer in writers:
        writer.join()
    acknowledged = [name for writer in writers for name, _ in writer.acknowledged]
    odd = [o for writer in writers for o in writer.odd]
    found = [row[0] for row in sql(url, "SELECT name FROM holdfast.partners WHERE name LIKE 'Load %'")]
    results.check(f"no_acknowledged_write_is_lost_in_{RESTARTS}_crashes", len(acknowledged) > 20 and set(acknowledged) <= set(found),
                  (len(acknowledged), sorted(set(acknowledged) - set(found))[:5]))
    results.check("and_none_is_there_twice", len(found) == len(set(found)), len(found) - len(set(found)))
    results.check("every_form_was_answered_303_or_503", not odd, odd[:5])
    results.check("service_is_back_after_each", None not in backs, backs)
    refused = sum(writer.refused for writer in writers)
    print(f"        {len(acknowledged)} writes acknowledged, {refused} answers of 503; "
          f"served again after {', '.join(f'{b or -1:.2f}' for b in backs)} s")


def main():
    with folder() as temp, Cluster(durable=True, port=True) as cluster:
        os.environ["HOLDFAST_BESIDE"] = str(temp / "beside")
        url = cluster.create("faults")
        with Served(url):
            pass
        refused_at_start(cluster, url)
        port = int(re.search(r":(\d+)/", url).group(1))
        proxy = Proxy(port)
        with Served(url.replace(f":{port}/", f":{proxy.address}/")) as served:
            cut_connections(cluster, url, proxy, served)
        with Served(url) as served:
            ended_sessions(cluster, url, served)
            slow_statement(cluster, served)
            frozen(cluster, served)
            storm(cluster, served)
            restarts(cluster, url, served)
            stopped = served.stop()
            results.check("the_program_lived_through_all_of_it", stopped == 0, (stopped, served.logged()[-3000:]))
        too_few_connections(cluster, url)
        done = run("verify", db=url)
        results.check("verify_is_clean_after_all", done.returncode == 0, done.stdout + done.stderr)
    return results.end()


sys.exit(main())
