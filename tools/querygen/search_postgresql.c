/*
 * CREATE SEARCH on PostgreSQL: words in a tsvector, and how many rows have each.
 *
 * The search s of a table t is a table s (rowid, words), kept by triggers on t; its rows have no
 * reference to t, since the triggers say the same and a reference would lock a row of t each time.
 * s_vocabulary (term, doc) counts in how many rows a word is. To add to a frequent word's row with
 * each row of an import would write that row anew a hundred thousand times in one transaction; so
 * s_uncounted keeps what the words of a changed row were, and the commit counts once, for all rows
 * of the transaction together. The row -1 there is the transaction's mark: its trigger waits for
 * the commit.
 *
 * The words come from search_words() in src/engine/db/postgresql/functions.sql.
 */
#include "querygen.h"

/* {s}: the search, {t}: its table, {columns}, {old}, {new}: its columns' names, {words}: the words
 * of a row `t`, {words of new}: of a row `new`. */
static const char form[] =
    "CREATE TABLE {s} (rowid bigint PRIMARY KEY, words tsvector NOT NULL);\n"
    "CREATE INDEX {s}_words ON {s} USING gin (words) WITH (gin_pending_list_limit = 256);\n"
    "CREATE TABLE {s}_vocabulary (term text COLLATE \"C\" PRIMARY KEY, doc bigint NOT NULL) "
    "WITH (fillfactor = 70);\n"
    "CREATE TABLE {s}_uncounted (rowid bigint PRIMARY KEY, was tsvector);\n"
    "CREATE FUNCTION {s}_rank(words tsvector, query tsquery) RETURNS double precision "
    "LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$\n"
    "  SELECT -ts_rank('{1, 1, 1, 1}'::real[], words, query, 1)::double precision $$;\n"
    "CREATE FUNCTION {s}_keep() RETURNS trigger LANGUAGE plpgsql AS $$\n"
    "BEGIN\n"
    "  INSERT INTO {s}_uncounted (rowid) VALUES (-1) ON CONFLICT DO NOTHING;\n"
    "  IF TG_OP <> 'INSERT' THEN\n"
    "    INSERT INTO {s}_uncounted (rowid, was)\n"
    "    SELECT f.rowid, f.words FROM {s} f WHERE f.rowid = old.id ON CONFLICT DO NOTHING;\n"
    "    DELETE FROM {s} WHERE rowid = old.id;\n"
    "  END IF;\n"
    "  IF TG_OP <> 'DELETE' THEN\n"
    "    INSERT INTO {s}_uncounted (rowid) VALUES (new.id) ON CONFLICT DO NOTHING;\n"
    "    INSERT INTO {s} (rowid, words) VALUES (new.id, {words of new});\n"
    "  END IF;\n"
    "  RETURN NULL;\n"
    "END $$;\n"
    "CREATE TRIGGER {s}_added AFTER INSERT OR DELETE ON {t} FOR EACH ROW "
    "EXECUTE FUNCTION {s}_keep();\n"
    "CREATE TRIGGER {s}_changed AFTER UPDATE OF id, {columns} ON {t} FOR EACH ROW "
    "WHEN ((old.id, {old}) IS DISTINCT FROM (new.id, {new})) EXECUTE FUNCTION {s}_keep();\n"
    /* Scalar subqueries and arrays, so that a plan made for a small table never reads a large one.
     */
    "CREATE FUNCTION {s}_count() RETURNS trigger LANGUAGE plpgsql AS $$\n"
    "DECLARE\n"
    "  terms text[];\n"
    "  steps bigint[];\n"
    "BEGIN\n"
    "  WITH taken AS (DELETE FROM {s}_uncounted RETURNING rowid, was),\n"
    "       word AS (SELECT unnest(tsvector_to_array(was)) AS term, -1 AS step FROM taken\n"
    "                UNION ALL\n"
    "                SELECT unnest(tsvector_to_array("
    "(SELECT f.words FROM {s} f WHERE f.rowid = taken.rowid))), 1 FROM taken),\n"
    "       summed AS (SELECT term, sum(step) AS step FROM word GROUP BY term "
    "HAVING sum(step) <> 0)\n"
    "  SELECT array_agg(term), array_agg(step) INTO terms, steps FROM summed;\n"
    "  INSERT INTO {s}_vocabulary AS v (term, doc) SELECT * FROM unnest(terms, steps)\n"
    "  ON CONFLICT (term) DO UPDATE SET doc = v.doc + excluded.doc;\n"
    "  IF 0 > ANY (steps) THEN\n"
    "    DELETE FROM {s}_vocabulary WHERE term = ANY (terms) AND doc = 0;\n"
    "  END IF;\n"
    "  RETURN NULL;\n"
    "END $$;\n"
    "CREATE CONSTRAINT TRIGGER {s}_counted AFTER INSERT ON {s}_uncounted "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.rowid = -1) EXECUTE FUNCTION {s}_count()";

static const char rebuild_form[] =
    "DELETE FROM {s}; DELETE FROM {s}_uncounted; DELETE FROM {s}_vocabulary; "
    "INSERT INTO {s} (rowid, words) SELECT id, {words} FROM {t} t; "
    "INSERT INTO {s}_vocabulary (term, doc) "
    "SELECT word, ndoc FROM ts_stat('SELECT words FROM {s}');";

static const char check_form[] =
    "SELECT (SELECT count(*) FROM {t} t FULL JOIN {s} f ON f.rowid = t.id "
    "WHERE t.id IS NULL OR f.words IS DISTINCT FROM ({words})) + "
    "(SELECT count(*) FROM ts_stat('SELECT words FROM {s}') s "
    "FULL JOIN {s}_vocabulary v ON v.term = s.word COLLATE \"C\" "
    "WHERE v.doc IS DISTINCT FROM s.ndoc)";

static text names_of(struct arena *arena, const struct table *search, const char *prefix)
{
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < search->columns.count; i++)
        text_add_format(&out, "%s%s%.*s", i > 0 ? ", " : "", prefix,
                        TEXT_ARG(search->columns.at[i].name));
    return text_built(&out);
}

/* The first column's words are marked A, the second's B, the third's C, all others' D, for the
 * rank to tell them apart. */
static text words_of(struct arena *arena, const struct table *search, const char *prefix)
{
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < search->columns.count; i++)
        text_add_format(&out, "%ssearch_words(%s%.*s, '%c')", i > 0 ? " || " : "", prefix,
                        TEXT_ARG(search->columns.at[i].name), "ABCD"[i < 3 ? i : 3]);
    return text_built(&out);
}

static text filled(struct arena *arena, const struct table *search, const char *words)
{
    const struct {
        text name, value;
    } place[] = {{T("{s}"), search->name},
                 {T("{t}"), search->search_of},
                 {T("{columns}"), names_of(arena, search, "")},
                 {T("{old}"), names_of(arena, search, "old.")},
                 {T("{new}"), names_of(arena, search, "new.")},
                 {T("{words}"), words_of(arena, search, "t.")},
                 {T("{words of new}"), words_of(arena, search, "new.")}};
    struct text_builder out = {.arena = arena};
    for (text rest = text_of(words); rest.len > 0;) {
        size_t taken = 0;
        for (size_t i = 0; i < sizeof(place) / sizeof(place[0]) && taken == 0; i++)
            if (text_starts(rest, place[i].name)) {
                text_add(&out, place[i].value);
                taken = place[i].name.len;
            }
        if (taken == 0)
            text_add_char(&out, rest.ptr[0]);
        rest = text_slice(rest, taken > 0 ? taken : 1, rest.len);
    }
    return text_built(&out);
}

text search_postgresql_ddl(struct arena *arena, const struct table *search)
{
    return filled(arena, search, form);
}

text search_postgresql_rebuild(struct arena *arena, const struct table *search)
{
    return filled(arena, search, rebuild_form);
}

text search_postgresql_check(struct arena *arena, const struct table *search)
{
    return filled(arena, search, check_form);
}
