/* Made by querygen from the migrations. */
#include "engine/db/db.h"
#include "engine/db/tables.h"
#include "types.h"

#pragma GCC diagnostic ignored "-Woverlength-strings"

static const text material_codes[] = {
    {.ptr = "wood", .len = 4},
    {.ptr = "paper", .len = 5},
    {.ptr = "stone", .len = 5},
    {.ptr = "glass", .len = 5}};
static const text material_labels[] = {
    {.ptr = "Wood", .len = 4},
    {.ptr = "Paper, and \"card\"", .len = 17},
    {.ptr = "Stone, the mason's", .len = 18},
    {.ptr = "Glass", .len = 5}};
const struct enum_table material_table = {.codes = material_codes, .labels = material_labels, .count = 4};
enum material material_of(int64_t raw)
{
    if (raw < 0 || raw >= 4)
        fail("material: %lld is no member", (long long)raw);
    return (enum material)raw;
}
text material_label(enum material value)
{
    return material_labels[material_of((int64_t)value)];
}
text material_code(enum material value)
{
    return material_codes[material_of((int64_t)value)];
}
bool material_from_code(text code, enum material *out)
{
    for (int i = 0; i < 4; i++)
        if (text_eq(code, material_codes[i])) {
            *out = (enum material)i;
            return true;
        }
    return false;
}

const struct db_migration db_migrations[] = {
    {.number = 1,
     .name = "0001_shop",
     .checksum = "d0bdbcf37308fd30c01e775165c02edc",
     .sqlite =
        "CREATE TABLE material (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, label TEXT NOT NULL) "
        "STRICT;\n"
        "INSERT INTO material (id, code, label) VALUES\n"
        "  (0, 'wood', 'Wood'),\n"
        "  (1, 'paper', 'Paper, and \"card\"'),\n"
        "  (2, 'stone', 'Stone, the mason''s');\n"
        "CREATE TABLE makers (\n"
        "  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
        "  name TEXT NOT NULL,\n"
        "  name_key TEXT NOT NULL,\n"
        "  local INTEGER NOT NULL DEFAULT 1 CHECK (local IN (0, 1)),\n"
        "  UNIQUE (name_key)\n"
        ") STRICT;\n"
        "CREATE INDEX makers_by_name ON makers (name_key, id);\n"
        "CREATE TABLE thing_records (\n"
        "  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
        "  maker_id INTEGER NOT NULL REFERENCES makers (id) ON DELETE CASCADE,\n"
        "  title TEXT NOT NULL,\n"
        "  words TEXT,\n"
        "  material INTEGER NOT NULL DEFAULT 0 REFERENCES material (id),\n"
        "  price INTEGER NOT NULL DEFAULT -1,\n"
        "  made_on INTEGER,\n"
        "  weight REAL,\n"
        "  discount INTEGER,\n"
        "  picture BLOB,\n"
        "  seen_at INTEGER,\n"
        "  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))\n"
        ") STRICT;\n"
        "CREATE INDEX thing_records_by_day ON thing_records (made_on, id DESC);\n"
        "CREATE INDEX thing_records_dear ON thing_records (price DESC, id DESC) WHERE withdrawn = 0;\n"
        "CREATE VIEW things AS SELECT * FROM thing_records WHERE withdrawn = 0;\n"
        "CREATE VIRTUAL TABLE thing_search USING fts5 (title, words, content='thing_records', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3');\n"
        "CREATE TRIGGER thing_search_added AFTER INSERT ON thing_records BEGIN INSERT INTO thing_search "
        "(rowid, title, words) VALUES (new.id, new.title, new.words); END;\n"
        "CREATE TRIGGER thing_search_removed AFTER DELETE ON thing_records BEGIN INSERT INTO thing_search "
        "(thing_search, rowid, title, words) VALUES ('delete', old.id, old.title, old.words); END;\n"
        "CREATE TRIGGER thing_search_changed AFTER UPDATE OF id, title, words ON thing_records BEGIN "
        "INSERT INTO thing_search (thing_search, rowid, title, words) VALUES ('delete', old.id, old.title, "
        "old.words); INSERT INTO thing_search (rowid, title, words) VALUES (new.id, new.title, new.words); "
        "END;\n"
        "CREATE VIRTUAL TABLE thing_search_vocabulary USING fts5vocab ('thing_search', 'row');\n"
        "CREATE TABLE costs (\n"
        "  thing_id INTEGER NOT NULL REFERENCES thing_records (id),\n"
        "  paid INTEGER NOT NULL,\n"
        "  PRIMARY KEY (thing_id)\n"
        ") STRICT;\n"
        "CREATE TABLE sales (\n"
        "  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
        "  thing_id INTEGER NOT NULL REFERENCES thing_records (id) ON DELETE CASCADE,\n"
        "  price INTEGER NOT NULL\n"
        ") STRICT;\n"
        "CREATE TRIGGER sales_never_changed BEFORE UPDATE ON sales BEGIN SELECT RAISE(ABORT, 'rows of "
        "sales are added, never changed'); END;\n"
        "CREATE TRIGGER sales_never_removed BEFORE DELETE ON sales WHEN EXISTS (SELECT 1 FROM thing_records "
        "WHERE id = old.thing_id) BEGIN SELECT RAISE(ABORT, 'rows of sales are added, never removed'); "
        "END;\n"
        "CREATE TABLE baskets (\n"
        "  token BLOB NOT NULL,\n"
        "  PRIMARY KEY (token)\n"
        ") STRICT;\n"
        "CREATE TABLE deeds (\n"
        "  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
        "  deed TEXT NOT NULL\n"
        ") STRICT;\n"
        "CREATE TRIGGER deeds_never_changed BEFORE UPDATE ON deeds BEGIN SELECT RAISE(ABORT, 'rows of "
        "deeds are added, never changed'); END;\n"
        "CREATE TRIGGER deeds_never_removed BEFORE DELETE ON deeds BEGIN SELECT RAISE(ABORT, 'rows of "
        "deeds are added, never removed'); END;\n"
        "CREATE TRIGGER costs_are_kept BEFORE DELETE ON costs\n"
        "BEGIN SELECT RAISE(ABORT, 'costs are kept'); END;",
     .postgresql =
        "-- What a PostgreSQL database has before its first table.\n"
        "CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END "
        "$$;\n"
        "CREATE TABLE material (id bigint PRIMARY KEY, code text COLLATE \"C\" NOT NULL UNIQUE, label "
        "text COLLATE \"C\" NOT NULL);\n"
        "INSERT INTO material (id, code, label) VALUES\n"
        "  (0, 'wood', 'Wood'),\n"
        "  (1, 'paper', 'Paper, and \"card\"'),\n"
        "  (2, 'stone', 'Stone, the mason''s');\n"
        "CREATE TABLE makers (\n"
        "  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,\n"
        "  name text COLLATE \"C\" NOT NULL,\n"
        "  name_key text COLLATE \"C\" NOT NULL,\n"
        "  local bigint NOT NULL DEFAULT 1 CHECK (local IN (0, 1)),\n"
        "  UNIQUE (name_key)\n"
        ");\n"
        "CREATE TRIGGER \"Changes\" AFTER INSERT OR UPDATE OR DELETE ON makers FOR EACH ROW EXECUTE FUNCTION "
        "note_change();\n"
        "CREATE TRIGGER \"Changes_none\" BEFORE TRUNCATE ON makers EXECUTE FUNCTION note_change();\n"
        "CREATE INDEX makers_by_name ON makers (name_key, id);\n"
        "CREATE TABLE thing_records (\n"
        "  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,\n"
        "  maker_id bigint NOT NULL REFERENCES makers (id) ON DELETE CASCADE,\n"
        "  title text COLLATE \"C\" NOT NULL,\n"
        "  words text COLLATE \"C\",\n"
        "  material bigint NOT NULL DEFAULT 0 REFERENCES material (id),\n"
        "  price bigint NOT NULL DEFAULT -1,\n"
        "  made_on bigint,\n"
        "  weight double precision,\n"
        "  discount bigint,\n"
        "  picture bytea,\n"
        "  seen_at bigint,\n"
        "  withdrawn bigint NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))\n"
        ");\n"
        "CREATE TRIGGER \"Changes\" AFTER INSERT OR UPDATE OR DELETE ON thing_records FOR EACH ROW EXECUTE "
        "FUNCTION note_change();\n"
        "CREATE TRIGGER \"Changes_none\" BEFORE TRUNCATE ON thing_records EXECUTE FUNCTION note_change();\n"
        "CREATE INDEX thing_records_by_day ON thing_records (made_on, id DESC);\n"
        "CREATE INDEX thing_records_dear ON thing_records (price DESC, id DESC) WHERE withdrawn = 0;\n"
        "CREATE VIEW things AS SELECT * FROM thing_records WHERE withdrawn = 0;\n"
        "CREATE TABLE thing_search (rowid bigint PRIMARY KEY, words tsvector NOT NULL);\n"
        "CREATE INDEX thing_search_words ON thing_search USING gin (words) WITH (gin_pending_list_limit "
        "= 256);\n"
        "CREATE TABLE thing_search_vocabulary (term text COLLATE \"C\" PRIMARY KEY, doc bigint NOT NULL) "
        "WITH (fillfactor = 70);\n"
        "CREATE TABLE thing_search_uncounted (rowid bigint PRIMARY KEY, was tsvector);\n"
        "CREATE FUNCTION thing_search_rank(words tsvector, query tsquery) RETURNS double precision LANGUAGE "
        "sql IMMUTABLE PARALLEL SAFE AS $$\n"
        "  SELECT -ts_rank('{1, 1, 1, 1}'::real[], words, query, 1)::double precision $$;\n"
        "CREATE FUNCTION thing_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "BEGIN\n"
        "  INSERT INTO thing_search_uncounted (rowid) VALUES (-1) ON CONFLICT DO NOTHING;\n"
        "  IF TG_OP <> 'INSERT' THEN\n"
        "    INSERT INTO thing_search_uncounted (rowid, was)\n"
        "    SELECT f.rowid, f.words FROM thing_search f WHERE f.rowid = old.id ON CONFLICT DO NOTHING;\n"
        "    DELETE FROM thing_search WHERE rowid = old.id;\n"
        "  END IF;\n"
        "  IF TG_OP <> 'DELETE' THEN\n"
        "    INSERT INTO thing_search_uncounted (rowid) VALUES (new.id) ON CONFLICT DO NOTHING;\n"
        "    INSERT INTO thing_search (rowid, words) VALUES (new.id, search_words(new.title, 'A') || "
        "search_words(new.words, 'B'));\n"
        "  END IF;\n"
        "  RETURN NULL;\n"
        "END $$;\n"
        "CREATE TRIGGER thing_search_added AFTER INSERT OR DELETE ON thing_records FOR EACH ROW EXECUTE "
        "FUNCTION thing_search_keep();\n"
        "CREATE TRIGGER thing_search_changed AFTER UPDATE OF id, title, words ON thing_records FOR EACH "
        "ROW WHEN ((old.id, old.title, old.words) IS DISTINCT FROM (new.id, new.title, new.words)) EXECUTE "
        "FUNCTION thing_search_keep();\n"
        "CREATE FUNCTION thing_search_count() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "DECLARE\n"
        "  terms text[];\n"
        "  steps bigint[];\n"
        "BEGIN\n"
        "  WITH taken AS (DELETE FROM thing_search_uncounted RETURNING rowid, was),\n"
        "       word AS (SELECT unnest(tsvector_to_array(was)) AS term, -1 AS step FROM taken\n"
        "                UNION ALL\n"
        "                SELECT unnest(tsvector_to_array((SELECT f.words FROM thing_search f WHERE f.rowid "
        "= taken.rowid))), 1 FROM taken),\n"
        "       summed AS (SELECT term, sum(step) AS step FROM word GROUP BY term HAVING sum(step) <> "
        "0)\n"
        "  SELECT array_agg(term), array_agg(step) INTO terms, steps FROM summed;\n"
        "  INSERT INTO thing_search_vocabulary AS v (term, doc) SELECT * FROM unnest(terms, steps)\n"
        "  ON CONFLICT (term) DO UPDATE SET doc = v.doc + excluded.doc;\n"
        "  IF 0 > ANY (steps) THEN\n"
        "    DELETE FROM thing_search_vocabulary WHERE term = ANY (terms) AND doc = 0;\n"
        "  END IF;\n"
        "  RETURN NULL;\n"
        "END $$;\n"
        "CREATE CONSTRAINT TRIGGER thing_search_counted AFTER INSERT ON thing_search_uncounted DEFERRABLE "
        "INITIALLY DEFERRED FOR EACH ROW WHEN (new.rowid = -1) EXECUTE FUNCTION thing_search_count();\n"
        "CREATE TABLE costs (\n"
        "  thing_id bigint NOT NULL REFERENCES thing_records (id),\n"
        "  paid bigint NOT NULL,\n"
        "  PRIMARY KEY (thing_id)\n"
        ");\n"
        "CREATE TRIGGER \"Changes\" AFTER INSERT OR UPDATE OR DELETE ON costs FOR EACH ROW EXECUTE FUNCTION "
        "note_change();\n"
        "CREATE TRIGGER \"Changes_none\" BEFORE TRUNCATE ON costs EXECUTE FUNCTION note_change();\n"
        "CREATE TABLE sales (\n"
        "  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,\n"
        "  thing_id bigint NOT NULL REFERENCES thing_records (id) ON DELETE CASCADE,\n"
        "  price bigint NOT NULL\n"
        ");\n"
        "CREATE TRIGGER \"Changes\" AFTER INSERT OR UPDATE OR DELETE ON sales FOR EACH ROW EXECUTE FUNCTION "
        "note_change();\n"
        "CREATE TRIGGER \"Changes_none\" BEFORE TRUNCATE ON sales EXECUTE FUNCTION note_change();\n"
        "CREATE FUNCTION sales_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "BEGIN\n"
        "  RAISE EXCEPTION 'rows of sales are added, never changed' USING ERRCODE = 'restrict_violation';\n"
        "END $$;\n"
        "CREATE TRIGGER sales_never_changed BEFORE UPDATE ON sales FOR EACH ROW EXECUTE FUNCTION sales_never_changed();\n"
        "CREATE FUNCTION sales_never_removed() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "BEGIN\n"
        "  IF EXISTS (SELECT 1 FROM thing_records WHERE id = old.thing_id) THEN\n"
        "    RAISE EXCEPTION 'rows of sales are added, never removed' USING ERRCODE = 'restrict_violation';\n"
        "  END IF;\n"
        "  RETURN old;\n"
        "END $$;\n"
        "CREATE TRIGGER sales_never_removed BEFORE DELETE ON sales FOR EACH ROW EXECUTE FUNCTION sales_never_removed();\n"
        "CREATE TRIGGER sales_never_emptied BEFORE TRUNCATE ON sales EXECUTE FUNCTION sales_never_changed();\n"
        "CREATE TABLE baskets (\n"
        "  token bytea NOT NULL,\n"
        "  place bigint GENERATED BY DEFAULT AS IDENTITY UNIQUE,\n"
        "  PRIMARY KEY (token)\n"
        ");\n"
        "CREATE TABLE deeds (\n"
        "  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,\n"
        "  deed text COLLATE \"C\" NOT NULL\n"
        ");\n"
        "CREATE TRIGGER \"Changes\" AFTER INSERT OR UPDATE OR DELETE ON deeds FOR EACH ROW EXECUTE FUNCTION "
        "note_change();\n"
        "CREATE TRIGGER \"Changes_none\" BEFORE TRUNCATE ON deeds EXECUTE FUNCTION note_change();\n"
        "CREATE FUNCTION deeds_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "BEGIN\n"
        "  RAISE EXCEPTION 'rows of deeds are added, never changed' USING ERRCODE = 'restrict_violation';\n"
        "END $$;\n"
        "CREATE TRIGGER deeds_never_changed BEFORE UPDATE ON deeds FOR EACH ROW EXECUTE FUNCTION deeds_never_changed();\n"
        "CREATE FUNCTION deeds_never_removed() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "BEGIN\n"
        "  RAISE EXCEPTION 'rows of deeds are added, never removed' USING ERRCODE = 'restrict_violation';\n"
        "END $$;\n"
        "CREATE TRIGGER deeds_never_removed BEFORE DELETE ON deeds FOR EACH ROW EXECUTE FUNCTION deeds_never_removed();\n"
        "CREATE TRIGGER deeds_never_emptied BEFORE TRUNCATE ON deeds EXECUTE FUNCTION deeds_never_changed();\n"
        "CREATE FUNCTION costs_are_kept() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'costs are kept'; "
        "END $$ LANGUAGE plpgsql;"},
    {.number = 2,
     .name = "0002_staff",
     .checksum = "ba92980ce65d7ca21de98bed40558579",
     .sqlite =
        "CREATE TABLE staff (\n"
        "  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
        "  name TEXT NOT NULL,\n"
        "  boss_id INTEGER REFERENCES staff (id),\n"
        "  from_on INTEGER NOT NULL\n"
        ") STRICT;\n"
        "ALTER TABLE staff ADD COLUMN door_code TEXT;\n"
        "CREATE VIRTUAL TABLE staff_search USING fts5 (name, content='staff', content_rowid='id', tokenize='unicode61 "
        "remove_diacritics 2', prefix='2 3');\n"
        "CREATE TRIGGER staff_search_added AFTER INSERT ON staff BEGIN INSERT INTO staff_search (rowid, "
        "name) VALUES (new.id, new.name); END;\n"
        "CREATE TRIGGER staff_search_removed AFTER DELETE ON staff BEGIN INSERT INTO staff_search (staff_search, "
        "rowid, name) VALUES ('delete', old.id, old.name); END;\n"
        "CREATE TRIGGER staff_search_changed AFTER UPDATE OF id, name ON staff BEGIN INSERT INTO staff_search "
        "(staff_search, rowid, name) VALUES ('delete', old.id, old.name); INSERT INTO staff_search (rowid, "
        "name) VALUES (new.id, new.name); END;\n"
        "CREATE VIRTUAL TABLE staff_search_vocabulary USING fts5vocab ('staff_search', 'row');\n"
        "CREATE TABLE shifts (\n"
        "  staff_id INTEGER NOT NULL REFERENCES staff (id),\n"
        "  on_day INTEGER NOT NULL,\n"
        "  PRIMARY KEY (staff_id, on_day)\n"
        ") STRICT;\n"
        "CREATE TABLE receipts (\n"
        "  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
        "  words TEXT NOT NULL\n"
        ") STRICT;\n"
        "INSERT INTO material (id, code, label) VALUES\n"
        "  (3, 'glass', 'Glass');\n"
        "ALTER TABLE makers ADD COLUMN greeted_by INTEGER REFERENCES staff (id);\n"
        "INSERT INTO makers (name, name_key) VALUES ('The house itself', 'house itself');\n"
        "UPDATE makers SET local = 1;\n"
        "ALTER TABLE thing_records ADD COLUMN shelf TEXT;",
     .postgresql =
        "CREATE TABLE staff (\n"
        "  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,\n"
        "  name text COLLATE \"C\" NOT NULL,\n"
        "  boss_id bigint REFERENCES staff (id),\n"
        "  from_on bigint NOT NULL\n"
        ");\n"
        "CREATE TRIGGER \"Changes\" AFTER INSERT OR UPDATE OR DELETE ON staff FOR EACH ROW EXECUTE FUNCTION "
        "note_change();\n"
        "CREATE TRIGGER \"Changes_none\" BEFORE TRUNCATE ON staff EXECUTE FUNCTION note_change();\n"
        "ALTER TABLE staff ADD COLUMN door_code text COLLATE \"C\";\n"
        "DROP TRIGGER \"Changes\" ON deeds;\n"
        "DROP TRIGGER \"Changes_none\" ON deeds;\n"
        "CREATE TABLE staff_search (rowid bigint PRIMARY KEY, words tsvector NOT NULL);\n"
        "CREATE INDEX staff_search_words ON staff_search USING gin (words) WITH (gin_pending_list_limit "
        "= 256);\n"
        "CREATE TABLE staff_search_vocabulary (term text COLLATE \"C\" PRIMARY KEY, doc bigint NOT NULL) "
        "WITH (fillfactor = 70);\n"
        "CREATE TABLE staff_search_uncounted (rowid bigint PRIMARY KEY, was tsvector);\n"
        "CREATE FUNCTION staff_search_rank(words tsvector, query tsquery) RETURNS double precision LANGUAGE "
        "sql IMMUTABLE PARALLEL SAFE AS $$\n"
        "  SELECT -ts_rank('{1, 1, 1, 1}'::real[], words, query, 1)::double precision $$;\n"
        "CREATE FUNCTION staff_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "BEGIN\n"
        "  INSERT INTO staff_search_uncounted (rowid) VALUES (-1) ON CONFLICT DO NOTHING;\n"
        "  IF TG_OP <> 'INSERT' THEN\n"
        "    INSERT INTO staff_search_uncounted (rowid, was)\n"
        "    SELECT f.rowid, f.words FROM staff_search f WHERE f.rowid = old.id ON CONFLICT DO NOTHING;\n"
        "    DELETE FROM staff_search WHERE rowid = old.id;\n"
        "  END IF;\n"
        "  IF TG_OP <> 'DELETE' THEN\n"
        "    INSERT INTO staff_search_uncounted (rowid) VALUES (new.id) ON CONFLICT DO NOTHING;\n"
        "    INSERT INTO staff_search (rowid, words) VALUES (new.id, search_words(new.name, 'A'));\n"
        "  END IF;\n"
        "  RETURN NULL;\n"
        "END $$;\n"
        "CREATE TRIGGER staff_search_added AFTER INSERT OR DELETE ON staff FOR EACH ROW EXECUTE FUNCTION "
        "staff_search_keep();\n"
        "CREATE TRIGGER staff_search_changed AFTER UPDATE OF id, name ON staff FOR EACH ROW WHEN ((old.id, "
        "old.name) IS DISTINCT FROM (new.id, new.name)) EXECUTE FUNCTION staff_search_keep();\n"
        "CREATE FUNCTION staff_search_count() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "DECLARE\n"
        "  terms text[];\n"
        "  steps bigint[];\n"
        "BEGIN\n"
        "  WITH taken AS (DELETE FROM staff_search_uncounted RETURNING rowid, was),\n"
        "       word AS (SELECT unnest(tsvector_to_array(was)) AS term, -1 AS step FROM taken\n"
        "                UNION ALL\n"
        "                SELECT unnest(tsvector_to_array((SELECT f.words FROM staff_search f WHERE f.rowid "
        "= taken.rowid))), 1 FROM taken),\n"
        "       summed AS (SELECT term, sum(step) AS step FROM word GROUP BY term HAVING sum(step) <> "
        "0)\n"
        "  SELECT array_agg(term), array_agg(step) INTO terms, steps FROM summed;\n"
        "  INSERT INTO staff_search_vocabulary AS v (term, doc) SELECT * FROM unnest(terms, steps)\n"
        "  ON CONFLICT (term) DO UPDATE SET doc = v.doc + excluded.doc;\n"
        "  IF 0 > ANY (steps) THEN\n"
        "    DELETE FROM staff_search_vocabulary WHERE term = ANY (terms) AND doc = 0;\n"
        "  END IF;\n"
        "  RETURN NULL;\n"
        "END $$;\n"
        "CREATE CONSTRAINT TRIGGER staff_search_counted AFTER INSERT ON staff_search_uncounted DEFERRABLE "
        "INITIALLY DEFERRED FOR EACH ROW WHEN (new.rowid = -1) EXECUTE FUNCTION staff_search_count();\n"
        "CREATE TABLE shifts (\n"
        "  staff_id bigint NOT NULL REFERENCES staff (id),\n"
        "  on_day bigint NOT NULL,\n"
        "  place bigint GENERATED BY DEFAULT AS IDENTITY UNIQUE,\n"
        "  PRIMARY KEY (staff_id, on_day)\n"
        ");\n"
        "CREATE TRIGGER \"Changes\" AFTER INSERT OR UPDATE OR DELETE ON shifts FOR EACH ROW EXECUTE FUNCTION "
        "note_change();\n"
        "CREATE TRIGGER \"Changes_none\" BEFORE TRUNCATE ON shifts EXECUTE FUNCTION note_change();\n"
        "CREATE TABLE receipts (\n"
        "  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,\n"
        "  words text COLLATE \"C\" NOT NULL\n"
        ");\n"
        "INSERT INTO material (id, code, label) VALUES\n"
        "  (3, 'glass', 'Glass');\n"
        "ALTER TABLE makers ADD COLUMN greeted_by bigint REFERENCES staff (id);\n"
        "INSERT INTO makers (name, name_key) VALUES ('The house itself', 'house itself');\n"
        "UPDATE makers SET local = 1;\n"
        "ALTER TABLE thing_records ADD COLUMN shelf text COLLATE \"C\";\n"
        "CREATE OR REPLACE VIEW things AS SELECT * FROM thing_records WHERE withdrawn = 0;"},
};
const size_t db_migration_count = 2;
const char *const db_fleeting_tables[] = {"baskets", NULL};
static const struct db_column columns_of_makers[] = {
    {.name = "id", .type = DB_ID, .of = "makers"},
    {.name = "name", .type = DB_TEXT},
    {.name = "name_key", .type = DB_TEXT, .left_out = true},
    {.name = "local", .type = DB_FLAG, .fallback = "1"},
    {.name = "greeted_by", .type = DB_ID, .of = "staff"},
};
static const struct db_column columns_of_thing_records[] = {
    {.name = "id", .type = DB_ID, .of = "thing_records"},
    {.name = "maker_id", .type = DB_ID, .of = "makers"},
    {.name = "title", .type = DB_TEXT},
    {.name = "words", .type = DB_TEXT},
    {.name = "material", .type = DB_ENUM, .member = &material_table, .fallback = "0"},
    {.name = "price", .type = DB_PENCE, .fallback = "-1"},
    {.name = "made_on", .type = DB_DAY},
    {.name = "weight", .type = DB_REAL},
    {.name = "discount", .type = DB_PERCENT},
    {.name = "picture", .type = DB_BYTES},
    {.name = "seen_at", .type = DB_INSTANT},
    {.name = "withdrawn", .type = DB_FLAG, .fallback = "0"},
    {.name = "shelf", .type = DB_TEXT},
};
static const struct db_column columns_of_costs[] = {
    {.name = "thing_id", .type = DB_ID, .of = "thing_records"},
    {.name = "paid", .type = DB_PENCE},
};
static const struct db_column columns_of_sales[] = {
    {.name = "id", .type = DB_ID, .of = "sales"},
    {.name = "thing_id", .type = DB_ID, .of = "thing_records"},
    {.name = "price", .type = DB_PENCE},
};
static const struct db_column columns_of_baskets[] = {
    {.name = "token", .type = DB_BYTES},
};
static const struct db_column columns_of_deeds[] = {
    {.name = "id", .type = DB_ID, .of = "deeds"},
    {.name = "deed", .type = DB_TEXT},
};
static const struct db_column columns_of_staff[] = {
    {.name = "id", .type = DB_ID, .of = "staff", .about_people = true},
    {.name = "name", .type = DB_TEXT, .about_people = true},
    {.name = "boss_id", .type = DB_ID, .of = "staff", .about_people = true},
    {.name = "from_on", .type = DB_DAY, .secret = true, .about_people = true},
    {.name = "door_code", .type = DB_TEXT, .secret = true, .about_people = true},
};
static const struct db_column columns_of_shifts[] = {
    {.name = "staff_id", .type = DB_ID, .of = "staff", .about_people = true},
    {.name = "on_day", .type = DB_DAY, .about_people = true},
};
static const struct db_column columns_of_receipts[] = {
    {.name = "id", .type = DB_ID, .of = "receipts"},
    {.name = "words", .type = DB_TEXT, .left_out = true},
};
const struct db_table db_tables[] = {
    {.name = "baskets", .column = columns_of_baskets, .count = 1, .subject = DB_NO_SUBJECT, .number = DB_NO_NUMBER, .fleeting = true,
     .sqlite = {.read = "SELECT rowid, token FROM baskets WHERE rowid > ?1 ORDER BY rowid",
         .write = "INSERT INTO baskets (rowid, token) VALUES (?1, ?2)",
         .extent = "SELECT count(*), max(rowid) FROM baskets",
         .empty = "DELETE FROM baskets"},
     .postgresql = {.read = "SELECT place, token FROM baskets WHERE place > $1::bigint ORDER BY place",
         .write = "COPY baskets (place, token) FROM STDIN (FORMAT binary)",
         .extent = "SELECT count(*), max(place) FROM baskets",
         .empty = "DELETE FROM baskets"}},
    {.name = "costs", .column = columns_of_costs, .count = 2, .subject = DB_NO_SUBJECT, .number = 0, .audited = true, .is_protected = true,
     .sqlite = {.read = "SELECT thing_id, paid FROM costs WHERE thing_id > ?1 ORDER BY thing_id",
         .write = "INSERT INTO costs (thing_id, paid) VALUES (?1, ?2)",
         .extent = "SELECT count(*), max(thing_id) FROM costs",
         .empty = "DELETE FROM costs"},
     .postgresql = {.read = "SELECT thing_id, paid FROM costs WHERE thing_id > $1::bigint ORDER BY thing_id",
         .write = "COPY costs (thing_id, paid) FROM STDIN (FORMAT binary)",
         .extent = "SELECT count(*), max(thing_id) FROM costs",
         .empty = "DELETE FROM costs"}},
    {.name = "deeds", .column = columns_of_deeds, .count = 2, .subject = DB_NO_SUBJECT, .number = 0,
     .sqlite = {.read = "SELECT id, deed FROM deeds WHERE id > ?1 ORDER BY id",
         .write = "INSERT INTO deeds (id, deed) VALUES (?1, ?2)",
         .extent = "SELECT count(*), max(id) FROM deeds",
         .empty = "DELETE FROM deeds"},
     .postgresql = {.read = "SELECT id, deed FROM deeds WHERE id > $1::bigint ORDER BY id",
         .write = "COPY deeds (id, deed) FROM STDIN (FORMAT binary)",
         .extent = "SELECT count(*), max(id) FROM deeds",
         .empty = "DELETE FROM deeds"}},
    {.name = "makers", .column = columns_of_makers, .count = 5, .subject = DB_NO_SUBJECT, .number = 0, .audited = true,
     .sqlite = {.read = "SELECT id, name, name_key, local, greeted_by FROM makers WHERE id > ?1 ORDER BY id",
         .write = "INSERT INTO makers (id, name, name_key, local, greeted_by) VALUES (?1, ?2, ?3, ?4, ?5)",
         .extent = "SELECT count(*), max(id) FROM makers",
         .empty = "DELETE FROM makers"},
     .postgresql = {.read = "SELECT id, name, name_key, local, greeted_by FROM makers WHERE id > $1::bigint ORDER BY id",
         .write = "COPY makers (id, name, name_key, local, greeted_by) FROM STDIN (FORMAT binary)",
         .extent = "SELECT count(*), max(id) FROM makers",
         .empty = "DELETE FROM makers"}},
    {.name = "receipts", .column = columns_of_receipts, .count = 2, .subject = DB_NO_SUBJECT, .number = 0,
     .sqlite = {.read = "SELECT id, words FROM receipts WHERE id > ?1 ORDER BY id",
         .write = "INSERT INTO receipts (id, words) VALUES (?1, ?2)",
         .extent = "SELECT count(*), max(id) FROM receipts",
         .empty = "DELETE FROM receipts"},
     .postgresql = {.read = "SELECT id, words FROM receipts WHERE id > $1::bigint ORDER BY id",
         .write = "COPY receipts (id, words) FROM STDIN (FORMAT binary)",
         .extent = "SELECT count(*), max(id) FROM receipts",
         .empty = "DELETE FROM receipts"}},
    {.name = "sales", .column = columns_of_sales, .count = 3, .subject = DB_NO_SUBJECT, .number = 0, .audited = true,
     .sqlite = {.read = "SELECT id, thing_id, price FROM sales WHERE id > ?1 ORDER BY id",
         .write = "INSERT INTO sales (id, thing_id, price) VALUES (?1, ?2, ?3)",
         .extent = "SELECT count(*), max(id) FROM sales",
         .empty = "DELETE FROM sales"},
     .postgresql = {.read = "SELECT id, thing_id, price FROM sales WHERE id > $1::bigint ORDER BY id",
         .write = "COPY sales (id, thing_id, price) FROM STDIN (FORMAT binary)",
         .extent = "SELECT count(*), max(id) FROM sales",
         .empty = "DELETE FROM sales"}},
    {.name = "shifts", .column = columns_of_shifts, .count = 2, .subject = 0, .number = DB_NO_NUMBER, .audited = true,
     .sqlite = {.read = "SELECT rowid, staff_id, on_day FROM shifts WHERE rowid > ?1 ORDER BY rowid",
         .write = "INSERT INTO shifts (rowid, staff_id, on_day) VALUES (?1, ?2, ?3)",
         .extent = "SELECT count(*), max(rowid) FROM shifts",
         .empty = "DELETE FROM shifts"},
     .postgresql = {.read = "SELECT place, staff_id, on_day FROM shifts WHERE place > $1::bigint ORDER BY place",
         .write = "COPY shifts (place, staff_id, on_day) FROM STDIN (FORMAT binary)",
         .extent = "SELECT count(*), max(place) FROM shifts",
         .empty = "DELETE FROM shifts"}},
    {.name = "staff", .column = columns_of_staff, .count = 5, .subject = 0, .number = 0, .audited = true, .refers_to_itself = true,
     .sqlite = {.read = "SELECT id, name, boss_id, from_on, door_code FROM staff WHERE id > ?1 ORDER BY id",
         .write = "INSERT INTO staff (id, name, boss_id, from_on, door_code) VALUES (?1, ?2, ?3, ?4, ?5)",
         .extent = "SELECT count(*), max(id) FROM staff",
         .empty = "DELETE FROM staff"},
     .postgresql = {.read = "SELECT id, name, boss_id, from_on, door_code FROM staff WHERE id > $1::bigint ORDER BY id",
         .write = "COPY staff (id, name, boss_id, from_on, door_code) FROM STDIN (FORMAT binary)",
         .extent = "SELECT count(*), max(id) FROM staff",
         .empty = "DELETE FROM staff"}},
    {.name = "thing_records", .column = columns_of_thing_records, .count = 13, .subject = DB_NO_SUBJECT, .number = 0, .audited = true,
     .sqlite = {.read = "SELECT id, maker_id, title, words, material, price, made_on, weight, discount, picture, seen_at, "
        "withdrawn, shelf FROM thing_records WHERE id > ?1 ORDER BY id",
         .write = "INSERT INTO thing_records (id, maker_id, title, words, material, price, made_on, weight, discount, "
        "picture, seen_at, withdrawn, shelf) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
        "?13)",
         .extent = "SELECT count(*), max(id) FROM thing_records",
         .empty = "DELETE FROM thing_records"},
     .postgresql = {.read = "SELECT id, maker_id, title, words, material, price, made_on, weight, discount, picture, seen_at, "
        "withdrawn, shelf FROM thing_records WHERE id > $1::bigint ORDER BY id",
         .write = "COPY thing_records (id, maker_id, title, words, material, price, made_on, weight, discount, "
        "picture, seen_at, withdrawn, shelf) FROM STDIN (FORMAT binary)",
         .extent = "SELECT count(*), max(id) FROM thing_records",
         .empty = "DELETE FROM thing_records"}},
};
const size_t db_table_count = 9;
const char *const db_tables_in_order[] = {"baskets", "deeds", "staff", "shifts", "receipts", "makers", "thing_records", "costs", "sales", NULL};
const struct db_search db_searches[] = {
    {.name = "thing_search",
     .rebuild_sqlite = "INSERT INTO thing_search (thing_search) VALUES ('rebuild')",
     .rebuild_postgresql = "DELETE FROM thing_search; DELETE FROM thing_search_uncounted; DELETE FROM thing_search_vocabulary; "
        "INSERT INTO thing_search (rowid, words) SELECT id, search_words(t.title, 'A') || search_words(t.words, "
        "'B') FROM thing_records t; INSERT INTO thing_search_vocabulary (term, doc) SELECT word, ndoc "
        "FROM ts_stat('SELECT words FROM thing_search');",
     .check_postgresql = "SELECT (SELECT count(*) FROM thing_records t FULL JOIN thing_search f ON f.rowid = t.id WHERE "
        "t.id IS NULL OR f.words IS DISTINCT FROM (search_words(t.title, 'A') || search_words(t.words, "
        "'B'))) + (SELECT count(*) FROM ts_stat('SELECT words FROM thing_search') s FULL JOIN thing_search_vocabulary "
        "v ON v.term = s.word COLLATE \"C\" WHERE v.doc IS DISTINCT FROM s.ndoc)"},
    {.name = "staff_search",
     .rebuild_sqlite = "INSERT INTO staff_search (staff_search) VALUES ('rebuild')",
     .rebuild_postgresql = "DELETE FROM staff_search; DELETE FROM staff_search_uncounted; DELETE FROM staff_search_vocabulary; "
        "INSERT INTO staff_search (rowid, words) SELECT id, search_words(t.name, 'A') FROM staff t; "
        "INSERT INTO staff_search_vocabulary (term, doc) SELECT word, ndoc FROM ts_stat('SELECT words "
        "FROM staff_search');",
     .check_postgresql = "SELECT (SELECT count(*) FROM staff t FULL JOIN staff_search f ON f.rowid = t.id WHERE t.id "
        "IS NULL OR f.words IS DISTINCT FROM (search_words(t.name, 'A'))) + (SELECT count(*) FROM ts_stat('SELECT "
        "words FROM staff_search') s FULL JOIN staff_search_vocabulary v ON v.term = s.word COLLATE "
        "\"C\" WHERE v.doc IS DISTINCT FROM s.ndoc)"},
    {.name = NULL}};
const char *const db_people_searches[] = {"staff_search", NULL};
