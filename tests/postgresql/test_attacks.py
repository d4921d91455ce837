#!/usr/bin/env python3
"""What somebody else on the same server may try: none of it makes Holdfast do their work, or believe what they left."""
import os
import pathlib
import signal
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


def holdfast(temp, url, *words):
    return run(*words, db=url, env=dict(os.environ, HOLDFAST_BESIDE=str(temp / url.rsplit("/", 1)[1])))


def refused(name, done, *words):
    check(name, done.returncode == 1 and all(word in done.stderr + done.stdout for word in words), (done.returncode, done.stdout, done.stderr))


def made(temp, cluster, name):
    url = cluster.create(name)
    done = holdfast(temp, url, "init", "--name", "Harbour Fund", "--admin", "ana@harbour.example")
    assert done.returncode == 0, done.stderr
    return url


def operators_of_others(temp, cluster):
    """Before version 15 everybody may make things in `public`; an operator there must not run as whoever looks."""
    url, root = made(temp, cluster, "operators"), cluster.superuser("operators")
    sql(root, "GRANT CREATE ON SCHEMA public TO PUBLIC; CREATE ROLE curious LOGIN")
    theirs = url.replace("//holdfast@", "//curious@")
    sql(theirs, """
        CREATE FUNCTION public.taken(name, name) RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
          IF current_user = 'holdfast' THEN EXECUTE 'GRANT USAGE ON SCHEMA holdfast TO curious'; END IF;
          RETURN $1::text OPERATOR(pg_catalog.!~) $2::text;
        END $$;
        CREATE OPERATOR public.!~ (LEFTARG = name, RIGHTARG = name, FUNCTION = public.taken)""")
    for command in (("verify",), ("account", "list")):
        holdfast(temp, url, *command)
    got = sql(root, "SELECT has_schema_privilege('curious', 'holdfast', 'USAGE')")
    check("an_operator_of_another_role_is_never_run", got == [["f"]], got)


def silent_triggers(temp, cluster):
    url, root = made(temp, cluster, "silent"), cluster.superuser("silent")
    sql(root, "ALTER ROLE holdfast IN DATABASE silent SET session_replication_role = replica")
    refused("nothing_is_written_while_triggers_are_silent", holdfast(temp, url, "link", "ana@harbour.example"), "session_replication_role")
    done = holdfast(temp, url, "verify")
    check("and_verify_says_so", "session_replication_role keeps triggers silent" in done.stdout, done.stdout)


def rewound(temp, cluster):
    """A server that went back while it was served, or whose log was cut: the newest entry was signed, and is not there."""
    url, root = cluster.create("rewound"), cluster.superuser("rewound")
    beside = temp / "rewound"
    with Served(url, env={"HOLDFAST_BESIDE": str(beside)}) as served:
        visit = Visit(served.port)
        visit.sign_in("director")
        first = visit.post("/partners/new", {"name": "Kept Trust"}, once=visit.once(visit.get("/partners/new").text))
        token = visit.once(visit.get("/partners/new").text)
        head = pathlib.Path(f"{beside}-audit-head").read_bytes()
        newest = sql(url, "SELECT max(id) FROM holdfast.audit_entries")[0][0]
        sql(root, f"SET session_replication_role = replica; SET search_path = holdfast; DELETE FROM audit_changes WHERE entry_id >= {newest}; "
                  f"DELETE FROM audit_entries WHERE id >= {newest}")
        second = visit.post("/partners/new", {"name": "Lost Trust"}, once=token)
        check("nothing_is_written_on_a_log_that_was_cut", first.status == 303 and second.status == 500, (first.status, second.status))
        check("its_signed_head_stays", pathlib.Path(f"{beside}-audit-head").read_bytes() == head)
        check("pages_are_still_read", visit.get("/partners").status == 200)
        check("and_the_log_says_what_to_do", "holdfast verify" in served.logged(), served.logged()[-800:])


def owner_without_create(temp, cluster):
    url, root = made(temp, cluster, "owned"), cluster.superuser("owned")
    sql(root, "ALTER DATABASE owned OWNER TO postgres; REVOKE ALL ON DATABASE owned FROM holdfast, PUBLIC; GRANT CONNECT, TEMPORARY ON DATABASE owned TO holdfast")
    refused("what_cannot_be_looked_at_is_not_called_whole", holdfast(temp, url, "verify"), "GRANT CREATE ON DATABASE",
            "no backup is needed")
    sql(root, "GRANT CREATE ON DATABASE owned TO holdfast")
    done = holdfast(temp, url, "verify")
    check("and_is_once_it_can_be", done.returncode == 0, done.stdout + done.stderr)


def strangers_half(temp, cluster, demo):
    """A schema that is called as half a copy is, made by somebody else."""
    url, root = cluster.create("half"), cluster.superuser("half")
    sql(root, "CREATE SCHEMA holdfast_copying; CREATE TABLE holdfast_copying.theirs (a int)")
    copy = [BIN, "copy", "--from", str(demo), "--to", url, "--beside", str(temp / "half")]
    for words in ([], ["--anew"]):
        done = subprocess.run(copy + words, capture_output=True, text=True)
        refused(f"a_stranger_s_schema_is_no_half_copy{'_also_anew' if words else ''}", done, "another program")
    check("and_nothing_of_it_is_gone", sql(root, "SELECT count(*) FROM holdfast_copying.theirs") == [["0"]])


def changed_half(temp, cluster, demo):
    """Half a copy of ours, in which somebody with the owner's rights left something."""
    url, root = cluster.create("changed"), cluster.superuser("changed")
    copy = [BIN, "copy", "--from", str(demo), "--to", url, "--beside", str(temp / "changed")]
    started = subprocess.Popen(copy, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while started.poll() is None and sql(root, "SELECT to_regclass('holdfast_copying.accounts') IS NULL") == [["t"]]:
        time.sleep(0.01)
    started.send_signal(signal.SIGSTOP)
    sql(root, """CREATE FUNCTION holdfast_copying.evil() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                 CREATE TRIGGER evil AFTER INSERT ON holdfast_copying.sessions FOR EACH ROW EXECUTE FUNCTION holdfast_copying.evil()""")
    started.send_signal(signal.SIGCONT)
    said, told = started.communicate()
    done = subprocess.CompletedProcess(copy, started.returncode, said, told)
    check("a_half_copy_that_was_changed_is_not_put_to_use",
          done.returncode == 1 and "is not what Holdfast made" in done.stderr and sql(root, "SELECT to_regnamespace('holdfast') IS NULL") == [["t"]],
          (done.returncode, done.stdout, done.stderr))


def main():
    with folder() as temp, Cluster() as cluster:
        temp = pathlib.Path(temp)
        demo = temp / "demo.db"
        with Served(demo) as served:
            Visit(served.port).get("/sign-in")
        operators_of_others(temp, cluster)
        silent_triggers(temp, cluster)
        rewound(temp, cluster)
        owner_without_create(temp, cluster)
        strangers_half(temp, cluster, demo)
        fill(demo, 4000)  # large enough to be caught half copied
        changed_half(temp, cluster, demo)
    return results.end()


sys.exit(main())
