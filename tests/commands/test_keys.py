#!/usr/bin/env python3
"""The keys and the signed log from the outside: the drill of a lost machine, and each way to tamper that verify must name."""
import json
import pathlib
import re
import shutil
import stat
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from holdfast import ON_POSTGRESQL, Results, Served, Visit, database, folder, run  # noqa: E402

results = Results()
check = results.check
PASS = "several words nobody would say together"


def refused(name, done, *words):
    check(name, done.returncode == 1 and all(w in done.stdout + done.stderr for w in words), (done.returncode, done.stdout, done.stderr))


def copied(db, temp, name):
    """The database at rest with all that lies beside it."""
    to = db.copy_to(database(temp, name))
    for ending in ("-keys", "-audit-head"):
        if db.beside(ending).exists():
            shutil.copy2(db.beside(ending), to.beside(ending))
    return to


def key_run(*args, db, passphrase=PASS, **options):
    import os
    return run(*args, db=db, env=dict(os.environ, HOLDFAST_PASSPHRASE=passphrase), **options)


def made(temp):
    """A fund with some history, made by people on its pages."""
    db = database(temp, "fund")
    run("init", "--name", "Drill Fund", "--admin", "ana@drill.example", db=db)
    link = run("link", "ana@drill.example", db=db).stdout.split("token=")[-1].split()[0]
    with Served(db, command="serve") as served:
        visit = Visit(served.port)
        visit.sign_in_by_link(link)
        answer = visit.post("/partners/new", {"name": "Quayside Advice"}, once=visit.once(visit.get("/partners/new").text))
        check("a_partner_was_added", answer.status == 303, answer.text[-300:])
    return db, visit.recovery


def files(db):
    for ending in ("-keys", "-audit-head"):
        mode = stat.S_IMODE(db.beside(ending).stat().st_mode)
        check(f"file{ending}_is_only_its_owners", mode == 0o600, oct(mode))
    whole = b"".join(db.held().values()) or db.path.read_bytes()
    check("no_key_is_in_the_database", not any(bytes.fromhex(k) in whole or k.encode() in whole
                                               for k in re.findall(r"[0-9a-f]{64}", db.beside("-keys").read_text())))
    sealed = db.rows("SELECT was, became FROM audit_changes WHERE table_name = 'partner_records' AND column_name = 'name'")
    check("law_9_values_are_sealed", sealed and all(b"Quayside" not in (became or b"") for _, became in sealed), sealed)
    done = run("verify", db=db)
    check("verify_is_clean", done.returncode == 0 and "audit log is whole" in done.stdout, done.stdout + done.stderr)


def keys_missing(temp, db):
    alone = db.copy_to(database(temp, "alone"))
    refused("serve_without_keys_says_what_to_do", run("serve", "--listen", "127.0.0.1:0", db=alone, timeout=20), "key import")
    foreign, fund = copied(db, temp, "foreign"), database(temp, "other")
    run("init", "--name", "Other", "--admin", "o@other.example", db=fund)
    shutil.copy2(fund.beside("-keys"), foreign.beside("-keys"))
    refused("serve_with_foreign_keys_is_refused", run("serve", "--listen", "127.0.0.1:0", db=foreign, timeout=20), "another database")
    readable = copied(db, temp, "readable")
    readable.beside("-keys").chmod(0o644)
    for name, other, words in (("readable", readable, "chmod 600"), ("foreign", foreign, "key import")):
        done = run("verify", db=other)
        check(f"verify_with_{name}_keys_says_what_to_do_with_them", done.returncode == 1 and words in done.stderr and "estore the last" not in done.stderr, done.stderr)
        report = json.loads(run("verify", "--json", db=other).stdout)
        check(f"verify_with_{name}_keys_is_not_ok", report["ok"] is False, report)
    foreign.beside("-keys").chmod(0o644)
    refused("keys_that_others_can_read_are_refused", run("link", "ana@drill.example", db=foreign), "chmod 600")
    foreign.beside("-keys").write_text("holdfast keys 1\nsign 00\n")
    foreign.beside("-keys").chmod(0o600)
    refused("damaged_keys_are_refused", run("link", "ana@drill.example", db=foreign), "damaged")
    return fund


def tampering(temp, db, fund):
    last = db.one("SELECT max(id) FROM audit_entries")
    zeros = "decode(repeat('00', 60), 'hex')" if ON_POSTGRESQL else "zeroblob(60)"
    noise = "decode(repeat('7f', 64), 'hex')" if ON_POSTGRESQL else "randomblob(64)"
    # The number that the next entry would get.
    next_entry = (f"ALTER TABLE audit_entries ALTER COLUMN id RESTART WITH {last}" if ON_POSTGRESQL
                  else f"UPDATE sqlite_sequence SET seq = {last - 1} WHERE name = 'audit_entries'")
    cases = {
        "an_altered_entry": (f"entry {last - 1} ", ["UPDATE audit_entries SET account = 7 WHERE id = %d" % (last - 1)]),
        "an_altered_value": ("values of entry", ["UPDATE audit_changes SET became = " + zeros + " WHERE id = (SELECT max(id) FROM audit_changes)"]),
        "a_value_moved_to_another_row": ("values of entry", ["UPDATE audit_changes SET table_row = table_row + 1 WHERE id = (SELECT max(id) FROM audit_changes)"]),
        "a_value_taken_out": ("values of entry", ["DELETE FROM audit_changes WHERE id = (SELECT max(id) FROM audit_changes)"]),
        "a_value_put_in": ("values of entry", ["INSERT INTO audit_changes (entry_id, subject, table_name, table_row, column_name, kind) VALUES (1, 0, 'x', 1, 'y', 0)"]),
        "a_removed_entry": ("entry 2 is missing", ["DELETE FROM audit_changes WHERE entry_id = 2", "DELETE FROM audit_entries WHERE id = 2"]),
        "an_end_cut_off": ("removed from its end", [f"DELETE FROM audit_changes WHERE entry_id >= {last}", f"DELETE FROM audit_entries WHERE id >= {last}"]),
        "an_end_cut_off_without_a_trace": ("older copy", [f"DELETE FROM audit_changes WHERE entry_id >= {last}", f"DELETE FROM audit_entries WHERE id >= {last}",
                                                          next_entry]),
        "an_entry_without_hash": ("not made by Holdfast", ["INSERT INTO audit_entries (at, act, request) VALUES (0, 'sly', 'r')"]),
        "a_foreign_signature": ("signed with other keys", [f"UPDATE audit_entries SET signature = {noise} WHERE id = {last - 1}"]),
    }
    for name, (words, statements) in cases.items():
        other = copied(db, temp, name)
        other.change_past_triggers("audit_%", *statements)
        done = run("verify", db=other)
        check(f"law_9_{name}_is_named", done.returncode == 1 and words in done.stdout, done.stdout + done.stderr)
        if name == "an_end_cut_off":
            refused("serve_refuses_a_log_cut_off", run("serve", "--listen", "127.0.0.1:0", db=other, timeout=20), "holdfast restore")

    older, backup = copied(db, temp, "older"), temp / "older.backup"
    run("backup", backup, db=db)
    run("link", "ana@drill.example", db=older)
    db.copy_to(older)
    done = run("verify", db=older)
    check("law_9_a_replayed_older_copy_is_named", done.returncode == 1 and "older copy" in done.stdout, done.stdout)
    refused("serve_refuses_a_replayed_older_copy", run("serve", "--listen", "127.0.0.1:0", db=older, timeout=20), "holdfast restore")
    done = run("restore", backup, db=older.make_room())
    check("a_restore_says_so_and_signs_the_head_anew", done.returncode == 0 and run("verify", db=older).returncode == 0
          and "a backup was restored" in run("verify", db=older).stdout, done.stderr)

    headless = copied(db, temp, "headless")
    headless.beside("-audit-head").unlink()
    done = run("verify", db=headless)
    check("law_9_a_missing_head_is_named", done.returncode == 1 and "-audit-head" in done.stdout, done.stdout)
    run("link", "ana@drill.example", db=headless)
    done = run("verify", db=headless)
    check("that_the_head_was_missing_stands_in_the_log", done.returncode == 0 and "signed head was missing" in done.stdout, done.stdout)
    foreign = copied(db, temp, "foreign-head")
    shutil.copy2(fund.beside("-audit-head"), foreign.beside("-audit-head"))
    done = run("verify", db=foreign)
    check("law_9_a_head_of_foreign_keys_is_named", done.returncode == 1 and "other keys" in done.stdout, done.stdout)


def drill(temp, db, fund, recovery):
    copy, keys = temp / "backup.db", temp / "keys.txt"
    check("backup_works", run("backup", copy, db=db).returncode == 0)
    check("no_keys_lie_beside_a_backup", not pathlib.Path(f"{copy}-keys").exists())
    refused("a_short_passphrase_is_refused", key_run("key", "export", keys, db=db, passphrase="short"), "12 characters")
    check("nothing_was_written_then", not keys.exists())
    done = key_run("key", "export", keys, db=db)
    check("key_export_works", done.returncode == 0 and stat.S_IMODE(keys.stat().st_mode) == 0o600, done.stderr)
    check("an_exported_copy_holds_no_key_in_plain", not any(k in keys.read_text() for k in re.findall(r"[0-9a-f]{64}", db.beside("-keys").read_text())))
    refused("key_export_writes_over_nothing", key_run("key", "export", keys, db=db), "Nothing was exported")
    done = run("verify", db=copy)
    check("a_backup_is_verified_without_keys", done.returncode == 0 and "for want of the keys" in done.stdout, done.stdout + done.stderr)

    machine = temp / "elsewhere"
    machine.mkdir()
    new = database(machine, "fund")
    refused("restore_without_keys_says_what_is_left", run("restore", copy, db=new), "One thing is left", "key import")
    refused("serve_waits_for_the_keys", run("serve", "--listen", "127.0.0.1:0", db=new, timeout=20), "key import")
    refused("another_passphrase_opens_nothing", key_run("key", "import", keys, db=new, passphrase="not the words that closed it"), "passphrase is another one")
    refused("no_exported_file_is_told", key_run("key", "import", copy, db=new), "not a file that")
    done = key_run("key", "import", keys, db=new)
    check("key_import_works", done.returncode == 0 and stat.S_IMODE(new.beside("-keys").stat().st_mode) == 0o600, done.stderr)
    check("the_keys_are_the_same", new.beside("-keys").read_bytes() == db.beside("-keys").read_bytes())
    done = run("verify", db=new)
    check("the_new_machine_verifies_clean", done.returncode == 0, done.stdout + done.stderr)
    acts = [a for (a,) in new.rows("SELECT act FROM audit_entries ORDER BY id")]
    check("the_restore_stands_in_the_log", acts[-2:] == ["database.restore", "key.import"], acts[-4:])
    link = run("link", "ana@drill.example", db=new).stdout.split("token=")[-1].split()[0]
    with Served(new, command="serve") as served:
        visit = Visit(served.port)
        visit.post("/sign-in/link", {"token": link}, page="/sign-in/link?token=" + link)
        check("a_sealed_second_step_opens_there", visit.post("/sign-in/code", {"code": recovery[0]}, page="/sign-in/code").status == 303)
        page = visit.get("/history/partner/1").text
        check("history_is_readable_on_the_new_machine", "Quayside Advice" in page, page[-1500:])
    refused("keys_of_another_fund_are_not_imported", key_run("key", "import", keys, db=fund), "another database")


def rotation(temp, db):
    before, keys = temp / "before.db", temp / "keys-before.txt"
    run("backup", before, db=db)
    key_run("key", "export", keys, db=db)
    done = run("key", "rotate", db=db)
    check("key_rotate_works", done.returncode == 0 and run("verify", db=db).returncode == 0, done.stderr)
    check("each_key_is_wrapped_by_the_new_master", db.rows("SELECT DISTINCT master FROM subject_keys WHERE wrapped IS NOT NULL") == [(2,)])
    check("the_previous_master_is_kept", len(re.findall(r"^master ", db.beside("-keys").read_text(), re.M)) == 2)
    other = copied(db, temp, "rotated")
    done = run("restore", before, db=other.make_room())
    check("a_backup_of_before_is_restored", done.returncode == 0 and run("verify", db=other).returncode == 0, done.stderr)
    done = run("key", "rotate", "--forget-old", db=db)
    check("forget_old_keeps_the_newest_alone", done.returncode == 0 and len(re.findall(r"^master ", db.beside("-keys").read_text(), re.M)) == 1, done.stderr)
    wanting = copied(db, temp, "wanting").make_room()
    refused("a_backup_of_before_then_wants_its_key", run("restore", before, db=wanting), "master key 1", "key import")
    done = key_run("key", "import", keys, db=db)
    check("an_older_copy_adds_its_master", done.returncode == 0 and run("verify", db=db).returncode == 0, done.stderr)
    with Served(db, command="serve"):
        refused("keys_are_not_changed_beside_a_server", run("key", "rotate", db=db), "already being served")


def made_anew(temp):
    """The file is deleted and made again: what lies beside it is the older one's."""
    db = database(temp, "again")
    for _ in range(2):
        db.remove()
        done = run("init", "--name", "Again", "--admin", "a@again.example", db=db)
        check("a_database_is_made_anew_where_one_was", done.returncode == 0 and run("verify", db=db).returncode == 0, done.stderr)


def usage(temp, db):
    for words, code, say in ((("key", "frobnicate"), 2, "export, import and rotate"), (("key", "export"), 2, "wants FILE"),
                             (("key", "rotate", "x"), 2, "too many"), (("key", "export", "x", "--forget-old"), 2, "belongs to"),
                             (("audit", "frobnicate", "x"), 2, "audit knows export"), (("audit", "export"), 2, "wants")):
        done = run(*words, db=db)
        check("usage_of_" + "_".join(w.strip("-") for w in words), done.returncode == code and say in done.stderr, done.stderr)
    for command in ("key", "audit"):
        check(f"{command}_has_help", f"holdfast [--db DATABASE] {command}" in run(command, "--help").stdout)
    word = temp / "passphrase"
    word.write_text(PASS + "\n")
    done = run("key", "export", temp / "by-file.txt", "--passphrase-file", word, "--json", db=db)
    check("the_passphrase_comes_from_a_file", done.returncode == 0 and json.loads(done.stdout)["ok"] is True, done.stderr)
    done = run("key", "export", temp / "untold.txt", db=db, start_new_session=True, stdin=None)
    check("without_a_terminal_it_says_how", done.returncode == 1 and "--passphrase-file" in done.stderr, done.stderr)


def exported(temp, db):
    days = temp / "days"
    done = run("audit", "export", days, "--json", db=db)
    check("today_is_not_exported_yet", done.returncode == 0 and json.loads(done.stdout)["files"] == 0 and days.is_dir(), done.stderr)


with folder() as temp:
    db, recovery = made(temp)
    files(db)
    fund = keys_missing(temp, db)
    tampering(temp, db, fund)
    drill(temp, db, fund, recovery)
    usage(temp, db)
    exported(temp, db)
    made_anew(temp)
    rotation(temp, db)
sys.exit(results.end())
