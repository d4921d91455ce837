"""Databases for the scripts in tests/, on the engine that HOLDFAST_TEST_ENGINE names, and a way to look into them and to change
them behind the program's back. Statements are written for both engines, with ? for values. Standard library only.

    db = database(temp, "fund")        a file temp/fund.db, or an empty database of the server at HOLDFAST_TEST_SERVER
    db.options, db.where               what the program is told: --db …, and that without the options
    db.beside("-keys")                 the path of what lies beside it
    db.rows(sql, …), db.one(sql, …)    what is in it now
"""
import contextlib
import itertools
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess

import postgresql

ON_POSTGRESQL = os.environ.get("HOLDFAST_TEST_ENGINE") == "postgresql"
made = itertools.count()
on_server = []  # those that are there


def database(temp, name):
    """A place for a database; nothing is in it, and on SQLite nothing is there."""
    return (OnServer if ON_POSTGRESQL else InFile)(temp, name)


def forget(temp):
    """Removes what a folder's databases left on the server."""
    for place in [place for place in on_server if place.temp == pathlib.Path(temp)]:
        place.drop()


class InFile:
    def __init__(self, temp, name):
        self.path = pathlib.Path(temp) / f"{name}.db"
        self.where = str(self.path)
        self.options = ["--db", self.where]

    def beside(self, ending):
        return pathlib.Path(f"{self.path}{ending}")

    def there(self):
        """Whether anything was made."""
        return self.path.exists()

    def rows(self, sql, *values):
        with contextlib.closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as connection:
            return connection.execute(sql, values).fetchall()

    def one(self, sql, *values):
        return self.rows(sql, *values)[0][0]

    def change(self, sql, *values):
        with contextlib.closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(sql, values)

    def change_past_triggers(self, like, *statements):
        """As somebody with the database in hand would; the triggers of tables with such names are there again afterwards."""
        with contextlib.closing(sqlite3.connect(self.path)) as connection:
            with connection:
                triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name LIKE ?", (like,)).fetchall()
                for name, _ in triggers:
                    connection.execute(f"DROP TRIGGER {name}")
                for statement in statements:
                    connection.execute(statement)
                for _, sql in triggers:
                    connection.execute(sql)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, other):
        """The database at rest; nothing of what lies beside it."""
        shutil.copy2(self.path, other.path)
        return other

    def remove(self):
        self.path.unlink(missing_ok=True)

    def make_room(self):
        """Before a restore, where that is never made over anything; what lies beside stays. A file's is kept by the restore."""
        return self

    def held(self):
        """What somebody finds in it who does not find it in the folder: name to bytes."""
        return {}


class OnServer:
    def __init__(self, temp, name):
        self.temp, self.name = pathlib.Path(temp), f"script_{os.getpid()}_{next(made)}_{name.replace('-', '_')[:30]}"
        self.server = os.environ["HOLDFAST_TEST_SERVER"]
        self.where = postgresql.with_database(self.server, self.name)
        self.options = ["--db", self.where, "--beside", str(self.temp / name)]
        self.base = str(self.temp / name)
        postgresql.sql(self.server, f'CREATE DATABASE "{self.name}"')
        on_server.append(self)

    def beside(self, ending):
        return pathlib.Path(self.base + ending)

    def there(self):
        return bool(postgresql.sql(self.where, "SELECT 1 FROM pg_namespace WHERE nspname = 'holdfast'"))

    def run(self, sql):
        return postgresql.sql(self.where, "SET search_path = holdfast, pg_temp; SET holdfast.changes = unwatched; " + sql)

    @staticmethod
    def filled(sql, values):
        """? stands for a value and nothing else in these statements."""
        parts = sql.split("?")
        if len(parts) != len(values) + 1:
            raise ValueError(f"{len(values)} values for {sql}")
        return "".join(itertools.chain(*itertools.zip_longest(parts, map(literal, values), fillvalue="")))

    def rows(self, sql, *values):
        """Through JSON, so that numbers, NULLs and bytes are told from text."""
        lines = self.run(f"SELECT to_json(r) FROM ({self.filled(sql, values)}) r")
        return [tuple(read(value) for _, value in json.loads(line[0], object_pairs_hook=list)) for line in lines]

    def one(self, sql, *values):
        return self.rows(sql, *values)[0][0]

    def change(self, sql, *values):
        self.run(self.filled(sql, values))

    def change_past_triggers(self, like, *statements):
        tables = [name for (name,) in postgresql.sql(self.where, "SELECT tablename FROM pg_tables WHERE schemaname = 'holdfast' "
                                                                 f"AND tablename LIKE '{like}'")]
        self.run(";".join(["BEGIN", *(f"ALTER TABLE {t} DISABLE TRIGGER USER" for t in tables), *statements,
                           *(f"ALTER TABLE {t} ENABLE TRIGGER USER" for t in tables), "COMMIT"]))

    def copy_to(self, other):
        postgresql.drop_database(self.server, other.name)
        postgresql.sql(self.server, f'CREATE DATABASE "{other.name}" TEMPLATE "{self.name}"')
        return other

    def remove(self):
        self.run("DROP SCHEMA IF EXISTS holdfast CASCADE")

    def make_room(self):
        self.remove()
        return self

    def held(self):
        """A dump; bytes stand in it as hex."""
        done = subprocess.run([postgresql.programs() / "pg_dump", "--schema=holdfast", self.where], capture_output=True, check=True)
        return {"dump": done.stdout}

    def drop(self):
        postgresql.drop_database(self.server, self.name)
        on_server.remove(self)


def literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'::bytea"
    return str(value) if isinstance(value, (int, float)) else "'" + value.replace("'", "''") + "'"


def read(value):
    return bytes.fromhex(value[2:]) if isinstance(value, str) and value.startswith("\\x") else value
