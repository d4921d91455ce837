#!/usr/bin/env python3
"""holdfast copy, backup and restore between SQLite and PostgreSQL: there and back, stopped anywhere, and all that must be refused."""
import concurrent.futures
import contextlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parent / "bench")]
from fill import fill  # noqa: E402
from holdfast import BIN, Results, Served, Visit, folder, run  # noqa: E402
from postgresql import Cluster, sql  # noqa: E402

results = Results()
check = results.check
GRANTS = 4000
SEED = int(os.environ.get("HOLDFAST_SEED", time.time_ns() % 1000000))
PAGES = ["/", "/grants", "/grants?sort=amount", "/partners", "/programmes", "/grants?q=advice", "/partners?q=advise"]
BESIDE = ("-keys", "-audit-head", "-audit")


class File:
    """A database of SQLite, as one end of a copy."""
    engine = "file"

    def __init__(self, temp, name):
        self.place = self.beside = temp / f"{name}.db"
        self.options = []

    def change(self, statement, half=False):
        with contextlib.closing(sqlite3.connect(f"{self.place}.copying" if half else self.place, isolation_level=None)) as db:
            db.execute(statement)

    def rows(self, statement, half=False):
        with contextlib.closing(sqlite3.connect(f"{self.place}.copying" if half else self.place)) as db:
            return [[str(value) for value in row] for row in db.execute(statement)]

    def is_there(self):
        return self.place.exists()

    def is_half(self):
        return pathlib.Path(f"{self.place}.copying").exists()


class Database:
    """A database of PostgreSQL, likewise. What stands beside it lies in the temporary folder."""
    engine = "server"

    def __init__(self, temp, name, cluster):
        self.place, self.beside = cluster.create(name), temp / name
        self.options = ["--beside", self.beside]

    def change(self, statement, half=False):
        sql(self.place, f"SET search_path = holdfast{'_copying' if half else ''}, pg_temp; SET holdfast.changes = 'unwatched'; {statement}")

    def rows(self, statement, half=False):
        return sql(self.place, f"SET search_path = holdfast{'_copying' if half else ''}, pg_temp; {statement}")

    def has(self, schema):
        return sql(self.place, f"SELECT to_regnamespace('{schema}') IS NOT NULL") == [["t"]]

    def is_there(self):
        return self.has("holdfast")

    def is_half(self):
        return self.has("holdfast_copying")


def refused(name, done, *words):
    check(name, done.returncode == 1 and all(w in done.stderr for w in words), (done.returncode, done.stdout, done.stderr))


def command(source, target, *options):
    """What is beside the target is said where that is on a server, else what is beside the source."""
    return ["copy", "--from", str(source.place), "--to", str(target.place), *map(str, target.options or source.options), *options]


def around(source):
    return dict(os.environ, HOLDFAST_BESIDE=str(source.beside)) if isinstance(source, Database) else None


def copy(source, target, *options, **how):
    return run(*command(source, target, *options), env=around(source), **how)


def report(done):
    return json.loads(done.stdout) if done.returncode == 0 else {"tables": done.stderr}


def sums(done):
    return {t["table"]: (t["rows"], t["checksum"]) for t in report(done)["tables"]} if done.returncode == 0 else done.stderr


def move_beside(source, target, keep=True):
    for ending in BESIDE:
        one, other = (pathlib.Path(f"{end.beside}{ending}") for end in (source, target))
        if one.is_dir():
            shutil.copytree(one, other, dirs_exist_ok=True)
        elif one.exists():
            shutil.copy2(one, other)


def on(end, *words):
    """A command on one end."""
    return run(*words, *end.options, db=end.place)


def pages(end):
    """What people see, without what is new at each look."""
    seen = {}
    with Served(end.place, command="serve", args=[str(o) for o in end.options]) as served:
        visit = Visit(served.port)
        visit.sign_in()
        for path in PAGES:
            shown = visit.get(path)
            seen[path] = shown.status, re.sub(r'name="once" value="[^"]*"|this number: <span class="num">[^<]*', "", shown.text)
    return seen


def make_demo(temp):
    demo = File(temp, "demo")
    with Served(demo.place) as served:
        Visit(served.port).sign_in()  # a session, which is not to be copied
    return demo


def make_large(temp, demo):
    large = File(temp, "large")
    shutil.copy2(demo.place, large.place)
    move_beside(demo, large)
    fill(large.place, GRANTS)
    return large


# ---- There and back ----

def there_and_back(demo, ends):
    """Through each kind of end in turn: the same checksums, and in the end the same pages."""
    before, first, last = pages(demo), None, demo
    for end in ends:
        name = f"{last.engine}_to_{end.engine}"
        done = copy(last, end, "--json")
        got = sums(done)
        check(f"{name}_is_copied", done.returncode == 0, done.stderr)
        first = first or got
        check(f"{name}_has_the_same_checksums", got == first, [t for t in first if got.get(t) != first[t]] if isinstance(got, dict) else got)
        check(f"{name}_says_what_to_move", {m["from"] for m in report(done).get("move", [])} >= {f"{last.beside}-keys", f"{last.beside}-audit-head"}
              and all(m["to"].startswith(str(end.beside)) for m in report(done)["move"]), done.stdout[-600:])
        check(f"{name}_takes_nobody_along_who_is_signed_in", end.rows("SELECT count(*) FROM sessions") == [["0"]])
        refused(f"{name}_is_not_served_without_its_keys", on(end, "serve", "--listen", "127.0.0.1:0"), f"{end.beside}-keys", "Put the key file there")
        move_beside(last, end)
        done = on(end, "verify")
        check(f"{name}_verifies", done.returncode == 0 and "audit log is whole" in done.stdout, done.stdout + done.stderr)
        last = end
    after = pages(last)
    for path in PAGES:
        check(f"the_same_page_after_all_copies_{path}", before[path][0] == 200 and before[path] == after[path], (before[path], after[path]))


def ids_stay_given(demo, ends):
    """The newest rows are taken away before the copy: their ids are not given again after it."""
    gone = File(demo.place.parent, "gone")
    shutil.copy2(demo.place, gone.place)
    move_beside(demo, gone)
    gone.change("INSERT INTO funders (name, name_key, own) VALUES ('Gone Trust', 'gone trust', 0)")
    highest = int(gone.rows("SELECT max(id) FROM funders")[0][0])
    gone.change(f"DELETE FROM funders WHERE id = {highest}")
    last = gone
    for end in ends:
        done = copy(last, end)
        end.change("INSERT INTO funders (name, name_key, own) VALUES ('Next Trust', 'next trust', 0)")
        got = int(end.rows("SELECT max(id) FROM funders")[0][0])
        check(f"no_id_is_given_twice_after_a_copy_to_{end.engine}", got == highest + 1, (done.stderr, got, highest))
        end.change(f"DELETE FROM funders WHERE id = {got}")
        highest, last = got, end


def put(db, table, **given):
    """A row with these values, and with something in each other column that wants it."""
    plain = {"INTEGER": 1, "TEXT": "x", "BLOB": b"x", "REAL": 0.5}
    row = {name: plain[kind] for _, name, kind, wanted, default, key in db.execute(f"PRAGMA table_info({table})")
           if wanted and default is None and not (key and kind == "INTEGER")}
    row.update(given)
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def odd_values(temp, demo, ends):
    """What a column can hold at its ends, in tables with and without ids."""
    source = File(temp, "odd")
    shutil.copy2(demo.place, source.place)
    words = "tab\t line\n back\\slash 'quoted' \\N \u00e9 e\u0301 \U0001f9ed \ufb01 \u202e"
    with contextlib.closing(sqlite3.connect(source.place, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        put(db, "job_runs", rowid=-5, name="", began_at=-2**63, ended_at=2**63 - 1, outcome=0, said="")
        put(db, "job_runs", rowid=0, name=words, began_at=0, ended_at=-1, outcome=1, said=words * 1000)
        put(db, "job_runs", rowid=2**62, name="far", began_at=1, ended_at=1, outcome=2, said=None)
        put(db, "files", id=77, hash=b"", name=words)
        put(db, "files", id=2**53 + 1, hash=bytes(range(256)), name="\u00a0")
        put(db, "file_parts", file_id=77, part=0, content=random.Random(1).randbytes(5_000_000))
        put(db, "file_parts", file_id=77, part=1, content=b"")
    kept, last = [], source
    for end in [source, *ends]:
        if end is not source:
            done = copy(last, end)
            check(f"odd_values_come_through_to_a_{end.engine}", done.returncode == 0, done.stderr)
            last = end
        if isinstance(end, File) and end.is_there():
            with contextlib.closing(sqlite3.connect(end.place)) as db:
                kept.append([db.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall() for table in ("job_runs", "files", "file_parts")])
    check("odd_values_stay_as_they_are", len(kept) > 1 and all(one == kept[0] for one in kept), [len(one) for one in kept])


def no_text_of_a_server(temp, demo, make):
    source = File(temp, "nul")
    shutil.copy2(demo.place, source.place)
    with contextlib.closing(sqlite3.connect(source.place, isolation_level=None)) as db:
        put(db, "job_runs", rowid=4711, name="a\0b", outcome=0)
    refused("text_that_a_server_cannot_hold_is_named", copy(source, make("nul")), "row 4711 of job_runs", "name")


# ---- Stopped anywhere ----

def killed(large, make):
    """kill -9 at random moments, until it comes through."""
    rng = random.Random(SEED)
    target, kills, done = make("killed"), 0, None
    while done is None and kills < 40:
        started = subprocess.Popen([BIN, *command(large, target, "--json")],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            out, err = started.communicate(timeout=0.03 * 1.35 ** kills * rng.uniform(0.6, 1.2))
            done = subprocess.CompletedProcess(started.args, started.returncode, out, err)
        except subprocess.TimeoutExpired:
            started.kill()
            started.communicate()
            kills += 1
            if target.is_there():
                break
    name = target.engine
    check(f"a_copy_to_a_{name}_killed_again_and_again_comes_through", kills > 2 and target.is_there(), (SEED, kills, done))
    again, whole = copy(target, make("again"), "--json"), copy(large, make("unkilled"), "--json")
    check(f"a_killed_copy_to_a_{name}_is_the_same_as_one_that_was_not", again.returncode == 0 and sums(again) == sums(whole), (SEED, again.stderr, whole.stderr))
    check(f"nothing_of_half_a_copy_is_left_at_a_{name}", target.is_there() and not target.is_half())
    move_beside(large, target)
    verified = on(target, "verify")
    check(f"a_killed_copy_to_a_{name}_verifies", verified.returncode == 0, verified.stdout + verified.stderr)


def stopped(source, target):
    """Begins a copy and stops it with Ctrl-C, until half a copy with rows is there."""
    for n in range(90):
        started = subprocess.Popen([BIN, *command(source, target)],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(0.03 + n * 0.02)
        started.send_signal(signal.SIGINT)
        out, err = started.communicate()
        done = subprocess.CompletedProcess(started.args, started.returncode, out, err)
        if done.returncode != 1:  # too early to be asked, or done
            continue
        if target.rows("SELECT count(*) FROM accounts", half=True) != [["0"]]:
            return done
    raise RuntimeError(f"no half a copy: {done}")


def interrupted(temp, large, make):
    target = make("interrupted")
    name = target.engine
    done = stopped(large, target)
    check(f"ctrl_c_leaves_half_a_copy_at_a_{name}", done and done.returncode == 1 and "Run the same command again" in done.stderr and target.is_half()
          and not target.is_there(), done)
    refused(f"half_a_copy_at_a_{name}_is_not_served", on(target, "serve", "--listen", "127.0.0.1:0"))
    if isinstance(target, File):
        refused("nor_under_the_name_that_it_has_until_then", run("serve", "--listen", "127.0.0.1:0", db=f"{target.place}.copying"), "not a Holdfast")
    # The row that the target lost is missed, whoever took it.
    target.change("UPDATE accounts SET name = 'Somebody Else' WHERE id = 1", half=True)
    refused(f"a_row_changed_in_half_a_copy_at_a_{name}_is_found", copy(large, target), "row 1 of accounts", "name differs", "--anew")
    check(f"a_copy_at_a_{name}_that_differs_is_not_put_to_use", not target.is_there() and target.is_half())
    other = File(temp, f"other-{name}")
    run("init", "--name", "Other Fund", "--admin", "o@other.example", db=other.place)
    refused(f"half_a_copy_of_another_at_a_{name}_is_refused", copy(other, target), "another database", "--anew")
    done = copy(other, target, "--anew")
    check(f"anew_throws_half_a_copy_away_at_a_{name}", done.returncode == 0 and target.rows("SELECT name FROM initiatives") == [["Other Fund"]], done.stderr)


def changed_between(temp, demo, make):
    """Somebody used the source before the copy was gone on with."""
    source, target = File(temp, "used"), make("used")
    shutil.copy2(demo.place, source.place)
    move_beside(demo, source)
    fill(source.place, GRANTS)
    done = stopped(source, target)
    run("account", "add", "late@late.example", "--name", "Late Comer", "--role", "viewer", db=source.place)
    refused("a_source_that_was_used_meanwhile_is_refused", copy(source, target), "before it was changed", "--anew")
    done = copy(source, target, "--anew")
    check("and_copied_anew", done.returncode == 0 and target.rows("SELECT count(*) FROM accounts WHERE name = 'Late Comer'") == [["1"]], done.stderr)


CUT = """DO $$ BEGIN
  FOR i IN 1..6000 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'holdfast %');
    PERFORM pg_sleep(0.005);
  END LOOP;
  PERFORM pg_sleep(AFTER);
  PERFORM pg_stat_clear_snapshot();
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'holdfast %';
END $$"""


def cut_off(large, make):
    """The server ends the session in the middle of it: from inside, so that a slow test still comes in time."""
    target, cuts, done = make("cut"), 0, None
    for n in range(20):
        with concurrent.futures.ThreadPoolExecutor(1) as cutter:
            cut = cutter.submit(sql, target.place, CUT.replace("AFTER", str(n * 0.4)))
            while sql(target.place, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO $$%'") == [["0"]] and not cut.done():
                time.sleep(0.01)
            started = copy(large, target)
            cut.result()
        done = started
        if started.returncode == 0:
            break
        cuts += 1
        if not re.search("goes on from where it stopped|could not be begun|cannot be reached|does not answer", done.stderr):
            break
    check("a_connection_that_is_cut_is_told_and_gone_on_with", started.returncode == 0 and cuts > 1, (cuts, done))
    check("and_all_is_there", target.is_there() and not target.is_half())


# ---- Backups of a database on a server ----

def backups(temp, demo, make):
    source = make("backed-up")
    copy(demo, source)
    move_beside(demo, source)
    kept = temp / "kept.db"
    with Served(source.place, command="serve", args=[str(o) for o in source.options]) as served:
        Visit(served.port).sign_in()
        done = on(source, "backup", kept)
        check("a_server_is_backed_up_into_a_file_while_it_is_served", done.returncode == 0 and kept.exists(), done.stderr)
        refused("a_backup_never_overwrites", on(source, "backup", kept), "never overwrite")
    check("a_backup_leaves_nothing_beside_it", [f.name for f in temp.glob("kept.db*")] == ["kept.db"], list(temp.glob("kept.db*")))
    backup = File(temp, "kept")
    check("a_backup_keeps_nobody_signed_in", backup.rows("SELECT count(*) FROM sessions") == [["0"]])
    done = run("verify", db=kept)
    check("a_backup_of_a_server_verifies", done.returncode == 0, done.stdout + done.stderr)
    refused("a_backup_is_not_restored_over_a_server", on(source, "restore", kept), "holds a Holdfast database")
    for end in (make("restored"), File(temp, "restored")):
        done = on(end, "restore", kept)
        check(f"a_backup_is_restored_into_an_empty_{end.engine}", done.returncode == 1 and "key import" in done.stderr and end.is_there(), done)
        move_beside(source, end)
        done = on(end, "restore", kept) if isinstance(end, File) else on(end, "verify")
        check(f"and_its_keys_fit_the_{end.engine}", done.returncode == 0 or "database.restore" in done.stdout + done.stderr or "audit log" in done.stdout, done)
        check(f"what_was_restored_into_a_{end.engine}_is_what_was_backed_up",
              end.rows("SELECT count(*) FROM grant_records") == source.rows("SELECT count(*) FROM grant_records"))
    evil = temp / "evil.db"
    shutil.copy2(kept, evil)
    File(temp, "evil").change("CREATE TRIGGER evil AFTER INSERT ON accounts BEGIN UPDATE accounts SET name = 'x'; END")
    target = make("restored-evil")
    refused("a_backup_with_a_trigger_of_its_own_is_refused", on(target, "restore", evil), "no backup that Holdfast made")
    evil.write_bytes(kept.read_bytes()[:40000] + bytes(4096) + kept.read_bytes()[44096:])
    refused("a_damaged_backup_is_refused", on(target, "restore", evil), "othing was changed")
    check("and_nothing_is_left_of_either", not target.is_there() and not target.is_half() and not list(temp.glob("restored-evil*")), list(temp.glob("restored-evil*")))


# ---- Refused ----

def refusals(temp, demo, make):
    target = make("taken")
    name = target.engine
    copy(demo, target)
    refused(f"a_{name}_that_holds_a_database_is_refused", copy(demo, target), "Holdfast database")
    refused(f"the_same_{name}_twice_is_refused", copy(target, target), "is the database that is to be copied")
    move_beside(demo, target)
    with Served(target.place, command="serve", args=[str(o) for o in target.options]):
        refused(f"a_{name}_that_is_served_is_refused", copy(target, File(temp, f"from-served-{name}")), "being served")
    check(f"nothing_is_made_of_a_served_{name}", not (temp / f"from-served-{name}.db").exists() and not (temp / f"from-served-{name}.db.copying").exists())


def served_meanwhile(temp, demo, large):
    """Nobody begins to serve what is being copied, nor throws away what is being made of it."""
    started = subprocess.Popen([BIN, "copy", "--from", str(large.place), "--to", str(temp / "held.db")], stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    while not (temp / "held.db.copying").exists() and started.poll() is None:
        time.sleep(0.005)
    refused("who_begins_to_serve_it_meanwhile_is_refused", run("serve", "--listen", "127.0.0.1:0", db=large.place), "already being served")
    second = run("copy", "--from", large.place, "--to", temp / "held.db")
    refused("two_copies_of_one_source_at_a_time_are_refused", second, "being served")
    refused("nor_does_anew_throw_away_what_another_copies", run("copy", "--from", demo.place, "--to", temp / "held.db", "--anew"),
            "being copied into by another")
    started.communicate()
    check("and_the_copy_came_through", started.returncode == 0 and (temp / "held.db").exists())


def usage(temp, demo):
    for name, words in {"copy_without_a_target": ("copy", "--from", demo.place), "copy_without_a_source": ("copy", "--to", temp / "x.db")}.items():
        done = run(*words)
        check(f"{name}_is_wrong_usage", done.returncode == 2 and "--from" in done.stderr and "--to" in done.stderr, done.stderr)
    refused("a_source_that_is_not_there_is_refused", run("copy", "--from", temp / "nowhere.db", "--to", temp / "x.db"), "no database")
    (temp / "text.db").write_text("not a database, but long enough to be looked at\n" * 100)
    refused("a_source_that_is_no_database_is_refused", run("copy", "--from", temp / "text.db", "--to", temp / "x.db"), "not a Holdfast database")
    refused("a_target_that_is_another_file_is_refused", run("copy", "--from", demo.place, "--to", temp / "text.db"), "exists already", "no database")
    refused("a_target_in_no_folder_is_refused", run("copy", "--from", demo.place, "--to", temp / "no/x.db"), "No such file")
    (temp / "x.db.copying").write_bytes((temp / "text.db").read_bytes())
    refused("what_is_no_half_copy_is_refused", run("copy", "--from", demo.place, "--to", temp / "x.db"), "x.db.copying", "not half a copy")
    check("and_left_alone", (temp / "x.db.copying").read_bytes() == (temp / "text.db").read_bytes())
    (temp / "x.db.copying").unlink()
    check("nothing_was_made", not (temp / "x.db").exists())


def hostile(temp, demo, make):
    """A source whose schema somebody changed is refused, as restore refuses it."""
    cases = {"a_trigger_of_its_own": "CREATE TRIGGER evil AFTER INSERT ON accounts BEGIN UPDATE accounts SET name = 'x'; END",
             "another_view": "DROP VIEW grants", "a_table_more": "CREATE TABLE evil (a TEXT)"}
    for name, statement in cases.items():
        source = File(temp, name)
        shutil.copy2(demo.place, source.place)
        source.change(statement)
        refused(f"a_source_with_{name}_is_refused", copy(source, make(name)), "is not as Holdfast makes it")
    source, target = File(temp, "dangling"), make("dangling")
    shutil.copy2(demo.place, source.place)
    with contextlib.closing(sqlite3.connect(source.place, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("INSERT INTO partner_regions (partner_id, region) VALUES (987654, 0)")
    refused("a_row_that_points_to_none_is_refused", copy(source, target), "partner_", "not there", "verify")
    check("and_nothing_is_published", not target.is_there())


def older(temp, demo):
    source = File(temp, "older")
    shutil.copy2(demo.place, source.place)
    source.change("DELETE FROM migrations WHERE number = (SELECT max(number) FROM migrations)")
    refused("an_older_source_is_to_be_migrated_first", run("copy", "--from", source.place, "--to", temp / "newer.db"), "holdfast migrate")


# ---- The disk is full ----

def disk_full(temp, large):
    """On a file system of a few megabytes; then it is made larger, and the copy goes on."""
    small, script = temp / "small", temp / "full.sh"
    small.mkdir()
    script.write_text(f"""set -u
mount -t tmpfs -o size=2m tmpfs {small} || exit 77
{BIN} copy --from {large.place} --to {small}/full.db; echo "first $?"
ls {small}/full.db 2>/dev/null && echo published
mount -o remount,size=200m {small}
{BIN} copy --from {large.place} --to {small}/full.db; echo "second $?"
{BIN} --db {small}/full.db verify; echo "verified $?"
""")
    done = subprocess.run(["unshare", "-rm", "sh", script], capture_output=True, text=True)
    if done.returncode == 77:
        results.skip("a_full_disk", "no file system can be mounted here: " + done.stderr)
        return
    said = done.stdout + done.stderr
    check("a_full_disk_is_told", "first 1" in said and "full" in done.stderr and "published" not in said and "goes on from where it stopped" in done.stderr, said)
    check("and_gone_on_with_once_there_is_room", "second 0" in said and "verified 0" in said, said)


def server_disk_full(temp, cluster, large):
    """The same of the server's own disk: a tablespace on a file system of a few megabytes."""
    small = pathlib.Path(f"{cluster.order('folder')}-small")
    small.mkdir()
    owner = cluster.order("folder").stat()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size=14m,mode=0700,uid={owner.st_uid},gid={owner.st_gid}", "tmpfs", small],
                             capture_output=True, text=True)
    if mounted.returncode:
        small.rmdir()
        results.skip("a_full_disk_of_the_server", "no file system can be mounted here: " + mounted.stderr.strip())
        return
    try:
        sql(cluster.superuser(), f"CREATE TABLESPACE small OWNER holdfast LOCATION '{small}'")
        sql(cluster.server, "CREATE DATABASE small TABLESPACE small")
        target = Database.__new__(Database)
        target.place, target.beside, target.options = cluster.server.replace("/postgres", "/small"), temp / "small", ["--beside", temp / "small"]
        refused("a_full_disk_of_the_server_is_told", copy(large, target), "No space left on device", "goes on from where it stopped")
        check("and_nothing_is_published_on_it", not target.is_there() and target.is_half())
        subprocess.run(["mount", "-o", "remount,size=300m", small], check=True)
        done = copy(large, target)
        check("and_gone_on_with_once_the_server_has_room", done.returncode == 0 and target.is_there(), done.stderr)
        cluster.drop("small")
        sql(cluster.superuser(), "DROP TABLESPACE small")
    finally:
        subprocess.run(["umount", "-l", small], check=True)
        small.rmdir()


# ---- All of it ----

def of_target(temp, demo, large, make):
    """What must hold whatever the target is."""
    hostile(temp, demo, make)
    refusals(temp, demo, make)
    interrupted(temp, large, make)
    changed_between(temp, demo, make)
    killed(large, make)


def main():
    with folder() as temp, Cluster() as cluster:
        def file(name):
            return File(temp, "to-" + name)

        def server(name):
            return Database(temp, name.replace("_", "-"), cluster)

        demo = make_demo(temp)
        large = make_large(temp, demo)
        usage(temp, demo)
        older(temp, demo)
        there_and_back(demo, [file("first"), server("first"), server("second"), file("last")])
        ids_stay_given(demo, [file("ids"), server("ids"), server("ids-2"), file("ids-2")])
        odd_values(temp, demo, [file("odd"), server("odd"), server("odd-2"), file("odd-2")])
        no_text_of_a_server(temp, demo, server)
        served_meanwhile(temp, demo, large)
        of_target(temp, demo, large, file)
        of_target(temp, demo, large, server)
        cut_off(large, server)
        backups(temp, demo, server)
        disk_full(temp, large)
        server_disk_full(temp, cluster, large)
    return results.end()


if __name__ == "__main__":
    sys.exit(main())
