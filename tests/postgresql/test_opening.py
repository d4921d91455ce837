#!/usr/bin/env python3
"""Opening a PostgreSQL database: every refusal says what to do and changes nothing, passwords are never said, and verify notices
what was changed by hand. Against clusters of the tests' own."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from holdfast import BIN, ROOT, Results, Served, Visit, folder  # noqa: E402
from postgresql import Cluster, programs, sql, with_database  # noqa: E402

results = Results()
check = results.check
SECRET = "s3cret"
INIT = ("init", "--name", "Harbour Fund", "--admin", "ana@harbour.example")


def run(temp, url, *words, env=None):
    """In a folder of its own: keys stand beside."""
    done = subprocess.run([BIN, "--db", url, *words], cwd=temp, capture_output=True, text=True, timeout=120,
                          env=dict(os.environ, **(env or {})))
    done.said = done.stdout + done.stderr
    return done


def refused(name, done, *words):
    check(name, done.returncode == 1 and all(w in done.stderr for w in words) and SECRET not in done.said
          and "something went wrong" not in done.stderr, (done.returncode, done.said))


def dump(url):
    """All that a database holds, as text."""
    done = subprocess.run([programs() / "pg_dump", "--restrict-key=x", url], capture_output=True, text=True)
    if done.returncode:  # before the option was known
        done = subprocess.run([programs() / "pg_dump", url], capture_output=True, text=True, check=True)
    return done.stdout


def changed_nothing(name, url, done, *words):
    """done() refuses with these words, and the database holds what it held."""
    before = dump(url)
    refused(name, done(), *words)
    check(f"{name}_and_changes_nothing", dump(url) == before)


class Fake:
    """A server that answers each connection with fixed bytes, or with nothing at all."""

    def __init__(self, *answers):
        self.answers, self.listening = answers, socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.held = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listening.accept()
                self.held.append(client)
                with contextlib.suppress(OSError):
                    for answer in self.answers:
                        client.recv(65536)
                        client.sendall(answer)

    def url(self, options=""):
        return f"postgresql://holdfast:{SECRET}@127.0.0.1:{self.port}/fund{options}"


def message(kind, content):
    return kind + struct.pack(">I", len(content) + 4) + content


def a_server_of(version):
    """The beginning of PostgreSQL's protocol: no TLS, let in, which version, ready, and that it takes writes."""
    said = message(b"S", b"server_version\0" + version.encode() + b"\0") + message(b"S", b"client_encoding\0UTF8\0")
    column = message(b"T", struct.pack(">H", 1) + b"transaction_read_only\0" + struct.pack(">IHIhih", 0, 0, 25, -1, -1, 0))
    writes = column + message(b"D", struct.pack(">HI", 1, 3) + b"off") + message(b"C", b"SHOW\0")
    ready = message(b"Z", b"I")
    return Fake(b"N", message(b"R", struct.pack(">I", 0)) + said + ready, writes + ready)


def urls(temp):
    for url in ("postgresql://ana:s3cret/x@h/db", "postgresql://ana:s3c@s3cret@h/db", "postgresql://ana:s3cret@h:x/db",
                "postgresql://ana:s3cret%zz@h/db", "postgresql://h/db?s3cret", "postgresql://h/db?passwort=s3cret", "postgresql://ana:s3cret"):
        refused(f"a_url_that_cannot_be_read_is_refused {url}", run(temp, url, "verify"), "cannot be read as the URL", "postgresql://USER@HOST")
        done = run(temp, url, "verify", "--json")
        check(f"and_in_json {url}", SECRET not in done.said and json.loads(done.stdout)["ok"] is False, done.said)
    refused("a_host_that_is_none", run(temp, f"postgresql://a:{SECRET}@no.such.host.invalid/db", "verify"), "host", "not found")
    refused("nobody_listens", run(temp, f"postgresql://a:{SECRET}@127.0.0.1:1/db", "verify"), "Nothing answers at 127.0.0.1, port 1")
    refused("no_socket_there", run(temp, "postgresql://a@%2Fnowhere/db", "verify"), "Nothing answers at /nowhere")
    refused("no_service_of_that_name", run(temp, "postgresql:///?service=fund", "verify"), '"fund" not found', "pg_service.conf")
    silent = Fake()
    refused("a_server_that_is_silent", run(temp, silent.url(), "verify", env={"PGCONNECT_TIMEOUT": "2"}), "Nothing answers")
    refused("not_postgresql", run(temp, Fake(b"HTTP/1.1 400 Bad Request\r\n\r\n").url(), "verify"), "not PostgreSQL")
    refused("a_server_too_old", run(temp, a_server_of("9.6.24").url(), *INIT), "PostgreSQL 9.6.24", "14 or newer")
    refused("a_server_a_little_too_old", run(temp, a_server_of("13.15").url(), "verify"), "PostgreSQL 13.15", "14 or newer")
    refused("no_tls_there", run(temp, Fake(b"N").url("?sslmode=require"), "verify"), "no TLS", "ssl on")


def whose(temp, cluster):
    admin = cluster.superuser()
    refused("no_such_database", run(temp, with_database(cluster.server, "absent"), "verify"), "createdb", "--encoding UTF8", "--owner holdfast absent",
            "holdfast init")
    refused("no_such_database_for_init", run(temp, with_database(cluster.server, "absent"), *INIT), "createdb", "run this again")
    refused("no_such_role", run(temp, cluster.server.replace("//holdfast@", "//nobody1@"), "verify"), 'role "nobody1" does not exist', "createuser nobody1")
    sql(admin, "CREATE ROLE shut NOLOGIN")
    refused("a_role_that_may_not_sign_in", run(temp, cluster.server.replace("//holdfast@", "//shut@"), "verify"), "shut", "pg_hba.conf")
    url = cluster.create("closed")
    sql(admin, "REVOKE CONNECT ON DATABASE closed FROM PUBLIC; ALTER DATABASE closed OWNER TO postgres")
    refused("a_database_that_is_closed", run(temp, url, "verify"), "GRANT CONNECT ON DATABASE")
    url = cluster.create("empty")
    changed_nothing("an_empty_database_is_made_by_init_alone", url, lambda: run(temp, url, "serve"), "is empty", "holdfast init")
    sql(admin, "CREATE DATABASE latin OWNER holdfast TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
    url = with_database(cluster.server, "latin")
    changed_nothing("an_encoding_that_is_not_utf8", url, lambda: run(temp, url, *INIT), "LATIN1", "--encoding UTF8")
    url = cluster.create("foreign")
    sql(url, "CREATE TABLE invoices (id int); INSERT INTO invoices VALUES (1)")
    for words in (INIT, ("serve",), ("demo",), ("migrate",), ("verify",)):
        changed_nothing(f"a_database_of_another_program {words[0]}", url, lambda words=words: run(temp, url, *words), "another program", "invoices")
    url = cluster.create("like_ours")
    sql(url, "CREATE SCHEMA holdfast; CREATE TABLE holdfast.grants (id int)")
    changed_nothing("a_schema_of_our_name_that_is_not_ours", url, lambda: run(temp, url, *INIT), "another program", "holdfast.grants")
    url = cluster.create("halfcopy")
    sql(url, "CREATE SCHEMA holdfast_copying; CREATE TABLE holdfast_copying.copying (mark text)")
    for words in (INIT, ("serve",), ("verify",)):
        changed_nothing(f"a_copy_that_is_not_finished {words[0]}", url, lambda words=words: run(temp, url, *words), "not finished", "holdfast copy")
    cluster.create("extended")
    sql(cluster.superuser("extended"), "CREATE EXTENSION pg_trgm; CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
    check("extensions_are_no_other_program", run(temp, with_database(cluster.server, "extended"), *INIT).returncode == 0)


def rights(temp, cluster):
    admin = cluster.superuser()
    for role in ("plain", "reader"):
        sql(admin, f"CREATE ROLE {role} LOGIN")
    cluster.create("lent")
    as_plain = with_database(cluster.server, "lent").replace("//holdfast@", "//plain@")
    changed_nothing("who_may_make_no_schema", cluster.superuser("lent"), lambda: run(temp, as_plain, *INIT), "CREATE SCHEMA holdfast AUTHORIZATION")
    sql(cluster.superuser("lent"), 'CREATE SCHEMA holdfast AUTHORIZATION "plain"')
    check("a_schema_made_beforehand_will_do", run(temp, as_plain, *INIT).returncode == 0)
    as_other = with_database(cluster.server, "lent")
    sql(cluster.superuser("lent"), "GRANT ALL ON SCHEMA holdfast TO holdfast; GRANT ALL ON ALL TABLES IN SCHEMA holdfast TO holdfast")
    changed_nothing("only_the_owner_writes", cluster.superuser("lent"), lambda: run(temp, as_other, "link", "ana@harbour.example"), "belong to plain", "Sign in as plain")
    as_reader = as_plain.replace("//plain@", "//reader@")
    refused("who_may_not_read", run(temp, as_reader, "verify"), "GRANT USAGE ON SCHEMA holdfast", "GRANT SELECT ON ALL TABLES")
    sql(as_plain, 'GRANT USAGE ON SCHEMA holdfast TO "reader"; GRANT SELECT ON ALL TABLES IN SCHEMA holdfast TO "reader"; '
                  'GRANT SELECT ON ALL SEQUENCES IN SCHEMA holdfast TO "reader"')
    done = run(temp, as_reader, "verify")
    check("who_may_only_read_verifies", done.returncode == 0 and "Not looked at" in done.stdout, done.said)
    check("and_lists", "ana@harbour.example" in run(temp, as_reader, "account", "list").stdout)
    refused("and_writes_nothing", run(temp, as_reader, "link", "ana@harbour.example"), "belong to plain")
    sql(cluster.superuser("lent"), "REVOKE TEMPORARY ON DATABASE lent FROM PUBLIC")
    refused("who_may_make_no_temporary_table", run(temp, as_plain, "link", "ana@harbour.example"), "GRANT TEMPORARY ON DATABASE")


def migrations(temp, cluster, made):
    cases = {
        "a_database_of_a_newer_program": ("INSERT INTO holdfast.migrations VALUES (9999, '9999_later', 'x', 0)", "newer Holdfast", "9999_later"),
        "a_migration_that_was_changed": ("UPDATE holdfast.migrations SET checksum = 'x' WHERE number = 2", "another version of 0002"),
    }
    for name, (change, *words) in cases.items():
        url = made(name)
        sql(url, change)
        for command in (("migrate",), ("serve",), ("verify",)):
            changed_nothing(f"{name} {command[0]}", url, lambda command=command: run(temp, url, *command), *words)
    url = made("behind")
    sql(url, "DELETE FROM holdfast.migrations WHERE number = 30")
    changed_nothing("an_older_one_is_not_read", url, lambda: run(temp, url, "verify"), "older Holdfast", "holdfast migrate")
    check("and_is_brought_up_to_date", run(temp, url, "migrate").returncode == 0 and run(temp, url, "verify").returncode == 0)
    sql(url, "DELETE FROM holdfast.migrations WHERE number = 29")
    before = dump(url)
    done = run(temp, url, "migrate")
    check("a_migration_that_fails_has_not_happened", done.returncode == 1 and "initiatives_keep" in done.stderr and dump(url) == before, done.said)
    url = cluster.create("together")
    racers = [subprocess.Popen([BIN, "--db", url, *INIT], cwd=temp, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    ends = [(racer.communicate(timeout=120), racer.returncode) for racer in racers]
    check("of_several_at_once_one_makes_it", sorted(code for _, code in ends) == [0, 1, 1, 1]
          and all("already there" in said[1] for said, code in ends if code), ends)
    done = run(temp, url, "verify")
    check("and_its_keys_are_those_that_lie_there", done.returncode == 0, done.said)


def by_hand(temp, made):
    """verify names what is not as the migrations make it."""
    for change, word in {
        "DROP TRIGGER initiatives_is_one ON holdfast.initiatives": "initiatives_is_one",
        "ALTER TABLE holdfast.initiatives DISABLE TRIGGER initiatives_is_kept": "initiatives_is_kept",
        "CREATE OR REPLACE FUNCTION holdfast.initiatives_keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'": "initiatives_keep",
        "ALTER FUNCTION holdfast.note_change() SECURITY INVOKER": "note_change",
        "GRANT EXECUTE ON FUNCTION holdfast.note_change() TO PUBLIC": "note_change",
        "CREATE TABLE holdfast.extra (id int)": "extra",
        "CREATE OPERATOR holdfast.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)": "===",
        "ALTER TABLE holdfast.initiatives ADD COLUMN extra int": "initiatives.extra",
        "ALTER TABLE holdfast.initiatives ALTER COLUMN name DROP NOT NULL": "initiatives.name",
        "ALTER TABLE holdfast.initiatives ALTER COLUMN name TYPE varchar(300)": "initiatives.name",
        "ALTER TABLE holdfast.initiatives ALTER COLUMN name SET DEFAULT 'x'": "initiatives.name",
        "CREATE INDEX extra ON holdfast.initiatives (name)": "extra",
        "CREATE RULE quiet AS ON DELETE TO holdfast.sessions DO INSTEAD NOTHING": "quiet",
        "ALTER TABLE holdfast.sessions ENABLE ROW LEVEL SECURITY": "sessions",
        "CREATE TABLE public.child () INHERITS (holdfast.sessions)": "sessions",
        "DO $$ DECLARE n text; BEGIN SELECT conname INTO n FROM pg_constraint WHERE conrelid = 'holdfast.sessions'::regclass AND contype = 'f' LIMIT 1; "
        "EXECUTE 'ALTER TABLE holdfast.sessions DROP CONSTRAINT ' || quote_ident(n); END $$": "sessions",
        "DO $$ DECLARE n text; BEGIN SELECT indexname INTO n FROM pg_indexes WHERE schemaname = 'holdfast' AND indexdef NOT LIKE 'CREATE UNIQUE%' "
        "ORDER BY 1 LIMIT 1; EXECUTE 'DROP INDEX holdfast.' || quote_ident(n); END $$": "see",
        "DO $$ DECLARE n text; BEGIN SELECT viewname INTO n FROM pg_views WHERE schemaname = 'holdfast' ORDER BY 1 LIMIT 1; "
        "EXECUTE format('ALTER VIEW holdfast.%I SET (security_barrier = true)', n); END $$": "see",
    }.items():
        url = made("byhand")
        sql(url, change)
        refused_by_verify(temp, url, change[:60], word)
    url = made("byhand", role="postgres")
    sql(url, "ALTER TABLE holdfast.sessions DISABLE TRIGGER ALL")
    refused_by_verify(temp, url.replace("//postgres@", "//holdfast@"), "a reference that is switched off", "sessions")
    url = made("byhand", role="postgres")
    sql(url, "ALTER TABLE holdfast.sessions OWNER TO postgres; GRANT ALL ON holdfast.sessions TO holdfast")
    refused_by_verify(temp, url.replace("//postgres@", "//holdfast@"), "another owner", "sessions")
    url = made("byhand", role="postgres")
    sql(url, "SET session_replication_role = replica; DELETE FROM holdfast.accounts")
    refused_by_verify(temp, url.replace("//postgres@", "//holdfast@"), "rows that are not there", "accounts that is not there", why="not whole")
    url = made("searched", "demo", role="postgres")
    sql(url, "SET session_replication_role = replica; UPDATE holdfast.grant_records SET title = 'zzzquincunx' WHERE id = 1")
    refused_by_verify(temp, url.replace("//postgres@", "//holdfast@"), "a search that was not told", "grant_search is wrong", why="not whole")
    url = made("reads")
    sql(url, "ALTER TABLE holdfast.sessions SET (autovacuum_enabled = false); GRANT SELECT ON holdfast.programmes TO PUBLIC; ANALYZE")
    done = run(temp, url, "verify")
    check("what_an_administrator_may_set_is_no_finding", done.returncode == 0, done.said)
    check("verify_leaves_nothing", sql(url, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'holdfast\\_%'") == [["0"]])
    check("verify_says_the_server_and_its_dangers", "PostgreSQL 1" in done.stdout and "fsync is off" in done.stdout, done.stdout)


def refused_by_verify(temp, url, name, *words, why="not whole"):
    done = run(temp, url, "verify")
    check(f"verify_finds {name}", done.returncode == 1 and all(w in done.said for w in words) and why in done.stderr, done.said)


def passwords(temp, cluster):
    admin = cluster.superuser()
    sql(admin, f"CREATE ROLE guarded LOGIN CREATEDB PASSWORD '{SECRET}'")
    place = cluster.order("folder")
    hba = place / "data/pg_hba.conf"
    trusting = hba.read_text()
    hba.write_text("host all guarded 127.0.0.1/32 scram-sha-256\nhost shut all 127.0.0.1/32 reject\n" + trusting)
    sql(admin, "SELECT pg_reload_conf()")
    time.sleep(0.5)
    sql(admin, "CREATE DATABASE guarded OWNER guarded")
    bare = with_database(cluster.server, "guarded").replace("//holdfast@", "//guarded@")
    given = bare.replace("//guarded@", f"//guarded:{SECRET}@")
    refused("no_password_was_given", run(temp, bare, "verify", env={"HOME": str(temp)}), "asks for the password of guarded", "~/.pgpass")
    refused("a_wrong_password", run(temp, bare.replace("//guarded@", f"//guarded:{SECRET}-not@"), "verify"), "does not take the password", "~/.pgpass")
    refused("a_line_of_pg_hba", run(temp, with_database(cluster.server, "shut"), "verify"), "pg_hba.conf rejects", "reload")
    done = run(temp, given, *INIT)
    check("a_password_in_the_url_lets_in_and_is_not_said", done.returncode == 0 and SECRET not in done.said and "//guarded@" in done.stdout, done.said)
    done = run(temp, given, "verify", "--json")
    check("nor_in_json", done.returncode == 0 and SECRET not in done.said, done.said)
    done = run(temp, bare + f"?password={SECRET}", "verify")
    check("nor_as_an_option_of_the_url", done.returncode == 0 and SECRET not in done.said, done.said)
    pgpass = temp / ".pgpass"
    pgpass.write_text(f"127.0.0.1:*:*:guarded:{SECRET}\n")
    pgpass.chmod(0o600)
    (temp / ".pg_service.conf").write_text(f"[fund]\nhost=127.0.0.1\nport={cluster_port(cluster)}\ndbname=guarded\nuser=guarded\n")
    for name, url, env in (("pgpassword", bare, {"PGPASSWORD": SECRET}), ("pgpassfile", bare, {"PGPASSFILE": str(pgpass)}),
                           ("a_service", "postgresql:///", {"PGPASSFILE": str(pgpass), "PGSERVICE": "fund", "PGSERVICEFILE": str(temp / ".pg_service.conf")}),
                           ("a_service_in_the_url", "postgresql:///?service=fund", {"PGPASSWORD": SECRET, "PGSERVICEFILE": str(temp / ".pg_service.conf")}),
                           ("holdfast_db", None, {"HOLDFAST_DB": given})):
        done = subprocess.run([BIN, *(("--db", url) if url else ()), "verify"], cwd=temp, capture_output=True, text=True, env=dict(os.environ, **env))
        check(f"{name}_lets_in", done.returncode == 0 and SECRET not in done.stdout + done.stderr, done)
    with in_folder(temp), Served(given, "serve") as served:
        line = pathlib.Path(f"/proc/{served.process.pid}/cmdline").read_bytes()
        check("ps_shows_no_password", SECRET.encode() not in line and b"//guarded@" in line, line)
        visit = Visit(served.port)
        pages = visit.get("/sign-in").text + visit.get("/nowhere").text + visit.get("/metrics").text
        check("nor_do_pages_and_the_log", SECRET not in pages + served.logged())
    hba.write_text(trusting)
    sql(admin, "SELECT pg_reload_conf()")


def cluster_port(cluster):
    return cluster.server.rsplit(":", 1)[1].split("/")[0]


@contextlib.contextmanager
def in_folder(place):
    here = os.getcwd()
    os.chdir(place)
    try:
        yield
    finally:
        os.chdir(here)


def tls(temp, cluster, made):
    url = made("sealed")
    refused("tls_that_is_not_there", run(temp, url + "?sslmode=require", "verify"), "no TLS", "ssl on")
    place = cluster.order("folder") / "data"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost", "-keyout", place / "server.key", "-out", place / "server.crt"], check=True, capture_output=True)
    owner = place.stat()
    for name in ("server.key", "server.crt"):
        os.chown(place / name, owner.st_uid, owner.st_gid)
        os.chmod(place / name, 0o600)
    shutil.copy(place / "server.crt", temp / "ca.pem")
    sql(cluster.superuser(), "ALTER SYSTEM SET ssl = on")
    sql(cluster.superuser(), "SELECT pg_reload_conf()")
    time.sleep(0.5)
    by_name = url.replace("@127.0.0.1:", "@localhost:")
    check("tls_is_used", run(temp, by_name + f"?sslmode=verify-full&sslrootcert={temp}/ca.pem", "verify").returncode == 0)
    refused("a_certificate_of_another_host", run(temp, url + f"?sslmode=verify-full&sslrootcert={temp}/ca.pem", "verify"), "is not trusted", "name of the host")
    refused("a_certificate_nobody_knows", run(temp, by_name + "?sslmode=verify-full&sslrootcert=/etc/hostname", "verify"), "sslrootcert")
    refused("no_file_of_authorities", run(temp, by_name + f"?sslmode=verify-full&sslrootcert={temp}/none.pem", "verify"), "is not trusted", "sslrootcert")


def serving(temp, cluster, made):
    url = made("served")
    with in_folder(temp), Served(url, "serve") as served:
        looking = sql(cluster.superuser(), "SELECT count(*) FROM pg_stat_activity WHERE datname = 'served' AND query LIKE 'SELECT pg_is_in_recovery%'")
        check("the_connection_that_looked_is_given_back", looking == [["0"]], looking)
        refused("served_twice", run(temp, url, "serve", "--listen", "127.0.0.1:0"), "already being served", "Stop that Holdfast")
        refused("no_new_keys_beside_it", run(temp, url, "key", "rotate"), "already being served")
        done = run(temp, url, "link", "ana@harbour.example")
        check("a_command_writes_beside_it", done.returncode == 0, done.said)
        token = done.stdout.split("token=")[-1].split()[0]
        check("verify_reads_beside_it", run(temp, url, "verify").returncode == 0)
        refused("verify_without_the_keys_is_not_whole", run(temp, url, "verify", "--beside", temp / "elsewhere"), "no keys at", "--beside")
        # A rehearsal that shares what stands beside the database that is served.
        kept = temp / "rehearsal.db"
        check("a_backup_is_made_beside_it", run(temp, url, "backup", kept).returncode == 0)
        other, head = cluster.create("rehearsal"), next(temp.glob("*-audit-head"))
        before = head.read_bytes()
        refused("a_rehearsal_with_the_files_of_another", run(temp, other, "restore", kept, "--beside", str(head)[:-len("-audit-head")]),
                "in use by the Holdfast of another database", "--beside")
        check("and_the_other_s_log_keeps_its_head", head.read_bytes() == before)
        sql(cluster.superuser(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'served'")
        visit = Visit(served.port)
        statuses = [visit.get("/sign-in").status for _ in range(3)]
        signed = visit.sign_in_by_link(token)
        check("it_is_back_when_its_sessions_are_cut", statuses[-1] == 200 and signed.status == 303, (statuses, signed.status, served.logged()))
        refused("and_still_served_once", run(temp, url, "serve", "--listen", "127.0.0.1:0"), "already being served")
    with in_folder(temp), Served(url, "serve") as served:
        check("and_again_when_it_has_stopped", served.port)


def beside(temp, cluster, made):
    place = temp / "beside"
    place.mkdir()
    url = cluster.create("kept")
    done = run(place, url, *INIT)
    check("keys_stand_in_the_working_folder", done.returncode == 0 and (place / "kept-keys").exists() and (place / "kept-audit-head").exists(), done.said)
    refused("elsewhere_they_are_missed", run(temp, url, "link", "ana@harbour.example"), "are not at ./kept-keys")
    check("beside_names_the_place", run(temp, url, "link", "ana@harbour.example", "--beside", str(place / "kept")).returncode == 0)
    check("and_so_does_the_variable", run(temp, url, "link", "ana@harbour.example", env={"HOLDFAST_BESIDE": str(place / "kept")}).returncode == 0)
    check("the_keys_are_for_their_owner_alone", (place / "kept-keys").stat().st_mode & 0o77 == 0)
    url = cluster.create("a/../b")
    done = run(place, url.replace("a/../b", "a%2F..%2Fb"), *INIT)
    check("a_name_like_a_path_is_none", done.returncode == 0 and (place / "a_.._b-keys").exists(), done.said)
    refused("init_makes_one_initiative", run(place, with_database(cluster.server, "kept"), *INIT), "already there")


def standby(temp):
    """A server that only follows another: this one follows nobody, which is enough."""
    with Cluster(durable=True, port=True) as follower, Cluster(port=True) as leader:
        for cluster in (follower, leader):
            check("made_for_the_standby", run(temp, cluster.create("pair"), *INIT, env={"HOLDFAST_BESIDE": str(temp / cluster_port(cluster))}).returncode == 0)
        place = follower.order("stop") / "data"
        signal = place / "standby.signal"
        signal.touch()
        os.chown(signal, place.stat().st_uid, place.stat().st_gid)
        follower.order("start")
        url = with_database(follower.server, "pair")
        env = {"HOLDFAST_BESIDE": str(temp / cluster_port(follower))}
        for words in (("serve",), ("link", "ana@harbour.example"), ("migrate",)):
            refused(f"a_standby_takes_no_writes {words[0]}", run(temp, url, *words, env=env), "standby", "target_session_attrs=read-write")
        done = run(temp, url, "verify", env=env)
        check("a_standby_can_be_read", done.returncode == 0 and "Not looked at" in done.stdout, done.said)
        refused("the_only_host_is_a_standby", run(temp, url + "?target_session_attrs=read-write", "serve", env=env), "target_session_attrs", "read-only")
        both = url.replace("/pair", f",127.0.0.1:{cluster_port(leader)}/pair?target_session_attrs=read-write")
        done = run(temp, both, "link", "ana@harbour.example", env={"HOLDFAST_BESIDE": str(temp / cluster_port(leader))})
        check("of_several_hosts_the_one_that_takes_writes", done.returncode == 0, done.said)
        dead = url.replace(f":{cluster_port(follower)}/pair", f":1,127.0.0.1:{cluster_port(leader)}/pair")
        check("a_host_that_is_away_is_passed_over", run(temp, dead, "verify", env={"HOLDFAST_BESIDE": str(temp / cluster_port(leader))}).returncode == 0)
        refused("all_hosts_are_away", run(temp, "postgresql://a@127.0.0.1:1,127.0.0.1:2/pair", "verify"), "Nothing answers")


def fleeting():
    """The tables that the guide leaves out of dumps, and those that the program says are to be left out."""
    guide = (ROOT / "docs/postgresql.md").read_text()
    said = [name for names in re.findall(r"--exclude-table-data 'holdfast\.\(([^)]+)\)'", guide) for name in names.split("|")]
    built = pathlib.Path(os.environ.get("HOLDFAST_BUILD", ROOT / "build")) / "schema.c"
    known = re.findall(r'"(\w+)"', re.search(r"db_fleeting_tables\[\] = \{(.*)NULL\}", built.read_text()).group(1))
    check("the_guide_leaves_out_what_a_restore_must_not_bring_back", said == known, (said, known))
    return said


def dumped(temp, cluster, made):
    """The guide's way to dump and restore."""
    url, tables = made("dumped", "demo"), fleeting()
    check("somebody_is_to_sign_in", run(temp, url, "account", "add", "vi@harbour.example", "--name", "Vi", "--role", "viewer").returncode == 0)
    left_out = [word for table in tables for word in ("--exclude-table-data", f"holdfast.{table}")]
    subprocess.run([programs() / "pg_dump", "--format", "custom", "--file", temp / "fund.dump", *left_out, url], check=True)
    newer = run(temp, url, "link", "vi@harbour.example")
    again = cluster.create("restored")
    back = subprocess.run([programs() / "pg_restore", "--dbname", cluster.superuser("restored"), "--no-owner", "--role", "holdfast",
                           "--exit-on-error", temp / "fund.dump"], capture_output=True, text=True)
    check("a_dump_goes_back", newer.returncode == 0 and back.returncode == 0, back)
    for ending in ("-keys", "-audit-head"):
        shutil.copy(temp / ("dumped" + ending), temp / ("restored" + ending))
    refused("a_log_that_ends_early_is_not_served", run(temp, again, "link", "vi@harbour.example"), "lost the end of its audit log")
    (temp / "restored-audit-head").unlink()
    check("without_its_head_it_is", run(temp, again, "link", "vi@harbour.example").returncode == 0)
    acts = [row[0] for row in sql(again, "SELECT act FROM holdfast.audit_entries ORDER BY id DESC LIMIT 2")]
    check("and_the_log_says_that_it_was_lost", "audit.head_lost" in acts, acts)
    done = run(temp, again, "verify")
    check("what_came_back_is_whole", done.returncode == 0, done.said)
    check("nobody_is_signed_in", sql(again, "SELECT count(*) FROM holdfast.sessions") == [["0"]])
    for table in tables:
        sql(again, f"DELETE FROM holdfast.{table}")
    check("what_must_not_come_back_can_be_emptied_by_hand", run(temp, again, "verify").returncode == 0)
    try:
        sql(again, "DELETE FROM holdfast.documents")
        sql(again, "UPDATE holdfast.accounts SET name = 'x'")
        check("nothing_else_is_changed_by_hand", False)
    except RuntimeError as said:
        check("nothing_else_is_changed_by_hand", "changed by Holdfast alone" in str(said), said)


def read_only(temp, cluster, made):
    url = made("still")
    sql(cluster.superuser(), "ALTER DATABASE still SET default_transaction_read_only = on")
    refused("a_database_set_to_read_only", run(temp, url, "link", "ana@harbour.example"), "takes no writes", "default_transaction_read_only")
    check("it_can_be_read", run(temp, url, "account", "list").returncode == 0)
    sql(cluster.superuser(), "ALTER ROLE holdfast CONNECTION LIMIT 0")
    refused("no_connection_is_left", run(temp, url, "verify"), "connection")
    sql(cluster.superuser(), "ALTER ROLE holdfast CONNECTION LIMIT -1")


def main():
    with folder() as temp:
        urls(temp)
        with Cluster(port=True) as cluster:
            first, demo = cluster.create("first"), cluster.create("first_demo")
            check("init_makes_a_database", run(temp, first, *INIT, "--beside", str(temp / "made")).returncode == 0)
            with in_folder(temp), Served(demo, "demo", args=("--beside", str(temp / "made_demo"))):
                pass
            done = run(temp, first, "verify", "--beside", str(temp / "made"))
            check("what_init_made_is_whole", done.returncode == 0 and "is whole" in done.stdout, done.said)

            def made(name, kind="", role="holdfast"):
                """A new copy of the initiative, or of the demo, with its keys beside it."""
                sql(cluster.superuser(), f'DROP DATABASE IF EXISTS "{name}"')
                sql(cluster.superuser(), f'CREATE DATABASE "{name}" OWNER holdfast TEMPLATE {"first_demo" if kind else "first"}')
                for ending in ("-keys", "-audit-head"):
                    shutil.copy(temp / (("made_demo" if kind else "made") + ending), temp / (name + ending))
                return with_database(cluster.server, name).replace("//holdfast@", f"//{role}@")

            whose(temp, cluster)
            rights(temp, cluster)
            migrations(temp, cluster, made)
            by_hand(temp, made)
            serving(temp, cluster, made)
            beside(temp, cluster, made)
            dumped(temp, cluster, made)
            read_only(temp, cluster, made)
            passwords(temp, cluster)
            tls(temp, cluster, made)
        standby(temp)
    return results.end()


if __name__ == "__main__":
    sys.exit(main())
