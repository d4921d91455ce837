#!/usr/bin/env python3
"""The command line as a person uses it: each command, its exit codes, its refusals, its --json."""
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from database import InFile  # noqa: E402
from holdfast import BIN, DATA, ON_POSTGRESQL, Results, Served, Visit, asking, database, folder, run  # noqa: E402

results = Results()
check = results.check


SECRET_URL = "postgresql://ana:s3cret@127.0.0.1:1/fund?sslpassword=s3cret"


def refused(name, done, code, *words):
    check(name, done.returncode == code and all(w in done.stdout + done.stderr for w in words), (done.returncode, done.stdout, done.stderr))


def usage():
    refused("no_command_is_wrong_usage", run(), 2, "Usage")
    refused("an_unknown_command_is_wrong_usage", run("frobnicate"), 2, "no command 'frobnicate'")
    refused("an_unknown_option_is_wrong_usage", run("verify", "--sideways"), 2, "--sideways")
    refused("a_missing_word_is_wrong_usage", run("backup"), 2, "Usage")
    refused("an_option_without_its_value_is_wrong_usage", run("serve", "--listen"), 2, "wants a value")
    refused("an_options_value_is_not_the_command", run("--as", "Some Trust", "import"), 2, "import wants 360giving")
    refused("account_without_a_verb_is_wrong_usage", run("account", "sideways"), 2, "account add")
    refused("a_missing_word_is_named", run("link"), 2, "link wants EMAIL")
    refused("the_second_missing_word_is_named", run("import", "360giving"), 2, "import wants FILE")
    refused("a_missing_choice_is_named", run("export", "csv"), 2, "export wants grants|partners|programmes")
    refused("an_option_without_value_or_command_is_told", run("--db"), 2, "--db wants a value")
    refused("options_without_a_command_are_told", run("--json", "--db", "x.db"), 2, "which command")
    helped = run("help", "init")
    check("help_of_a_command_is_its_help", helped.returncode == 0 and "--admin EMAIL" in helped.stdout, helped)
    refused("help_of_no_command_is_wrong_usage", run("help", "frobnicate"), 2, "no command 'frobnicate'")
    check("h_is_help", "--admin EMAIL" in run("init", "-h").stdout and "Usage" in run("-h").stdout)
    check("options_may_stand_before_the_command", json.loads(run("--json", "routes").stdout)["ok"] is True)
    listed = json.loads(run("routes", "--json").stdout)
    check("routes_report_one_object", listed["ok"] is True and any(r["path"] == "/grants/:grant" for r in listed["routes"]), listed)
    for name, words in {"json_tells_a_mistake": ("backup", "--json"), "json_tells_an_unknown_command": ("frobnicate", "--json"),
                        "json_tells_a_refusal": ("verify", "--json", "--db", "/nowhere/fund.db"),
                        "json_tells_that_an_export_is_csv": ("export", "csv", "grants", "--json")}.items():
        done = run(*words)
        report = json.loads(done.stdout or "{}")
        check(name, done.returncode in (1, 2) and report.get("ok") is False and report.get("say") and report["say"] in done.stderr, done)
    check("help_names_the_version", "--version" in run("--help").stdout and "--version" in run("serve", "--help").stdout)
    for name, words in {"no_command": (SECRET_URL,), "a_word_too_many": ("verify", SECRET_URL), "no_option": ("verify", f"--db={SECRET_URL}")}.items():
        done = run(*words)
        check(f"a_password_in_{name}_is_not_said", done.returncode == 2 and "s3cret" not in done.stdout + done.stderr
              and "postgresql://ana@" in done.stderr, done)
    refused("beside_goes_with_a_server", run("verify", "--beside", "x", "--db", "fund.db"), 2, "HOLDFAST_KEYS")
    check("version_is_told", run("--version").stdout.startswith("holdfast "))
    for command in "init serve demo link account import export backup restore verify migrate routes".split():
        done = run(command, "--help")
        check(f"{command}_has_help", done.returncode == 0 and f"holdfast [--db DATABASE] {command}" in done.stdout, done.stdout)


def audited(db):
    return db.rows("SELECT act, record FROM audit_entries ORDER BY id")


def accounts(temp, db):
    done = run("account", "add", "Femi@Harbour.example", "--name", "Femi Grant", "--role", "grant_manager", db=db)
    check("account_add_prints_a_link", done.returncode == 0 and "/sign-in/link?token=" in done.stdout, done.stderr)
    token = done.stdout.split("token=")[-1].split()[0] if "token=" in done.stdout else ""
    refused("an_account_is_added_once", run("account", "add", "femi@harbour.example", "--name", "F", "--role", "viewer", db=db), 1, "already")
    refused("an_account_has_a_known_role", run("account", "add", "x@y.example", "--name", "X", "--role", "king", db=db), 2, "grant_manager")
    refused("an_account_wants_a_name", run("account", "add", "x@y.example", "--role", "viewer", db=db), 2, "--name")
    refused("an_account_wants_an_address", run("account", "add", "nobody", "--name", "X", "--role", "viewer", db=db), 1, "e-mail")
    refused("a_place_wants_its_organisation", run("account", "add", "x@y.example", "--name", "X", "--role", "partner", db=db), 2, "--of")
    refused("a_place_is_given_alone", run("account", "add", "x@y.example", "--name", "X", "--role", "partner,panel", "--of", "Y", db=db), 2, "alone")
    refused("of_goes_with_a_place", run("account", "add", "x@y.example", "--name", "X", "--role", "panel", "--of", "Y", db=db), 2, "--of goes with")
    refused("a_place_is_somewhere", run("account", "add", "x@y.example", "--name", "X", "--role", "partner", "--of", "No Such", db=db), 1, "No Such")
    refused("nobody_was_added_by_halves", run("link", "x@y.example", db=db), 1, "no account")
    refused("the_last_director_stays", run("account", "leave", "ana@harbour.example", db=db), 1, "only director")
    done = run("account", "add", "pat@harbour.example", "--name", "Pat Two", "--role", "panel,finance", db=db)
    check("an_account_may_do_several_things", done.returncode == 0 and "finance,panel" in done.stdout, done)
    check("someone_leaves", run("account", "leave", "Pat@harbour.example", db=db).returncode == 0)
    refused("whoever_left_gets_no_link", run("account", "leave", "pat@harbour.example", db=db), 1, "nobody here")
    check("who_left_is_listed_so", "left on" in run("account", "list", db=db).stdout)
    listed = run("account", "list", db=db).stdout
    check("account_list_shows_who_may_come_in", all(w in listed for w in ("femi@harbour.example", "Femi Grant", "grant_manager", "director")), listed)
    report = json.loads(run("account", "list", "--json", db=db).stdout or "{}")
    check("account_list_reports_json", {"email": "femi@harbour.example", "name": "Femi Grant", "roles": "grant_manager"} in report.get("accounts", []), report)
    acts = audited(db)
    pat = db.one("SELECT id FROM accounts WHERE email = 'pat@harbour.example'")  # numbers of what was refused may be passed over
    check("law_9_commands_stand_in_the_audit_log",
          [a for a, _ in acts][:3] == ["initiative.make", "account.add", "sign_in_link.make"] and ("account.add", 2) in acts
          and ("sign_in_link.make", 2) in acts and acts[-1] == ("person.leave", pat), acts)
    with Served(db, "serve", env={"HOLDFAST_TODAY": "2024-10-18"}) as served:
        check("a_clock_set_by_hand_is_told", "HOLDFAST_TODAY is set" in served.logged(), served.logged())
    with Served(db, "serve") as served:
        visit = Visit(served.port)
        signed = visit.sign_in_by_link(token)
        check("an_added_account_may_do_what_its_role_says", signed.status == 303 and visit.get("/grants/new").status == 200
              and visit.get("/funders/new").status == 403, signed.text)
        front = visit.get("/").text
        check("an_empty_fund_offers_an_editor_the_first_step", "/programmes/new" in front, front)
    token = run("account", "add", "vi@harbour.example", "--name", "Vi", "--role", "viewer", db=db).stdout.split("token=")[-1].split()[0]
    with Served(db, "serve") as served:
        visit = Visit(served.port)
        visit.sign_in_by_link(token)
        front = visit.get("/").text
        check("an_empty_fund_offers_a_viewer_nothing_refused", "Nothing is here yet" in front and "/programmes/new" not in front
              and "/imports/new" not in front, front)


def nonsense(temp, db):
    """What names nobody makes nothing: init leaves no file, account no account."""
    for number, words in enumerate((("X", "@"), ("X", "a b@ c"), ("X", "a@b"), (" ", "a@b.example"), ("x" * 5000, "a@b.example"),
                                    (b"A\377B", "a@b.example"), ("X", b"a\377@b.example"))):
        new = database(temp, f"nonsense{number}")
        name, email = words
        done = subprocess.run([BIN, *asking(new), "init", "--json", "--name", name, "--admin", email], capture_output=True, text=True)
        check(f"init_refuses_nonsense {words[1]!r:.20} {number}", done.returncode == 1 and not new.there()
              and json.loads(done.stdout)["ok"] is False, done)
        done = subprocess.run([BIN, *asking(db), "account", "add", email, "--name", name, "--role", "viewer"], capture_output=True, text=True)
        check(f"account_add_refuses_nonsense {words[1]!r:.20} {number}", done.returncode == 1 and "token=" not in done.stdout, done)


def links(temp, db):
    done = run("link", "ana@harbour.example", "--url", "https://fund.example/", db=db)
    check("a_link_is_printed_whole_with_the_servers_address", "  https://fund.example/sign-in/link?token=" in done.stdout, done)
    done = run("link", "ana@harbour.example", "--url", "https://fund.example", "--json", db=db)
    check("and_in_json", json.loads(done.stdout)["sign_in_url"].startswith("https://fund.example/sign-in/link?token="), done)
    done = run("link", "ana@harbour.example", db=db)
    check("without_it_no_address_is_made_up", "\n  /sign-in/link?token=" in done.stdout and "127.0.0.1" not in done.stdout, done)
    refused("an_address_that_is_none_is_refused", run("link", "ana@harbour.example", "--url", "ftp://x", db=db), 2, "ftp://x")
    new = database(temp, "u")
    check("init_and_account_know_url", run("init", "--name", "X", "--admin", "a@b.example", "--url", "https://u.example", db=new).stdout
          .count("https://u.example/sign-in/") == 1 and "https://u.example/sign-in/" in
          run("account", "add", "u@b.example", "--name", "U", "--role", "viewer", "--url", "https://u.example", db=new).stdout)


def listening(db):
    for value, why in (("8080", "no port"), ("127.0.0.1:x", "no number"), ("127.0.0.1:99999", "up to 65535"), ("fund.example:80", "not looked up"),
                       ("unix:", "107")):
        refused(f"a_listen_that_is_none_is_quoted {value}", run("serve", "--listen", value, db=db), 1, f"'{value}'", why)
    for listen, warned in (("0.0.0.0:0", True), (":0", True), ("127.0.0.1:0", False)):
        server = subprocess.Popen([BIN, *asking(db), "serve", "--listen", listen], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        said = server.stdout.readline()
        server.terminate()
        _, log = server.communicate(timeout=30)
        check(f"other_machines_need_https_is_said {listen}", "Holdfast is at http://" in said and ("HTTPS" in log) == warned, (said, log))
    server = subprocess.Popen([BIN, *asking(db), "serve", "--listen", "127.0.0.1:0", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    report = json.loads(server.stdout.readline())
    server.terminate()
    server.communicate(timeout=30)
    check("serve_reports_its_address_in_json", report["ok"] is True and report["address"].startswith("http://127.0.0.1:"), report)


def damaged(temp, db):
    """A page of an index overwritten: verify lists the damage, and no more is asked of the file."""
    broken = temp / "broken.db"
    run("backup", broken, db=db)  # a file, whatever the engine
    data = bytearray(broken.read_bytes())
    connection = sqlite3.connect(f"file:{broken}?mode=ro", uri=True)
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'award_entries'").fetchone()[0]
    connection.close()
    data[(root - 1) * size:root * size] = b"\xff" * size
    broken.write_bytes(data)
    done = run("verify", db=broken)
    check("verify_lists_damage_and_does_not_fall_over", done.returncode == 1 and "something went wrong" not in done.stderr
          and "not whole" in done.stderr and done.stdout.strip(), (done.stdout, done.stderr))


def life(temp):
    db = database(temp, "fund")
    refused("serve_without_a_database_says_what_to_do", run("serve", db=db), 1, "init")
    done = run("init", "--name", "Harbour Fund", "--admin", "ana@harbour.example", db=db)
    check("init_prints_a_link", done.returncode == 0 and "/sign-in/link?token=" in done.stdout, done.stderr)
    token = done.stdout.split("token=")[-1].split()[0] if "token=" in done.stdout else ""
    check("the_printed_link_ends_its_line", done.stdout.endswith("\n") and "address of your server" in done.stdout, done.stdout)
    refused("init_does_not_overwrite", run("init", "--name", "X", "--admin", "a@b.example", db=db), 1, "already there")
    if not ON_POSTGRESQL:
        check("the_database_is_private", (db.path.stat().st_mode & 0o077) == 0, oct(db.path.stat().st_mode))
    refused("init_wants_name_and_admin", run("init", db=database(temp, "x")), 2, "--name")
    refused("link_for_a_stranger_is_refused", run("link", "nobody@harbour.example", db=db), 1, "nobody@harbour.example")
    check("link_makes_another", "token=" in run("link", "ana@harbour.example", db=db).stdout)
    made = run("link", "ana@harbour.example", "--json", db=db)
    check("link_json_has_a_path_and_no_address", made.stdout.endswith("\n") and json.loads(made.stdout)["ok"] is True
          and json.loads(made.stdout)["sign_in_path"].startswith("/sign-in/link?token=") and "ana@" not in made.stdout, made.stdout)
    half = database(temp, "half")
    if not ON_POSTGRESQL:
        half.path.write_bytes(b"")
    refused("serve_of_an_empty_database_says_what_to_do", run("serve", db=half), 1, "holdfast init")
    check("and_init_then_does_it", run("init", "--name", "X", "--admin", "a@b.example", db=half).returncode == 0)
    bare = database(temp, "bare")
    run("init", "--name", "X", "--admin", "a@b.example", db=bare)
    # As an init leaves it that was killed before its commit.
    bare.change_past_triggers("initiatives", *(f"DELETE FROM {table}" for table in ("sign_in_links", "accounts", "funders", "initiatives")))
    refused("serve_of_a_killed_init_says_what_to_do", run("serve", db=bare), 1, "holdfast init")
    done = run("init", "--name", "X", "--admin", "a@b.example", db=bare)
    check("a_killed_init_is_done_again", done.returncode == 0, done.stderr)
    accounts(temp, db)
    nonsense(temp, db)
    links(temp, db)
    listening(db)
    refused("demo_refuses_a_real_initiative", run("demo", db=db), 1, "real initiative")

    with Served(db, "serve") as served:
        visit = Visit(served.port)
        check("a_stranger_is_sent_to_sign_in", visit.get("/").location.startswith("/sign-in"))
        shown = visit.get("/sign-in/link?token=" + token)
        check("looking_at_a_link_spends_nothing", shown.status == 200 and visit.get("/sign-in/link?token=" + token).status == 200)
        check("demo_sign_in_is_not_offered", visit.post("/sign-in/demo", {"role": "director"}, page="/sign-in").status in (403, 404))
        signed = visit.sign_in_by_link(token)
        check("the_button_signs_in", signed.status == 303 and visit.get("/").status == 200, signed.text)
        again = Visit(served.port)
        spent = again.post("/sign-in/link", {"token": token}, page="/sign-in/link?token=" + token)
        check("a_link_works_once", spent.status != 303 or again.get("/").status != 200, spent.status)
        copy = temp / "copy.db"
        done = run("backup", copy, db=db)
        check("backup_works_while_serving", done.returncode == 0 and copy.exists(), done.stderr)
        refused("restore_under_a_running_server_is_refused", run("restore", copy, db=db), 1)
        refused("a_second_server_is_refused", run("serve", "--listen", "127.0.0.1:0", db=db, timeout=20), 1, "already being served")
        check("stop_is_clean", served.stop() == 0, served.logged())
    refused("backup_does_not_overwrite", run("backup", copy, db=db), 1, "copy.db")
    check("verify_is_clean", run("verify", db=db).returncode == 0, run("verify", db=db).stderr)
    report = json.loads(run("verify", "--json", db=db).stdout or "{}")
    check("verify_reports_json", report.get("ok") is True, report)
    check("verify_names_the_engine", any(("PostgreSQL" if ON_POSTGRESQL else "SQLite") in line for line in report.get("says", [])), report)
    check("migrate_says_up_to_date", run("migrate", db=db).returncode == 0)
    for what in ("grants", "partners", "programmes"):
        done = run("export", "csv", what, db=db)
        check(f"export_{what}_has_a_header", done.returncode == 0 and "," in done.stdout.split("\n")[0], done.stderr)
    with open("/dev/full", "w") as full:
        done = subprocess.run([BIN, *asking(db), "export", "csv", "partners"], stdout=full, stderr=subprocess.PIPE,
                              text=True, timeout=60)
    check("a_full_disk_ends_an_export", done.returncode == 1 and "full" in done.stderr, done)
    refused("export_of_nothing_known_is_wrong_usage", run("export", "csv", "secrets", db=db), 2, "secrets")

    files = sorted(p.name for p in temp.iterdir())
    check("a_backup_verifies", run("verify", db=copy).returncode == 0, run("verify", db=copy).stderr)
    check("verify_makes_no_file", sorted(p.name for p in temp.iterdir()) == files, files)
    demo_copy = temp / "demo-copy.db"
    a_demo = database(temp, "a-demo")
    with Served(a_demo):
        check("the_demo_is_backed_up", run("backup", demo_copy, db=a_demo).returncode == 0)
    refused("restore_puts_no_demo_over_a_real_initiative", run("restore", demo_copy, db=db), 1, "real initiative", "Nothing was changed")
    demo = database(temp, "elsewhere")
    shutil.copy2(a_demo.beside("-keys"), demo.beside("-keys"))
    check("a_demo_is_restored_elsewhere", run("restore", demo_copy, db=demo).returncode == 0)
    refused("a_demo_behind_a_proxy_is_refused", run("serve", "--behind-proxy", "--listen", "127.0.0.1:0", db=demo, timeout=20), 1, "this machine")
    refused("a_demo_for_other_machines_is_refused", run("serve", "--listen", ":0", db=demo, timeout=20), 1, "this machine")
    done = run("restore", copy, db=db.make_room())
    check("restore_puts_the_backup_in_place", done.returncode == 0 and run("verify", db=db).returncode == 0, done.stderr)
    check("law_9_a_restore_is_in_the_audit_log", audited(db)[-1][0] == "database.restore", audited(db))
    torn = temp / "torn.db"
    torn.write_bytes(copy.read_bytes()[:20000])
    refused("restore_refuses_a_torn_file", run("restore", torn, db=db), 1)
    foreign = InFile(temp, "foreign")
    foreign.change("CREATE TABLE t(a)")
    refused("restore_refuses_another_programs_database", run("restore", foreign.path, db=db), 1, "Holdfast")
    other = database(temp, "other")
    other.change("CREATE TABLE public.t (a int)" if ON_POSTGRESQL else "CREATE TABLE t(a)")
    refused("verify_refuses_another_programs_database", run("verify", db=other), 1, "Holdfast")
    newer = db.copy_to(database(temp, "newer"))
    newer.change("INSERT INTO migrations SELECT 9999, 'from_the_future', checksum, at FROM migrations LIMIT 1")
    refused("a_database_from_a_newer_program_is_refused", run("serve", db=newer), 1, "newer")


ONE_GRANT = """Identifier,Title,Description,Currency,Amount Awarded,Award Date,Funding Org:Identifier,Funding Org:Name,Recipient Org:Identifier,Recipient Org:Name
360G-x-1,A grant,What for,GBP,1000,2024-05-01,GB-CHC-1000147,The Funder,GB-CHC-1164883,Partner One
"""


def imports_are_told_in_words(temp, db):
    file = temp / "file.csv"
    file.write_text(ONE_GRANT)
    done = run("import", "360giving", file, "--as", "The Funder", "--dry-run", db=db)
    check("one_grant_is_said_as_one", "Would import 1 grant: 1 partner new, 0 already known; 0 grants were here before and stay as "
          "they are." in done.stdout, done.stdout)
    file.write_text("Minutes of the meeting\n\nThe panel agreed on ten grants.\n")
    refused("a_text_given_to_import_is_named_as_one", run("import", "360giving", file, "--as", "X", db=db), 1, "This is plain text")


def demo(temp):
    db = database(temp, "demo")
    with Served(db) as served:
        visit = Visit(served.port)
        visit.sign_in("viewer")
        page = visit.get("/").text
        check("the_demo_says_that_it_is_one", "fictional" in page)
        check("D1_demo_shows_grants_partners_and_seats", all(w in page for w in ("43 grants", "124", "135")), page[:3000])
    refused("the_demo_listens_only_here", run("demo", "--listen", "0.0.0.0:0", db=db), 1, "only on this machine")
    refused("serve_of_a_demo_listens_only_here", run("serve", "--listen", "0.0.0.0:0", db=db), 1, "only on this machine")
    try:
        db.change("UPDATE initiatives SET demo = 0")
        check("law_10_the_demo_mark_is_fixed", False)
    except (sqlite3.Error, RuntimeError) as error:
        check("law_10_the_demo_mark_is_fixed", "demo mark" in str(error), error)
    imports_are_told_in_words(temp, db)
    real = DATA / "360giving/real/abct-783.xlsx"
    if not real.exists():
        results.skip("the_real_file_imports_783_grants", "the reference data is not here")
        return
    dry = run("import", "360giving", real, "--as", "A B Charitable Trust", "--dry-run", "--json", db=db)
    report = json.loads(dry.stdout or "{}")
    check("a_dry_run_reports_783_grants", report.get("grants") == 783, (dry.stdout[-500:], dry.stderr))
    count = lambda: db.one("SELECT count(*) FROM grants")
    check("a_dry_run_writes_nothing", count() == 43, count())
    done = run("import", "360giving", real, "--as", "A B Charitable Trust", db=db)
    check("the_real_file_imports_783_grants", done.returncode == 0 and count() == 43 + 783, (count(), done.stderr))
    done = run("import", "360giving", real, "--as", "A B Charitable Trust", db=db)
    check("importing_it_again_adds_nothing", count() == 43 + 783, (count(), done.stdout, done.stderr))
    refused("import_of_no_file_is_refused", run("import", "360giving", temp / "none.json", "--as", "X", db=db), 1, "none.json")
    refused("import_wants_a_funder", run("import", "360giving", real, db=db), 2, "--as")
    done = run("verify", db=db)
    check("verify_is_clean_after_imports", done.returncode == 0, done.stderr)
    check("law_9_an_import_is_in_the_audit_log", [a for a, _ in audited(db)].count("import.publish") >= 1, audited(db)[-5:])
    with open("/dev/full", "w") as full:
        done = subprocess.run([BIN, *asking(db), "export", "csv", "grants"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    check("a_full_disk_ends_an_export_of_many", done.returncode == 1 and "full" in done.stderr, done)
    damaged(temp, db)


usage()
with folder() as temp:
    life(temp)
with folder() as temp:
    demo(temp)
sys.exit(results.end())
