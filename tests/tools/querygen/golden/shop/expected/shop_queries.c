/* Made by querygen from the statements of shop. */
#include "shop_queries.h"

#pragma GCC diagnostic ignored "-Woverlength-strings"

extern const struct db_statement shop_statements[]; /* for registry.c */
const struct db_statement shop_statements[] = {
    {.name = "shop/thing_by_id",
     .sqlite =
        "SELECT t.* FROM things t WHERE t.id = ?1",
     .postgresql =
        "SELECT t.* FROM things t WHERE t.id = $1::bigint",
     .columns = "iittiiiribiit",
     .file = "shop/queries.sql",
     .line = 4,
     .index = 0},
    {.name = "shop/maker_named",
     .sqlite =
        "SELECT m.id, m.name FROM makers m WHERE m.name_key = ?1",
     .postgresql =
        "SELECT m.id, m.name FROM makers m WHERE m.name_key = $1::text",
     .columns = "it",
     .file = "shop/queries.sql",
     .line = 9,
     .index = 1},
    {.name = "shop/makers_some",
     .sqlite =
        "SELECT m.id, m.name FROM makers m WHERE ?1 IS NULL OR m.local = ?1 ORDER BY m.name LIMIT ?2",
     .postgresql =
        "SELECT m.id, m.name FROM makers m WHERE $1::bigint IS NULL OR m.local = $1::bigint ORDER BY "
        "m.name LIMIT $2::bigint",
     .columns = "it",
     .file = "shop/queries.sql",
     .line = 14,
     .index = 2,
     .scan_ok = true,
     .sort_ok = true},
    {.name = "shop/thing_add",
     .sqlite =
        "INSERT INTO thing_records (maker_id, title, words, material, price, made_on, weight, discount, "
        "picture, seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
     .postgresql =
        "INSERT INTO thing_records (maker_id, title, words, material, price, made_on, weight, discount, "
        "picture, seen_at) VALUES ($1::bigint, $2::text, $3::text, $4::bigint, $5::bigint, $6::bigint, "
        "$7::double precision, $8::bigint, $9::bytea, $10::bigint) RETURNING id",
     .columns = "",
     .file = "shop/queries.sql",
     .line = 21,
     .index = 3,
     .writes = true,
     .returns_id = true},
    {.name = "shop/maker_add",
     .sqlite =
        "INSERT INTO makers (name, name_key) VALUES (?1, ?2)",
     .postgresql =
        "INSERT INTO makers (name, name_key) VALUES ($1::text, $2::text) ON CONFLICT DO NOTHING RETURNING "
        "id",
     .columns = "",
     .file = "shop/queries.sql",
     .line = 27,
     .index = 4,
     .writes = true,
     .returns_id = true,
     .conflict_ignored = true},
    {.name = "shop/maker_rename",
     .sqlite =
        "UPDATE makers SET name = ?2, name_key = ?3 WHERE id = ?1",
     .postgresql =
        "UPDATE makers SET name = $2::text, name_key = $3::text WHERE id = $1::bigint",
     .columns = "",
     .file = "shop/queries.sql",
     .line = 32,
     .index = 5,
     .writes = true},
    {.name = "shop/cost_keep",
     .sqlite =
        "INSERT INTO costs (thing_id, paid) VALUES (?1, ?2) ON CONFLICT (thing_id) DO UPDATE SET paid "
        "= excluded.paid",
     .postgresql =
        "INSERT INTO costs (thing_id, paid) VALUES ($1::bigint, $2::bigint) ON CONFLICT (thing_id) DO "
        "UPDATE SET paid = excluded.paid",
     .columns = "",
     .file = "shop/queries.sql",
     .line = 37,
     .index = 6,
     .writes = true},
    {.name = "shop/thing_reprice",
     .sqlite =
        "UPDATE thing_records SET price = ?2 WHERE id = ?1 RETURNING id, price, price / 100 AS \"pounds\"",
     .postgresql =
        "UPDATE thing_records SET price = $2::bigint WHERE id = $1::bigint RETURNING id, price, (price "
        "/ 100)::bigint AS \"pounds\"",
     .columns = "iii",
     .file = "shop/queries.sql",
     .line = 41,
     .index = 7,
     .writes = true},
    {.name = "shop/things_of",
     .sqlite =
        "SELECT count(*) FROM things WHERE material = ?1",
     .postgresql =
        "SELECT count(*) FROM things WHERE material = $1::bigint",
     .columns = "i",
     .file = "shop/queries.sql",
     .line = 46,
     .index = 8},
    {.name = "shop/stones_paid",
     .sqlite =
        "SELECT coalesce(sum(c.paid), 0) AS \"paid\", max(t.made_on) AS \"newest\" FROM costs c JOIN things "
        "t ON t.id = c.thing_id WHERE t.material = 2",
     .postgresql =
        "SELECT (coalesce(sum(c.paid), 0))::bigint AS \"paid\", (max(t.made_on))::bigint AS \"newest\" FROM "
        "costs c JOIN things t ON t.id = c.thing_id WHERE t.material = 2",
     .columns = "ii",
     .file = "shop/queries.sql",
     .line = 51,
     .index = 9},
    {.name = "shop/names_all",
     .sqlite =
        "SELECT m.name, m.id AS \"of\" FROM makers m UNION ALL SELECT t.title, NULL FROM things t",
     .postgresql =
        "SELECT m.name, (m.id)::bigint AS \"of\" FROM makers m UNION ALL SELECT t.title, NULL FROM things "
        "t",
     .columns = "ti",
     .file = "shop/queries.sql",
     .line = 57,
     .index = 10},
    {.name = "shop/makers_ranked",
     .sqlite =
        "WITH made AS (SELECT t.maker_id, count(*) AS number FROM things t GROUP BY t.maker_id) SELECT "
        "m.name, d.number AS \"number\", rank() OVER (ORDER BY d.number DESC) AS \"place\" FROM makers m "
        "LEFT JOIN made d ON d.maker_id = m.id",
     .postgresql =
        "WITH made AS (SELECT t.maker_id, count(*) AS number FROM things t GROUP BY t.maker_id) SELECT "
        "m.name, (d.number)::bigint AS \"number\", (rank() OVER (ORDER BY d.number DESC))::bigint AS \"place\" "
        "FROM makers m LEFT JOIN made d ON d.maker_id = m.id",
     .columns = "tii",
     .file = "shop/queries.sql",
     .line = 63,
     .index = 11},
    {.name = "shop/things_found",
     .sqlite =
        "SELECT t.id, t.title, s.rank AS \"rank\" FROM thing_search s JOIN things t ON t.id = s.rowid "
        "WHERE s.thing_search MATCH ?1 ORDER BY s.rank LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, (thing_search_rank(s.words, search_query($1::text)))::double precision "
        "AS \"rank\" FROM thing_search s JOIN things t ON t.id = s.rowid WHERE s.words @@ search_query($1::text) "
        "ORDER BY 3 LIMIT $2::bigint",
     .columns = "itr",
     .file = "shop/queries.sql",
     .line = 69,
     .index = 12,
     .plan_each = true},
    {.name = "shop/things_matching[all,best,first]",
     .sqlite =
        "SELECT t.id, t.title, f.rank, t.id FROM thing_search f JOIN things t ON t.id = f.rowid WHERE "
        "(thing_search MATCH ?1) ORDER BY f.rank, t.id LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, (f.rank)::double precision, t.id FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid ORDER BY f.rank, t.id LIMIT $2::bigint",
     .columns = "itri",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 13,
     .paged = true},
    {.name = "shop/things_matching[all,best,after]",
     .sqlite =
        "SELECT t.id, t.title, f.rank, t.id FROM thing_search f JOIN things t ON t.id = f.rowid WHERE "
        "(thing_search MATCH ?1) AND (f.rank, t.id) > (?2, ?3) ORDER BY f.rank, t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, (f.rank)::double precision, t.id FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE (f.rank, t.id) > ($2::double precision, $3::bigint) ORDER "
        "BY f.rank, t.id LIMIT $4::bigint",
     .columns = "itri",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 14,
     .paged = true},
    {.name = "shop/things_matching[all,best,before]",
     .sqlite =
        "SELECT t.id, t.title, f.rank, t.id FROM thing_search f JOIN things t ON t.id = f.rowid WHERE "
        "(thing_search MATCH ?1) AND (f.rank, t.id) < (?2, ?3) ORDER BY f.rank DESC, t.id DESC LIMIT "
        "?4",
     .postgresql =
        "SELECT t.id, t.title, (f.rank)::double precision, t.id FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE (f.rank, t.id) < ($2::double precision, $3::bigint) ORDER "
        "BY f.rank DESC, t.id DESC LIMIT $4::bigint",
     .columns = "itri",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 15,
     .paged = true},
    {.name = "shop/things_matching[all,ends,first]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND t.made_on >= -9e999 ORDER BY t.made_on DESC, f.rowid LIMIT "
        "?2",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE t.made_on IS NOT NULL ORDER BY t.made_on DESC, f.rowid LIMIT "
        "$2::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 16,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[all,ends,after]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND t.made_on <= ?2 AND (t.made_on < ?2 OR (f.rowid > ?3)) ORDER "
        "BY t.made_on DESC, f.rowid LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE t.made_on <= $2::bigint AND (t.made_on < $2::bigint OR (f.rowid "
        "> $3::bigint)) ORDER BY t.made_on DESC, f.rowid LIMIT $4::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 17,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[all,ends,before]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND t.made_on >= ?2 AND (t.made_on > ?2 OR (f.rowid < ?3)) ORDER "
        "BY t.made_on, f.rowid DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE t.made_on >= $2::bigint AND (t.made_on > $2::bigint OR (f.rowid "
        "< $3::bigint)) ORDER BY t.made_on, f.rowid DESC LIMIT $4::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 18,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[all,ends,lacking first]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND t.made_on IS NULL ORDER BY f.rowid LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE t.made_on IS NULL ORDER BY f.rowid LIMIT $2::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 19,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[all,ends,lacking after]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND t.made_on IS NULL AND f.rowid > ?2 ORDER BY f.rowid LIMIT "
        "?3",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE t.made_on IS NULL AND f.rowid > $2::bigint ORDER BY f.rowid "
        "LIMIT $3::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 20,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[all,ends,lacking before]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND t.made_on IS NULL AND f.rowid < ?2 ORDER BY f.rowid DESC "
        "LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE t.made_on IS NULL AND f.rowid < $2::bigint ORDER BY f.rowid "
        "DESC LIMIT $3::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 21,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[all,ends,last]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND t.made_on >= -9e999 ORDER BY t.made_on, f.rowid DESC LIMIT "
        "?2",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE t.made_on IS NOT NULL ORDER BY t.made_on, f.rowid DESC LIMIT "
        "$2::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 22,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[stone,best,first]",
     .sqlite =
        "SELECT t.id, t.title, f.rank, t.id FROM thing_search f JOIN things t ON t.id = f.rowid WHERE "
        "(thing_search MATCH ?1) AND (t.material = 2) ORDER BY f.rank, t.id LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, (f.rank)::double precision, t.id FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE (t.material = 2) ORDER BY f.rank, t.id LIMIT $2::bigint",
     .columns = "itri",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 23,
     .paged = true},
    {.name = "shop/things_matching[stone,best,after]",
     .sqlite =
        "SELECT t.id, t.title, f.rank, t.id FROM thing_search f JOIN things t ON t.id = f.rowid WHERE "
        "(thing_search MATCH ?1) AND (t.material = 2) AND (f.rank, t.id) > (?2, ?3) ORDER BY f.rank, "
        "t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, (f.rank)::double precision, t.id FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE (t.material = 2) AND (f.rank, t.id) > ($2::double precision, "
        "$3::bigint) ORDER BY f.rank, t.id LIMIT $4::bigint",
     .columns = "itri",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 24,
     .paged = true},
    {.name = "shop/things_matching[stone,best,before]",
     .sqlite =
        "SELECT t.id, t.title, f.rank, t.id FROM thing_search f JOIN things t ON t.id = f.rowid WHERE "
        "(thing_search MATCH ?1) AND (t.material = 2) AND (f.rank, t.id) < (?2, ?3) ORDER BY f.rank "
        "DESC, t.id DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, (f.rank)::double precision, t.id FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE (t.material = 2) AND (f.rank, t.id) < ($2::double precision, "
        "$3::bigint) ORDER BY f.rank DESC, t.id DESC LIMIT $4::bigint",
     .columns = "itri",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 25,
     .paged = true},
    {.name = "shop/things_matching[stone,ends,first]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND (t.material = 2) AND t.made_on >= -9e999 ORDER BY t.made_on "
        "DESC, f.rowid LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE (t.material = 2) AND t.made_on IS NOT NULL ORDER BY t.made_on "
        "DESC, f.rowid LIMIT $2::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 26,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[stone,ends,after]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND (t.material = 2) AND t.made_on <= ?2 AND (t.made_on < ?2 "
        "OR (f.rowid > ?3)) ORDER BY t.made_on DESC, f.rowid LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE (t.material = 2) AND t.made_on <= $2::bigint AND (t.made_on "
        "< $2::bigint OR (f.rowid > $3::bigint)) ORDER BY t.made_on DESC, f.rowid LIMIT $4::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 27,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[stone,ends,before]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND (t.material = 2) AND t.made_on >= ?2 AND (t.made_on > ?2 "
        "OR (f.rowid < ?3)) ORDER BY t.made_on, f.rowid DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE (t.material = 2) AND t.made_on >= $2::bigint AND (t.made_on "
        "> $2::bigint OR (f.rowid < $3::bigint)) ORDER BY t.made_on, f.rowid DESC LIMIT $4::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 28,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[stone,ends,lacking first]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND (t.material = 2) AND t.made_on IS NULL ORDER BY f.rowid LIMIT "
        "?2",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE (t.material = 2) AND t.made_on IS NULL ORDER BY f.rowid LIMIT "
        "$2::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 29,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[stone,ends,lacking after]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND (t.material = 2) AND t.made_on IS NULL AND f.rowid > ?2 ORDER "
        "BY f.rowid LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE (t.material = 2) AND t.made_on IS NULL AND f.rowid > $2::bigint "
        "ORDER BY f.rowid LIMIT $3::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 30,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[stone,ends,lacking before]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND (t.material = 2) AND t.made_on IS NULL AND f.rowid < ?2 ORDER "
        "BY f.rowid DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE (t.material = 2) AND t.made_on IS NULL AND f.rowid < $2::bigint "
        "ORDER BY f.rowid DESC LIMIT $3::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 31,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching[stone,ends,last]",
     .sqlite =
        "SELECT t.id, t.title, t.made_on, f.rowid FROM thing_search f JOIN things t ON t.id = f.rowid "
        "WHERE (thing_search MATCH ?1) AND (t.material = 2) AND t.made_on >= -9e999 ORDER BY t.made_on, "
        "f.rowid DESC LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.made_on, (f.rowid)::bigint FROM (SELECT s.rowid, thing_search_rank(s.words, "
        "q) AS rank FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN "
        "things t ON t.id = f.rowid WHERE (t.material = 2) AND t.made_on IS NOT NULL ORDER BY t.made_on, "
        "f.rowid DESC LIMIT $2::bigint",
     .columns = "itii",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 32,
     .plan_each = true,
     .paged = true},
    {.name = "shop/things_matching_count[all]",
     .sqlite =
        "SELECT count(*) FROM (SELECT 1 FROM thing_search f JOIN things t ON t.id = f.rowid WHERE (thing_search "
        "MATCH ?1) LIMIT ?2)",
     .postgresql =
        "SELECT count(*) FROM (SELECT 1 FROM (SELECT s.rowid, thing_search_rank(s.words, q) AS rank "
        "FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN things t "
        "ON t.id = f.rowid LIMIT $2::bigint) counted",
     .columns = "i",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 33,
     .plan_each = true},
    {.name = "shop/things_matching_count[stone]",
     .sqlite =
        "SELECT count(*) FROM (SELECT 1 FROM thing_search f JOIN things t ON t.id = f.rowid WHERE (thing_search "
        "MATCH ?1) AND (t.material = 2) LIMIT ?2)",
     .postgresql =
        "SELECT count(*) FROM (SELECT 1 FROM (SELECT s.rowid, thing_search_rank(s.words, q) AS rank "
        "FROM thing_search s CROSS JOIN search_query($1::text) q WHERE s.words @@ q) f JOIN things t "
        "ON t.id = f.rowid WHERE (t.material = 2) LIMIT $2::bigint) counted",
     .columns = "i",
     .file = "shop/queries.sql",
     .line = 81,
     .index = 34,
     .plan_each = true},
    {.name = "shop/makers_told",
     .sqlite =
        "SELECT m.id, instr(m.name, '\"') > 0 AS \"quoted\", ?2 = x'00ff' AS \"blank\", (SELECT group_concat(o.title) "
        "FROM (SELECT t.title FROM things t WHERE t.maker_id = m.id ORDER BY t.id) o) AS \"titles\", (SELECT "
        "group_concat(t.price / 100, char(10)) FROM things t WHERE t.maker_id = m.id) AS \"pounds\", +m.id "
        "IS NOT DISTINCT FROM 1 AS \"first\" FROM makers m CROSS JOIN things s ON s.maker_id = m.id CROSS "
        "JOIN costs c WHERE m.id IN (SELECT value FROM json_each(?1)) AND likelihood(s.price > 0, 0.1) "
        "ORDER BY s.made_on DESC NULLS LAST, m.id",
     .postgresql =
        "SELECT m.id, (strpos (m.name, '\"') > 0)::int::bigint AS \"quoted\", ($2::bytea = '\\x00ff'::bytea)::int::bigint "
        "AS \"blank\", ((SELECT string_agg ((o.title)::text, ',' ) FROM (SELECT t.title FROM things t "
        "WHERE t.maker_id = m.id ORDER BY t.id) o))::text AS \"titles\", ((SELECT string_agg ((t.price "
        "/ 100)::text , chr (10)) FROM things t WHERE t.maker_id = m.id))::text AS \"pounds\", (+m.id "
        "IS NOT DISTINCT FROM 1)::int::bigint AS \"first\" FROM makers m JOIN things s ON s.maker_id = "
        "m.id CROSS JOIN costs c WHERE m.id IN (SELECT value FROM list_values ($1::text)) AND (s.price "
        "> 0 ) ORDER BY s.made_on DESC NULLS LAST, m.id",
     .columns = "iiitti",
     .file = "shop/queries.sql",
     .line = 96,
     .index = 35,
     .scan_ok = true,
     .sort_ok = true},
    {.name = "shop/things_list[all,newest,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND t.made_on >= -9e999 ORDER BY t.made_on DESC, "
        "t.id DESC LIMIT ?1",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND t.made_on IS NOT NULL ORDER "
        "BY t.made_on DESC, t.id DESC LIMIT $1::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 36,
     .paged = true},
    {.name = "shop/things_list[all,newest,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on, t.id) < (?1, ?2) ORDER BY t.made_on "
        "DESC, t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on, t.id) < ($1::bigint, "
        "$2::bigint) ORDER BY t.made_on DESC, t.id DESC LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 37,
     .paged = true},
    {.name = "shop/things_list[all,newest,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on, t.id) > (?1, ?2) ORDER BY t.made_on, "
        "t.id LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on, t.id) > ($1::bigint, "
        "$2::bigint) ORDER BY t.made_on, t.id LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 38,
     .paged = true},
    {.name = "shop/things_list[all,newest,lacking first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND t.made_on IS NULL ORDER BY t.id DESC LIMIT ?1",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND t.made_on IS NULL ORDER BY t.id "
        "DESC LIMIT $1::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 39,
     .paged = true},
    {.name = "shop/things_list[all,newest,lacking after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND t.made_on IS NULL AND t.id < ?1 ORDER BY t.id "
        "DESC LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND t.made_on IS NULL AND t.id < "
        "$1::bigint ORDER BY t.id DESC LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 40,
     .paged = true},
    {.name = "shop/things_list[all,newest,lacking before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND t.made_on IS NULL AND t.id > ?1 ORDER BY t.id "
        "LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND t.made_on IS NULL AND t.id > "
        "$1::bigint ORDER BY t.id LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 41,
     .paged = true},
    {.name = "shop/things_list[all,newest,last]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND t.made_on >= -9e999 ORDER BY t.made_on, t.id "
        "LIMIT ?1",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND t.made_on IS NOT NULL ORDER "
        "BY t.made_on, t.id LIMIT $1::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 42,
     .paged = true},
    {.name = "shop/things_list[all,title,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) ORDER BY t.title, t.id DESC LIMIT ?1",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) ORDER BY t.title, t.id DESC LIMIT "
        "$1::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 43,
     .paged = true},
    {.name = "shop/things_list[all,title,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND t.title >= ?1 AND (t.title > ?1 OR (t.id < ?2)) "
        "ORDER BY t.title, t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND t.title >= $1::text AND (t.title "
        "> $1::text OR (t.id < $2::bigint)) ORDER BY t.title, t.id DESC LIMIT $3::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 44,
     .paged = true},
    {.name = "shop/things_list[all,title,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND t.title <= ?1 AND (t.title < ?1 OR (t.id > ?2)) "
        "ORDER BY t.title DESC, t.id LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND t.title <= $1::text AND (t.title "
        "< $1::text OR (t.id > $2::bigint)) ORDER BY t.title DESC, t.id LIMIT $3::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 45,
     .paged = true},
    {.name = "shop/things_list[all,length,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) ORDER BY length(t.title), t.id LIMIT "
        "?1",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) ORDER BY length(t.title), "
        "t.id LIMIT $1::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 46,
     .paged = true},
    {.name = "shop/things_list[all,length,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (length(t.title), t.id) > (?1, ?2) "
        "ORDER BY length(t.title), t.id LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (length(t.title), "
        "t.id) > ($1::bigint, $2::bigint) ORDER BY length(t.title), t.id LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 47,
     .paged = true},
    {.name = "shop/things_list[all,length,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (length(t.title), t.id) < (?1, ?2) "
        "ORDER BY length(t.title) DESC, t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (length(t.title), "
        "t.id) < ($1::bigint, $2::bigint) ORDER BY length(t.title) DESC, t.id DESC LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 48,
     .paged = true},
    {.name = "shop/things_list[maker,newest,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND t.made_on >= -9e999 ORDER "
        "BY t.made_on DESC, t.id DESC LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "t.made_on IS NOT NULL ORDER BY t.made_on DESC, t.id DESC LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 49,
     .paged = true},
    {.name = "shop/things_list[maker,newest,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.made_on, t.id) < (?2, "
        "?3) ORDER BY t.made_on DESC, t.id DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.made_on, t.id) < ($2::bigint, $3::bigint) ORDER BY t.made_on DESC, t.id DESC LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 50,
     .paged = true},
    {.name = "shop/things_list[maker,newest,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.made_on, t.id) > (?2, "
        "?3) ORDER BY t.made_on, t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.made_on, t.id) > ($2::bigint, $3::bigint) ORDER BY t.made_on, t.id LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 51,
     .paged = true},
    {.name = "shop/things_list[maker,newest,lacking first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND t.made_on IS NULL ORDER "
        "BY t.id DESC LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "t.made_on IS NULL ORDER BY t.id DESC LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 52,
     .paged = true},
    {.name = "shop/things_list[maker,newest,lacking after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND t.made_on IS NULL AND "
        "t.id < ?2 ORDER BY t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "t.made_on IS NULL AND t.id < $2::bigint ORDER BY t.id DESC LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 53,
     .paged = true},
    {.name = "shop/things_list[maker,newest,lacking before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND t.made_on IS NULL AND "
        "t.id > ?2 ORDER BY t.id LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "t.made_on IS NULL AND t.id > $2::bigint ORDER BY t.id LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 54,
     .paged = true},
    {.name = "shop/things_list[maker,newest,last]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND t.made_on >= -9e999 ORDER "
        "BY t.made_on, t.id LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "t.made_on IS NOT NULL ORDER BY t.made_on, t.id LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 55,
     .paged = true},
    {.name = "shop/things_list[maker,title,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) ORDER BY t.title, t.id DESC "
        "LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) ORDER "
        "BY t.title, t.id DESC LIMIT $2::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 56,
     .paged = true},
    {.name = "shop/things_list[maker,title,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND t.title >= ?2 AND (t.title "
        "> ?2 OR (t.id < ?3)) ORDER BY t.title, t.id DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "t.title >= $2::text AND (t.title > $2::text OR (t.id < $3::bigint)) ORDER BY t.title, t.id "
        "DESC LIMIT $4::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 57,
     .paged = true},
    {.name = "shop/things_list[maker,title,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND t.title <= ?2 AND (t.title "
        "< ?2 OR (t.id > ?3)) ORDER BY t.title DESC, t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "t.title <= $2::text AND (t.title < $2::text OR (t.id > $3::bigint)) ORDER BY t.title DESC, "
        "t.id LIMIT $4::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 58,
     .paged = true},
    {.name = "shop/things_list[maker,length,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) ORDER BY length(t.title), "
        "t.id LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id "
        "= $1::bigint) ORDER BY length(t.title), t.id LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 59,
     .paged = true},
    {.name = "shop/things_list[maker,length,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (length(t.title), "
        "t.id) > (?2, ?3) ORDER BY length(t.title), t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id "
        "= $1::bigint) AND (length(t.title), t.id) > ($2::bigint, $3::bigint) ORDER BY length(t.title), "
        "t.id LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 60,
     .paged = true},
    {.name = "shop/things_list[maker,length,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (length(t.title), "
        "t.id) < (?2, ?3) ORDER BY length(t.title) DESC, t.id DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id "
        "= $1::bigint) AND (length(t.title), t.id) < ($2::bigint, $3::bigint) ORDER BY length(t.title) "
        "DESC, t.id DESC LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 61,
     .paged = true},
    {.name = "shop/things_list[words,newest,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?1) > 0)) AND t.made_on >= -9e999 ORDER BY t.made_on DESC, t.id DESC LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $1::text) > 0)) AND t.made_on IS NOT NULL ORDER BY t.made_on DESC, "
        "t.id DESC LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 62,
     .paged = true},
    {.name = "shop/things_list[words,newest,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?1) > 0)) AND (t.made_on, t.id) < (?2, ?3) ORDER BY t.made_on DESC, t.id DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $1::text) > 0)) AND (t.made_on, t.id) < ($2::bigint, $3::bigint) ORDER "
        "BY t.made_on DESC, t.id DESC LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 63,
     .paged = true},
    {.name = "shop/things_list[words,newest,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?1) > 0)) AND (t.made_on, t.id) > (?2, ?3) ORDER BY t.made_on, t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $1::text) > 0)) AND (t.made_on, t.id) > ($2::bigint, $3::bigint) ORDER "
        "BY t.made_on, t.id LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 64,
     .paged = true},
    {.name = "shop/things_list[words,newest,lacking first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?1) > 0)) AND t.made_on IS NULL ORDER BY t.id DESC LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $1::text) > 0)) AND t.made_on IS NULL ORDER BY t.id DESC LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 65,
     .paged = true},
    {.name = "shop/things_list[words,newest,lacking after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?1) > 0)) AND t.made_on IS NULL AND t.id < ?2 ORDER BY t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $1::text) > 0)) AND t.made_on IS NULL AND t.id < $2::bigint ORDER "
        "BY t.id DESC LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 66,
     .paged = true},
    {.name = "shop/things_list[words,newest,lacking before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?1) > 0)) AND t.made_on IS NULL AND t.id > ?2 ORDER BY t.id LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $1::text) > 0)) AND t.made_on IS NULL AND t.id > $2::bigint ORDER "
        "BY t.id LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 67,
     .paged = true},
    {.name = "shop/things_list[words,newest,last]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?1) > 0)) AND t.made_on >= -9e999 ORDER BY t.made_on, t.id LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $1::text) > 0)) AND t.made_on IS NOT NULL ORDER BY t.made_on, t.id "
        "LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 68,
     .paged = true},
    {.name = "shop/things_list[words,title,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?1) > 0)) ORDER BY t.title, t.id DESC LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $1::text) > 0)) ORDER BY t.title, t.id DESC LIMIT $2::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 69,
     .paged = true},
    {.name = "shop/things_list[words,title,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?1) > 0)) AND t.title >= ?2 AND (t.title > ?2 OR (t.id < ?3)) ORDER BY t.title, t.id DESC LIMIT "
        "?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $1::text) > 0)) AND t.title >= $2::text AND (t.title > $2::text OR "
        "(t.id < $3::bigint)) ORDER BY t.title, t.id DESC LIMIT $4::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 70,
     .paged = true},
    {.name = "shop/things_list[words,title,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?1) > 0)) AND t.title <= ?2 AND (t.title < ?2 OR (t.id > ?3)) ORDER BY t.title DESC, t.id LIMIT "
        "?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $1::text) > 0)) AND t.title <= $2::text AND (t.title < $2::text OR "
        "(t.id > $3::bigint)) ORDER BY t.title DESC, t.id LIMIT $4::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 71,
     .paged = true},
    {.name = "shop/things_list[words,length,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE instr(x.title, ?1) > 0)) ORDER BY length(t.title), t.id LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT "
        "x.id FROM things x WHERE strpos (x.title, $1::text) > 0)) ORDER BY length(t.title), t.id LIMIT "
        "$2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 72,
     .paged = true},
    {.name = "shop/things_list[words,length,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE instr(x.title, ?1) > 0)) AND (length(t.title), t.id) > (?2, ?3) ORDER BY length(t.title), "
        "t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT "
        "x.id FROM things x WHERE strpos (x.title, $1::text) > 0)) AND (length(t.title), t.id) > ($2::bigint, "
        "$3::bigint) ORDER BY length(t.title), t.id LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 73,
     .paged = true},
    {.name = "shop/things_list[words,length,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE instr(x.title, ?1) > 0)) AND (length(t.title), t.id) < (?2, ?3) ORDER BY length(t.title) "
        "DESC, t.id DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT "
        "x.id FROM things x WHERE strpos (x.title, $1::text) > 0)) AND (length(t.title), t.id) < ($2::bigint, "
        "$3::bigint) ORDER BY length(t.title) DESC, t.id DESC LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 74,
     .paged = true},
    {.name = "shop/things_list[maker+words,newest,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?2) > 0)) AND t.made_on >= -9e999 ORDER BY t.made_on DESC, "
        "t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) AND t.made_on IS "
        "NOT NULL ORDER BY t.made_on DESC, t.id DESC LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 75,
     .paged = true},
    {.name = "shop/things_list[maker+words,newest,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?2) > 0)) AND (t.made_on, t.id) < (?3, ?4) ORDER BY t.made_on "
        "DESC, t.id DESC LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on, "
        "t.id) < ($3::bigint, $4::bigint) ORDER BY t.made_on DESC, t.id DESC LIMIT $5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 76,
     .paged = true},
    {.name = "shop/things_list[maker+words,newest,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?2) > 0)) AND (t.made_on, t.id) > (?3, ?4) ORDER BY t.made_on, "
        "t.id LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on, "
        "t.id) > ($3::bigint, $4::bigint) ORDER BY t.made_on, t.id LIMIT $5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 77,
     .paged = true},
    {.name = "shop/things_list[maker+words,newest,lacking first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?2) > 0)) AND t.made_on IS NULL ORDER BY t.id DESC LIMIT "
        "?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) AND t.made_on IS "
        "NULL ORDER BY t.id DESC LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 78,
     .paged = true},
    {.name = "shop/things_list[maker+words,newest,lacking after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?2) > 0)) AND t.made_on IS NULL AND t.id < ?3 ORDER BY t.id "
        "DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) AND t.made_on IS "
        "NULL AND t.id < $3::bigint ORDER BY t.id DESC LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 79,
     .paged = true},
    {.name = "shop/things_list[maker+words,newest,lacking before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?2) > 0)) AND t.made_on IS NULL AND t.id > ?3 ORDER BY t.id "
        "LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) AND t.made_on IS "
        "NULL AND t.id > $3::bigint ORDER BY t.id LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 80,
     .paged = true},
    {.name = "shop/things_list[maker+words,newest,last]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?2) > 0)) AND t.made_on >= -9e999 ORDER BY t.made_on, t.id "
        "LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) AND t.made_on IS "
        "NOT NULL ORDER BY t.made_on, t.id LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 81,
     .paged = true},
    {.name = "shop/things_list[maker+words,title,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?2) > 0)) ORDER BY t.title, t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) ORDER BY t.title, "
        "t.id DESC LIMIT $3::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 82,
     .paged = true},
    {.name = "shop/things_list[maker+words,title,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?2) > 0)) AND t.title >= ?3 AND (t.title > ?3 OR (t.id < "
        "?4)) ORDER BY t.title, t.id DESC LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) AND t.title >= $3::text "
        "AND (t.title > $3::text OR (t.id < $4::bigint)) ORDER BY t.title, t.id DESC LIMIT $5::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 83,
     .paged = true},
    {.name = "shop/things_list[maker+words,title,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?2) > 0)) AND t.title <= ?3 AND (t.title < ?3 OR (t.id > "
        "?4)) ORDER BY t.title DESC, t.id LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) AND t.title <= $3::text "
        "AND (t.title < $3::text OR (t.id > $4::bigint)) ORDER BY t.title DESC, t.id LIMIT $5::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 84,
     .paged = true},
    {.name = "shop/things_list[maker+words,length,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT "
        "x.id FROM things x WHERE instr(x.title, ?2) > 0)) ORDER BY length(t.title), t.id LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id "
        "= $1::bigint) AND (t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) "
        "ORDER BY length(t.title), t.id LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 85,
     .paged = true},
    {.name = "shop/things_list[maker+words,length,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT "
        "x.id FROM things x WHERE instr(x.title, ?2) > 0)) AND (length(t.title), t.id) > (?3, ?4) ORDER "
        "BY length(t.title), t.id LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id "
        "= $1::bigint) AND (t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) "
        "AND (length(t.title), t.id) > ($3::bigint, $4::bigint) ORDER BY length(t.title), t.id LIMIT "
        "$5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 86,
     .paged = true},
    {.name = "shop/things_list[maker+words,length,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id IN (SELECT "
        "x.id FROM things x WHERE instr(x.title, ?2) > 0)) AND (length(t.title), t.id) < (?3, ?4) ORDER "
        "BY length(t.title) DESC, t.id DESC LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id "
        "= $1::bigint) AND (t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) "
        "AND (length(t.title), t.id) < ($3::bigint, $4::bigint) ORDER BY length(t.title) DESC, t.id "
        "DESC LIMIT $5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 87,
     .paged = true},
    {.name = "shop/things_list[fresh,newest,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) AND t.made_on >= -9e999 "
        "ORDER BY t.made_on DESC, t.id DESC LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= $1::bigint - 30) "
        "AND t.made_on IS NOT NULL ORDER BY t.made_on DESC, t.id DESC LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 88,
     .paged = true},
    {.name = "shop/things_list[fresh,newest,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) AND (t.made_on, t.id) "
        "< (?2, ?3) ORDER BY t.made_on DESC, t.id DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= $1::bigint - 30) "
        "AND (t.made_on, t.id) < ($2::bigint, $3::bigint) ORDER BY t.made_on DESC, t.id DESC LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 89,
     .paged = true},
    {.name = "shop/things_list[fresh,newest,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) AND (t.made_on, t.id) "
        "> (?2, ?3) ORDER BY t.made_on, t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= $1::bigint - 30) "
        "AND (t.made_on, t.id) > ($2::bigint, $3::bigint) ORDER BY t.made_on, t.id LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 90,
     .paged = true},
    {.name = "shop/things_list[fresh,newest,lacking first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) AND t.made_on IS NULL "
        "ORDER BY t.id DESC LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= $1::bigint - 30) "
        "AND t.made_on IS NULL ORDER BY t.id DESC LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 91,
     .paged = true},
    {.name = "shop/things_list[fresh,newest,lacking after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) AND t.made_on IS NULL "
        "AND t.id < ?2 ORDER BY t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= $1::bigint - 30) "
        "AND t.made_on IS NULL AND t.id < $2::bigint ORDER BY t.id DESC LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 92,
     .paged = true},
    {.name = "shop/things_list[fresh,newest,lacking before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) AND t.made_on IS NULL "
        "AND t.id > ?2 ORDER BY t.id LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= $1::bigint - 30) "
        "AND t.made_on IS NULL AND t.id > $2::bigint ORDER BY t.id LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 93,
     .paged = true},
    {.name = "shop/things_list[fresh,newest,last]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) AND t.made_on >= -9e999 "
        "ORDER BY t.made_on, t.id LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= $1::bigint - 30) "
        "AND t.made_on IS NOT NULL ORDER BY t.made_on, t.id LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 94,
     .paged = true},
    {.name = "shop/things_list[fresh,title,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) ORDER BY t.title, t.id "
        "DESC LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= $1::bigint - 30) "
        "ORDER BY t.title, t.id DESC LIMIT $2::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 95,
     .paged = true},
    {.name = "shop/things_list[fresh,title,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) AND t.title >= ?2 AND "
        "(t.title > ?2 OR (t.id < ?3)) ORDER BY t.title, t.id DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= $1::bigint - 30) "
        "AND t.title >= $2::text AND (t.title > $2::text OR (t.id < $3::bigint)) ORDER BY t.title, t.id "
        "DESC LIMIT $4::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 96,
     .paged = true},
    {.name = "shop/things_list[fresh,title,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) AND t.title <= ?2 AND "
        "(t.title < ?2 OR (t.id > ?3)) ORDER BY t.title DESC, t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= $1::bigint - 30) "
        "AND t.title <= $2::text AND (t.title < $2::text OR (t.id > $3::bigint)) ORDER BY t.title DESC, "
        "t.id LIMIT $4::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 97,
     .paged = true},
    {.name = "shop/things_list[fresh,length,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) ORDER BY length(t.title), "
        "t.id LIMIT ?2",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= "
        "$1::bigint - 30) ORDER BY length(t.title), t.id LIMIT $2::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 98,
     .paged = true},
    {.name = "shop/things_list[fresh,length,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) AND (length(t.title), "
        "t.id) > (?2, ?3) ORDER BY length(t.title), t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= "
        "$1::bigint - 30) AND (length(t.title), t.id) > ($2::bigint, $3::bigint) ORDER BY length(t.title), "
        "t.id LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 99,
     .paged = true},
    {.name = "shop/things_list[fresh,length,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) AND (length(t.title), "
        "t.id) < (?2, ?3) ORDER BY length(t.title) DESC, t.id DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= "
        "$1::bigint - 30) AND (length(t.title), t.id) < ($2::bigint, $3::bigint) ORDER BY length(t.title) "
        "DESC, t.id DESC LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 100,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,newest,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on >= ?1 - 30) "
        "AND t.made_on >= -9e999 ORDER BY t.made_on DESC, t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.made_on >= $1::bigint - 30) AND t.made_on IS NOT NULL ORDER BY t.made_on DESC, t.id DESC "
        "LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 101,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,newest,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on >= ?1 - 30) "
        "AND (t.made_on, t.id) < (?3, ?4) ORDER BY t.made_on DESC, t.id DESC LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.made_on >= $1::bigint - 30) AND (t.made_on, t.id) < ($3::bigint, $4::bigint) ORDER BY t.made_on "
        "DESC, t.id DESC LIMIT $5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 102,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,newest,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on >= ?1 - 30) "
        "AND (t.made_on, t.id) > (?3, ?4) ORDER BY t.made_on, t.id LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.made_on >= $1::bigint - 30) AND (t.made_on, t.id) > ($3::bigint, $4::bigint) ORDER BY t.made_on, "
        "t.id LIMIT $5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 103,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,newest,lacking first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on >= ?1 - 30) "
        "AND t.made_on IS NULL ORDER BY t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.made_on >= $1::bigint - 30) AND t.made_on IS NULL ORDER BY t.id DESC LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 104,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,newest,lacking after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on >= ?1 - 30) "
        "AND t.made_on IS NULL AND t.id < ?3 ORDER BY t.id DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.made_on >= $1::bigint - 30) AND t.made_on IS NULL AND t.id < $3::bigint ORDER BY t.id DESC "
        "LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 105,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,newest,lacking before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on >= ?1 - 30) "
        "AND t.made_on IS NULL AND t.id > ?3 ORDER BY t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.made_on >= $1::bigint - 30) AND t.made_on IS NULL AND t.id > $3::bigint ORDER BY t.id LIMIT "
        "$4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 106,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,newest,last]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on >= ?1 - 30) "
        "AND t.made_on >= -9e999 ORDER BY t.made_on, t.id LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.made_on >= $1::bigint - 30) AND t.made_on IS NOT NULL ORDER BY t.made_on, t.id LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 107,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,title,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on >= ?1 - 30) "
        "ORDER BY t.title, t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.made_on >= $1::bigint - 30) ORDER BY t.title, t.id DESC LIMIT $3::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 108,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,title,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on >= ?1 - 30) "
        "AND t.title >= ?3 AND (t.title > ?3 OR (t.id < ?4)) ORDER BY t.title, t.id DESC LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.made_on >= $1::bigint - 30) AND t.title >= $3::text AND (t.title > $3::text OR (t.id < $4::bigint)) "
        "ORDER BY t.title, t.id DESC LIMIT $5::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 109,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,title,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on >= ?1 - 30) "
        "AND t.title <= ?3 AND (t.title < ?3 OR (t.id > ?4)) ORDER BY t.title DESC, t.id LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.made_on >= $1::bigint - 30) AND t.title <= $3::text AND (t.title < $3::text OR (t.id > $4::bigint)) "
        "ORDER BY t.title DESC, t.id LIMIT $5::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 110,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,length,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on "
        ">= ?1 - 30) ORDER BY length(t.title), t.id LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id "
        "= $2::bigint) AND (t.made_on >= $1::bigint - 30) ORDER BY length(t.title), t.id LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 111,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,length,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on "
        ">= ?1 - 30) AND (length(t.title), t.id) > (?3, ?4) ORDER BY length(t.title), t.id LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id "
        "= $2::bigint) AND (t.made_on >= $1::bigint - 30) AND (length(t.title), t.id) > ($3::bigint, "
        "$4::bigint) ORDER BY length(t.title), t.id LIMIT $5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 112,
     .paged = true},
    {.name = "shop/things_list[maker+fresh,length,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on "
        ">= ?1 - 30) AND (length(t.title), t.id) < (?3, ?4) ORDER BY length(t.title) DESC, t.id DESC "
        "LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id "
        "= $2::bigint) AND (t.made_on >= $1::bigint - 30) AND (length(t.title), t.id) < ($3::bigint, "
        "$4::bigint) ORDER BY length(t.title) DESC, t.id DESC LIMIT $5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 113,
     .paged = true},
    {.name = "shop/things_list[words+fresh,newest,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?2) > 0)) AND (t.made_on >= ?1 - 30) AND t.made_on >= -9e999 ORDER BY t.made_on DESC, t.id "
        "DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) AND t.made_on IS "
        "NOT NULL ORDER BY t.made_on DESC, t.id DESC LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 114,
     .paged = true},
    {.name = "shop/things_list[words+fresh,newest,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?2) > 0)) AND (t.made_on >= ?1 - 30) AND (t.made_on, t.id) < (?3, ?4) ORDER BY t.made_on DESC, "
        "t.id DESC LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) AND (t.made_on, "
        "t.id) < ($3::bigint, $4::bigint) ORDER BY t.made_on DESC, t.id DESC LIMIT $5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 115,
     .paged = true},
    {.name = "shop/things_list[words+fresh,newest,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?2) > 0)) AND (t.made_on >= ?1 - 30) AND (t.made_on, t.id) > (?3, ?4) ORDER BY t.made_on, t.id "
        "LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) AND (t.made_on, "
        "t.id) > ($3::bigint, $4::bigint) ORDER BY t.made_on, t.id LIMIT $5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 116,
     .paged = true},
    {.name = "shop/things_list[words+fresh,newest,lacking first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?2) > 0)) AND (t.made_on >= ?1 - 30) AND t.made_on IS NULL ORDER BY t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) AND t.made_on IS "
        "NULL ORDER BY t.id DESC LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 117,
     .paged = true},
    {.name = "shop/things_list[words+fresh,newest,lacking after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?2) > 0)) AND (t.made_on >= ?1 - 30) AND t.made_on IS NULL AND t.id < ?3 ORDER BY t.id DESC "
        "LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) AND t.made_on IS "
        "NULL AND t.id < $3::bigint ORDER BY t.id DESC LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 118,
     .paged = true},
    {.name = "shop/things_list[words+fresh,newest,lacking before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?2) > 0)) AND (t.made_on >= ?1 - 30) AND t.made_on IS NULL AND t.id > ?3 ORDER BY t.id LIMIT "
        "?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) AND t.made_on IS "
        "NULL AND t.id > $3::bigint ORDER BY t.id LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 119,
     .paged = true},
    {.name = "shop/things_list[words+fresh,newest,last]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?2) > 0)) AND (t.made_on >= ?1 - 30) AND t.made_on >= -9e999 ORDER BY t.made_on, t.id LIMIT "
        "?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) AND t.made_on IS "
        "NOT NULL ORDER BY t.made_on, t.id LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 120,
     .paged = true},
    {.name = "shop/things_list[words+fresh,title,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?2) > 0)) AND (t.made_on >= ?1 - 30) ORDER BY t.title, t.id DESC LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) ORDER BY t.title, "
        "t.id DESC LIMIT $3::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 121,
     .paged = true},
    {.name = "shop/things_list[words+fresh,title,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?2) > 0)) AND (t.made_on >= ?1 - 30) AND t.title >= ?3 AND (t.title > ?3 OR (t.id < ?4)) ORDER "
        "BY t.title, t.id DESC LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) AND t.title >= "
        "$3::text AND (t.title > $3::text OR (t.id < $4::bigint)) ORDER BY t.title, t.id DESC LIMIT "
        "$5::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 122,
     .paged = true},
    {.name = "shop/things_list[words+fresh,title,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things x WHERE instr(x.title, "
        "?2) > 0)) AND (t.made_on >= ?1 - 30) AND t.title <= ?3 AND (t.title < ?3 OR (t.id > ?4)) ORDER "
        "BY t.title DESC, t.id LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) AND t.title <= "
        "$3::text AND (t.title < $3::text OR (t.id > $4::bigint)) ORDER BY t.title DESC, t.id LIMIT "
        "$5::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 123,
     .paged = true},
    {.name = "shop/things_list[words+fresh,length,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE instr(x.title, ?2) > 0)) AND (t.made_on >= ?1 - 30) ORDER BY length(t.title), t.id "
        "LIMIT ?3",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT "
        "x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) "
        "ORDER BY length(t.title), t.id LIMIT $3::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 124,
     .paged = true},
    {.name = "shop/things_list[words+fresh,length,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE instr(x.title, ?2) > 0)) AND (t.made_on >= ?1 - 30) AND (length(t.title), t.id) > (?3, "
        "?4) ORDER BY length(t.title), t.id LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT "
        "x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) "
        "AND (length(t.title), t.id) > ($3::bigint, $4::bigint) ORDER BY length(t.title), t.id LIMIT "
        "$5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 125,
     .paged = true},
    {.name = "shop/things_list[words+fresh,length,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE instr(x.title, ?2) > 0)) AND (t.made_on >= ?1 - 30) AND (length(t.title), t.id) < (?3, "
        "?4) ORDER BY length(t.title) DESC, t.id DESC LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT "
        "x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) "
        "AND (length(t.title), t.id) < ($3::bigint, $4::bigint) ORDER BY length(t.title) DESC, t.id "
        "DESC LIMIT $5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 126,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,newest,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) AND t.made_on >= -9e999 "
        "ORDER BY t.made_on DESC, t.id DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) AND (t.made_on >= "
        "$1::bigint - 30) AND t.made_on IS NOT NULL ORDER BY t.made_on DESC, t.id DESC LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 127,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,newest,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) AND (t.made_on, t.id) "
        "< (?4, ?5) ORDER BY t.made_on DESC, t.id DESC LIMIT ?6",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) AND (t.made_on >= "
        "$1::bigint - 30) AND (t.made_on, t.id) < ($4::bigint, $5::bigint) ORDER BY t.made_on DESC, "
        "t.id DESC LIMIT $6::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 128,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,newest,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) AND (t.made_on, t.id) "
        "> (?4, ?5) ORDER BY t.made_on, t.id LIMIT ?6",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) AND (t.made_on >= "
        "$1::bigint - 30) AND (t.made_on, t.id) > ($4::bigint, $5::bigint) ORDER BY t.made_on, t.id "
        "LIMIT $6::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 129,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,newest,lacking first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) AND t.made_on IS NULL "
        "ORDER BY t.id DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) AND (t.made_on >= "
        "$1::bigint - 30) AND t.made_on IS NULL ORDER BY t.id DESC LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 130,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,newest,lacking after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) AND t.made_on IS NULL "
        "AND t.id < ?4 ORDER BY t.id DESC LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) AND (t.made_on >= "
        "$1::bigint - 30) AND t.made_on IS NULL AND t.id < $4::bigint ORDER BY t.id DESC LIMIT $5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 131,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,newest,lacking before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) AND t.made_on IS NULL "
        "AND t.id > ?4 ORDER BY t.id LIMIT ?5",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) AND (t.made_on >= "
        "$1::bigint - 30) AND t.made_on IS NULL AND t.id > $4::bigint ORDER BY t.id LIMIT $5::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 132,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,newest,last]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) AND t.made_on >= -9e999 "
        "ORDER BY t.made_on, t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.made_on, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) AND (t.made_on >= "
        "$1::bigint - 30) AND t.made_on IS NOT NULL ORDER BY t.made_on, t.id LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 133,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,title,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) ORDER BY t.title, t.id "
        "DESC LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) AND (t.made_on >= "
        "$1::bigint - 30) ORDER BY t.title, t.id DESC LIMIT $4::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 134,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,title,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) AND t.title >= ?4 AND "
        "(t.title > ?4 OR (t.id < ?5)) ORDER BY t.title, t.id DESC LIMIT ?6",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) AND (t.made_on >= "
        "$1::bigint - 30) AND t.title >= $4::text AND (t.title > $4::text OR (t.id < $5::bigint)) ORDER "
        "BY t.title, t.id DESC LIMIT $6::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 135,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,title,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id "
        "= t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT x.id "
        "FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) AND t.title <= ?4 AND "
        "(t.title < ?4 OR (t.id > ?5)) ORDER BY t.title DESC, t.id LIMIT ?6",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", t.title, t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) AND (t.made_on >= "
        "$1::bigint - 30) AND t.title <= $4::text AND (t.title < $4::text OR (t.id > $5::bigint)) ORDER "
        "BY t.title DESC, t.id LIMIT $6::bigint",
     .columns = "itiititi",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 136,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,length,first]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT "
        "x.id FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) ORDER BY length(t.title), "
        "t.id LIMIT ?4",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id "
        "= $2::bigint) AND (t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) "
        "AND (t.made_on >= $1::bigint - 30) ORDER BY length(t.title), t.id LIMIT $4::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 137,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,length,after]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT "
        "x.id FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) AND (length(t.title), "
        "t.id) > (?4, ?5) ORDER BY length(t.title), t.id LIMIT ?6",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id "
        "= $2::bigint) AND (t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) "
        "AND (t.made_on >= $1::bigint - 30) AND (length(t.title), t.id) > ($4::bigint, $5::bigint) ORDER "
        "BY length(t.title), t.id LIMIT $6::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 138,
     .paged = true},
    {.name = "shop/things_list[maker+words+fresh,length,before]",
     .sqlite =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS \"costed\", "
        "length(t.title), t.id FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON "
        "c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id IN (SELECT "
        "x.id FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) AND (length(t.title), "
        "t.id) < (?4, ?5) ORDER BY length(t.title) DESC, t.id DESC LIMIT ?6",
     .postgresql =
        "SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, (c.paid IS NOT NULL)::int::bigint "
        "AS \"costed\", (length(t.title))::bigint, t.id FROM things t JOIN makers m ON m.id = t.maker_id "
        "LEFT JOIN costs c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id "
        "= $2::bigint) AND (t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) "
        "AND (t.made_on >= $1::bigint - 30) AND (length(t.title), t.id) < ($4::bigint, $5::bigint) ORDER "
        "BY length(t.title) DESC, t.id DESC LIMIT $6::bigint",
     .columns = "itiitiii",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 139,
     .paged = true},
    {.name = "shop/things_list_count[all]",
     .sqlite =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) LIMIT ?1)",
     .postgresql =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) LIMIT $1::bigint) counted",
     .columns = "i",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 140},
    {.name = "shop/things_list_count[maker]",
     .sqlite =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) LIMIT ?2)",
     .postgresql =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) LIMIT "
        "$2::bigint) counted",
     .columns = "i",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 141},
    {.name = "shop/things_list_count[words]",
     .sqlite =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE instr(x.title, ?1) > 0)) LIMIT ?2)",
     .postgresql =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $1::text) > 0)) LIMIT $2::bigint) counted",
     .columns = "i",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 142},
    {.name = "shop/things_list_count[maker+words]",
     .sqlite =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?1) AND (t.id "
        "IN (SELECT x.id FROM things x WHERE instr(x.title, ?2) > 0)) LIMIT ?3)",
     .postgresql =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $1::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $2::text) > 0)) LIMIT $3::bigint) "
        "counted",
     .columns = "i",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 143},
    {.name = "shop/things_list_count[fresh]",
     .sqlite =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= ?1 - 30) LIMIT "
        "?2)",
     .postgresql =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.made_on >= $1::bigint - 30) "
        "LIMIT $2::bigint) counted",
     .columns = "i",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 144},
    {.name = "shop/things_list_count[maker+fresh]",
     .sqlite =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.made_on "
        ">= ?1 - 30) LIMIT ?3)",
     .postgresql =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.made_on >= $1::bigint - 30) LIMIT $3::bigint) counted",
     .columns = "i",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 145},
    {.name = "shop/things_list_count[words+fresh]",
     .sqlite =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE instr(x.title, ?2) > 0)) AND (t.made_on >= ?1 - 30) LIMIT ?3)",
     .postgresql =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.id IN (SELECT x.id FROM things "
        "x WHERE strpos (x.title, $2::text) > 0)) AND (t.made_on >= $1::bigint - 30) LIMIT $3::bigint) "
        "counted",
     .columns = "i",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 146},
    {.name = "shop/things_list_count[maker+words+fresh]",
     .sqlite =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = ?2) AND (t.id "
        "IN (SELECT x.id FROM things x WHERE instr(x.title, ?3) > 0)) AND (t.made_on >= ?1 - 30) LIMIT "
        "?4)",
     .postgresql =
        "SELECT count(*) FROM (SELECT 1 FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs "
        "c ON c.thing_id = t.id WHERE (t.price > 0 OR t.weight > 1) AND (t.maker_id = $2::bigint) AND "
        "(t.id IN (SELECT x.id FROM things x WHERE strpos (x.title, $3::text) > 0)) AND (t.made_on >= "
        "$1::bigint - 30) LIMIT $4::bigint) counted",
     .columns = "i",
     .file = "shop/queries.sql",
     .line = 108,
     .index = 147},
};

static text column_text(struct db_stmt *stmt, int column)
{
    if (db_column_null(stmt, column))
        fail("a column that is never absent is: %d", column);
    return db_column_text(stmt, column);
}

static int32_t column_int32(struct db_stmt *stmt, int column)
{
    const int64_t value = db_column_int(stmt, column);
    if (value < INT32_MIN || value > INT32_MAX)
        fail("a column is out of range: %d", column);
    return (int32_t)value;
}

#line 4 "shop/queries.sql"
static void thing_by_id_row_read(struct db_stmt *stmt, struct thing_by_id_row *row)
{
    row->id = (thing_id){.raw = db_column_int(stmt, 0)};
    row->maker_id = (maker_id){.raw = db_column_int(stmt, 1)};
    row->title = column_text(stmt, 2);
    row->words = db_column_text(stmt, 3);
    row->material = material_of(db_column_int(stmt, 4));
    row->price = (pence){.raw = db_column_int(stmt, 5)};
    if (!db_column_null(stmt, 6))
        row->made_on = (opt_day){.some = true, .it = (day){.raw = column_int32(stmt, 6)}};
    if (!db_column_null(stmt, 7))
        row->weight = (opt_real){.some = true, .it = db_column_real(stmt, 7)};
    if (!db_column_null(stmt, 8))
        row->discount = (opt_percent){.some = true, .it = (percent){.raw = column_int32(stmt, 8)}};
    row->picture = db_column_bytes(stmt, 9);
    if (!db_column_null(stmt, 10))
        row->seen_at = (opt_instant){.some = true, .it = (instant){.raw = db_column_int(stmt, 10)}};
    row->withdrawn = db_column_int(stmt, 11) != 0;
    row->shelf = db_column_text(stmt, 12);
}
#line 2434 "shop_queries.c"

#line 9 "shop/queries.sql"
static void maker_brief_read(struct db_stmt *stmt, struct maker_brief *row)
{
    row->id = (maker_id){.raw = db_column_int(stmt, 0)};
    row->name = column_text(stmt, 1);
}
#line 2442 "shop_queries.c"

#line 41 "shop/queries.sql"
static void thing_reprice_row_read(struct db_stmt *stmt, struct thing_reprice_row *row)
{
    row->id = (thing_id){.raw = db_column_int(stmt, 0)};
    row->price = (pence){.raw = db_column_int(stmt, 1)};
    row->pounds = db_column_int(stmt, 2);
}
#line 2451 "shop_queries.c"

#line 51 "shop/queries.sql"
static void stones_paid_row_read(struct db_stmt *stmt, struct stones_paid_row *row)
{
    row->paid = (pence){.raw = db_column_int(stmt, 0)};
    if (!db_column_null(stmt, 1))
        row->newest = (opt_day){.some = true, .it = (day){.raw = column_int32(stmt, 1)}};
}
#line 2460 "shop_queries.c"

#line 57 "shop/queries.sql"
static void names_all_row_read(struct db_stmt *stmt, struct names_all_row *row)
{
    row->name = column_text(stmt, 0);
    if (!db_column_null(stmt, 1))
        row->of = (opt_maker_id){.some = true, .it = (maker_id){.raw = db_column_int(stmt, 1)}};
}
#line 2469 "shop_queries.c"

#line 63 "shop/queries.sql"
static void makers_ranked_row_read(struct db_stmt *stmt, struct makers_ranked_row *row)
{
    row->name = column_text(stmt, 0);
    if (!db_column_null(stmt, 1))
        row->number = (opt_int){.some = true, .it = db_column_int(stmt, 1)};
    row->place = db_column_int(stmt, 2);
}
#line 2479 "shop_queries.c"

#line 69 "shop/queries.sql"
static void things_found_row_read(struct db_stmt *stmt, struct things_found_row *row)
{
    row->id = (thing_id){.raw = db_column_int(stmt, 0)};
    row->title = column_text(stmt, 1);
    row->rank = db_column_real(stmt, 2);
}
#line 2488 "shop_queries.c"

#line 81 "shop/queries.sql"
static void things_matching_row_read(struct db_stmt *stmt, struct things_matching_row *row)
{
    row->id = (thing_id){.raw = db_column_int(stmt, 0)};
    row->title = column_text(stmt, 1);
}
#line 2496 "shop_queries.c"

#line 96 "shop/queries.sql"
static void makers_told_row_read(struct db_stmt *stmt, struct makers_told_row *row)
{
    row->id = (maker_id){.raw = db_column_int(stmt, 0)};
    row->quoted = db_column_int(stmt, 1) != 0;
    row->blank = db_column_int(stmt, 2) != 0;
    row->titles = db_column_text(stmt, 3);
    row->pounds = db_column_text(stmt, 4);
    row->first = db_column_int(stmt, 5) != 0;
}
#line 2508 "shop_queries.c"

#line 108 "shop/queries.sql"
static void thing_card_read(struct db_stmt *stmt, struct thing_card *row)
{
    row->id = (thing_id){.raw = db_column_int(stmt, 0)};
    row->title = column_text(stmt, 1);
    row->material = material_of(db_column_int(stmt, 2));
    row->price = (pence){.raw = db_column_int(stmt, 3)};
    row->maker_name = column_text(stmt, 4);
    row->costed = db_column_int(stmt, 5) != 0;
}
#line 2520 "shop_queries.c"

#line 4 "shop/queries.sql"
struct thing_by_id_asked thing_by_id_ask(struct db *db, thing_id thing_id_)
{
    struct db_stmt *stmt = db_stmt_begin(db, &shop_statements[0]);
    db_bind_int(stmt, 1, thing_id_.raw);
    db_stmt_ask(stmt);
    return (struct thing_by_id_asked){.db = db, .stmt = stmt};
}

struct thing_by_id_row thing_by_id_take(struct thing_by_id_asked asked)
{
    struct db_stmt *stmt = asked.stmt;
    if (!db_step(stmt))
        fail("thing_by_id: no row");
    struct thing_by_id_row row = {0};
    thing_by_id_row_read(stmt, &row);
    db_stmt_end(stmt);
    return row;
}

struct thing_by_id_row thing_by_id(struct db *db, thing_id thing_id_)
{
    return thing_by_id_take(thing_by_id_ask(db, thing_id_));
}
#line 2546 "shop_queries.c"

#line 9 "shop/queries.sql"
struct maker_named_asked maker_named_ask(struct db *db, text name_key)
{
    struct db_stmt *stmt = db_stmt_begin(db, &shop_statements[1]);
    db_bind_text(stmt, 1, name_key);
    db_stmt_ask(stmt);
    return (struct maker_named_asked){.db = db, .stmt = stmt};
}

const struct maker_brief *maker_named_take(struct maker_named_asked asked)
{
    struct db *db = asked.db;
    struct db_stmt *stmt = asked.stmt;
    struct maker_brief *row = NULL;
    if (db_step(stmt)) {
        row = arena_make(db_arena(db), struct maker_brief);
        maker_brief_read(stmt, row);
    }
    db_stmt_end(stmt);
    return row;
}

const struct maker_brief *maker_named(struct db *db, text name_key)
{
    return maker_named_take(maker_named_ask(db, name_key));
}
#line 2574 "shop_queries.c"

#line 14 "shop/queries.sql"
struct makers_some_asked makers_some_ask(struct db *db, opt_flag local, int64_t most)
{
    struct db_stmt *stmt = db_stmt_begin(db, &shop_statements[2]);
    if (local.some)
        db_bind_int(stmt, 1, local.it);
    else
        db_bind_null(stmt, 1);
    db_bind_int(stmt, 2, most);
    db_stmt_ask(stmt);
    return (struct makers_some_asked){.db = db, .stmt = stmt};
}

struct maker_brief_rows makers_some_take(struct makers_some_asked asked)
{
    struct db *db = asked.db;
    struct db_stmt *stmt = asked.stmt;
    struct arena *arena = db_arena(db);
    struct maker_brief *rows = NULL;
    size_t count = 0, cap = 0;
    while (db_step(stmt)) {
        if (count == cap) {
            const size_t grown = cap == 0 ? 16 : cap * 2;
            rows = arena_grow(arena, rows, cap * sizeof(*rows), grown * sizeof(*rows));
            cap = grown;
        }
        rows[count] = (struct maker_brief){0};
        maker_brief_read(stmt, &rows[count++]);
    }
    db_stmt_end(stmt);
    return (struct maker_brief_rows){.row = rows, .count = count};
}

struct maker_brief_rows makers_some(struct db *db, opt_flag local, int64_t most)
{
    return makers_some_take(makers_some_ask(db, local, most));
}
#line 2613 "shop_queries.c"

#line 21 "shop/queries.sql"
thing_id thing_add(struct db_write *db, maker_id maker_id_, text title, text words, enum material material_, pence price, opt_day made_on, opt_real weight, opt_percent discount, bytes picture, instant seen_at)
{
    struct db_stmt *stmt = db_stmt_begin_write(db, &shop_statements[3]);
    db_bind_int(stmt, 1, maker_id_.raw);
    db_bind_text(stmt, 2, title);
    db_bind_text(stmt, 3, words);
    db_bind_int(stmt, 4, (int64_t)material_);
    db_bind_int(stmt, 5, price.raw);
    if (made_on.some)
        db_bind_int(stmt, 6, made_on.it.raw);
    else
        db_bind_null(stmt, 6);
    if (weight.some)
        db_bind_real(stmt, 7, weight.it);
    else
        db_bind_null(stmt, 7);
    if (discount.some)
        db_bind_int(stmt, 8, discount.it.raw);
    else
        db_bind_null(stmt, 8);
    db_bind_bytes(stmt, 9, picture);
    db_bind_int(stmt, 10, seen_at.raw);
    if (db_step(stmt))
        fail("thing_add: gave a row");
    if (db_stmt_end(stmt) != 1)
        fail("thing_add: did not insert one row");
    return (thing_id){.raw = db_last_id(db)};
}
#line 2644 "shop_queries.c"

#line 27 "shop/queries.sql"
maker_id maker_add(struct db_write *db, text name, text name_key, bool *conflict)
{
    struct db_stmt *stmt = db_stmt_begin_write(db, &shop_statements[4]);
    db_bind_text(stmt, 1, name);
    db_bind_text(stmt, 2, name_key);
    *conflict = db_step_conflict(stmt);
    if (*conflict)
        return (maker_id){.raw = 0};
    if (db_stmt_end(stmt) != 1)
        fail("maker_add: did not insert one row");
    return (maker_id){.raw = db_last_id(db)};
}
#line 2659 "shop_queries.c"

#line 32 "shop/queries.sql"
int64_t maker_rename(struct db_write *db, maker_id maker_id_, text name, text name_key)
{
    struct db_stmt *stmt = db_stmt_begin_write(db, &shop_statements[5]);
    db_bind_int(stmt, 1, maker_id_.raw);
    db_bind_text(stmt, 2, name);
    db_bind_text(stmt, 3, name_key);
    if (db_step_conflict(stmt))
        return 0;
    return db_stmt_end(stmt);
}
#line 2672 "shop_queries.c"

#line 37 "shop/queries.sql"
int64_t cost_keep(struct db_write *db, thing_id thing_id_, pence paid)
{
    struct db_stmt *stmt = db_stmt_begin_write(db, &shop_statements[6]);
    db_bind_int(stmt, 1, thing_id_.raw);
    db_bind_int(stmt, 2, paid.raw);
    if (db_step(stmt))
        fail("cost_keep: gave a row");
    return db_stmt_end(stmt);
}
#line 2684 "shop_queries.c"

#line 41 "shop/queries.sql"
const struct thing_reprice_row *thing_reprice(struct db_write *db, thing_id thing_id_, pence price)
{
    struct db_stmt *stmt = db_stmt_begin_write(db, &shop_statements[7]);
    db_bind_int(stmt, 1, thing_id_.raw);
    db_bind_int(stmt, 2, price.raw);
    struct thing_reprice_row *row = NULL;
    if (db_step(stmt)) {
        row = arena_make(db_arena(db_of(db)), struct thing_reprice_row);
        thing_reprice_row_read(stmt, row);
    }
    db_stmt_end(stmt);
    return row;
}
#line 2700 "shop_queries.c"

#line 46 "shop/queries.sql"
struct things_of_asked things_of_ask(struct db *db, enum material material_)
{
    struct db_stmt *stmt = db_stmt_begin(db, &shop_statements[8]);
    db_bind_int(stmt, 1, (int64_t)material_);
    db_stmt_ask(stmt);
    return (struct things_of_asked){.db = db, .stmt = stmt};
}

int64_t things_of_take(struct things_of_asked asked)
{
    struct db_stmt *stmt = asked.stmt;
    if (!db_step(stmt))
        fail("things_of: no row");
    const int64_t count = db_column_int(stmt, 0);
    db_stmt_end(stmt);
    return count;
}

int64_t things_of(struct db *db, enum material material_)
{
    return things_of_take(things_of_ask(db, material_));
}
#line 2725 "shop_queries.c"

#line 51 "shop/queries.sql"
struct stones_paid_row stones_paid(struct db *db)
{
    struct db_stmt *stmt = db_stmt_begin(db, &shop_statements[9]);
    if (!db_step(stmt))
        fail("stones_paid: no row");
    struct stones_paid_row row = {0};
    stones_paid_row_read(stmt, &row);
    db_stmt_end(stmt);
    return row;
}
#line 2738 "shop_queries.c"

#line 57 "shop/queries.sql"
struct names_all_rows names_all(struct db *db)
{
    struct db_stmt *stmt = db_stmt_begin(db, &shop_statements[10]);
    struct arena *arena = db_arena(db);
    struct names_all_row *rows = NULL;
    size_t count = 0, cap = 0;
    while (db_step(stmt)) {
        if (count == cap) {
            const size_t grown = cap == 0 ? 16 : cap * 2;
            rows = arena_grow(arena, rows, cap * sizeof(*rows), grown * sizeof(*rows));
            cap = grown;
        }
        rows[count] = (struct names_all_row){0};
        names_all_row_read(stmt, &rows[count++]);
    }
    db_stmt_end(stmt);
    return (struct names_all_rows){.row = rows, .count = count};
}
#line 2759 "shop_queries.c"

#line 63 "shop/queries.sql"
struct makers_ranked_rows makers_ranked(struct db *db)
{
    struct db_stmt *stmt = db_stmt_begin(db, &shop_statements[11]);
    struct arena *arena = db_arena(db);
    struct makers_ranked_row *rows = NULL;
    size_t count = 0, cap = 0;
    while (db_step(stmt)) {
        if (count == cap) {
            const size_t grown = cap == 0 ? 16 : cap * 2;
            rows = arena_grow(arena, rows, cap * sizeof(*rows), grown * sizeof(*rows));
            cap = grown;
        }
        rows[count] = (struct makers_ranked_row){0};
        makers_ranked_row_read(stmt, &rows[count++]);
    }
    db_stmt_end(stmt);
    return (struct makers_ranked_rows){.row = rows, .count = count};
}
#line 2780 "shop_queries.c"

#line 69 "shop/queries.sql"
struct things_found_rows things_found(struct db *db, text words, int64_t most)
{
    struct db_stmt *stmt = db_stmt_begin(db, &shop_statements[12]);
    db_bind_text(stmt, 1, words);
    db_bind_int(stmt, 2, most);
    struct arena *arena = db_arena(db);
    struct things_found_row *rows = NULL;
    size_t count = 0, cap = 0;
    while (db_step(stmt)) {
        if (count == cap) {
            const size_t grown = cap == 0 ? 16 : cap * 2;
            rows = arena_grow(arena, rows, cap * sizeof(*rows), grown * sizeof(*rows));
            cap = grown;
        }
        rows[count] = (struct things_found_row){0};
        things_found_row_read(stmt, &rows[count++]);
    }
    db_stmt_end(stmt);
    return (struct things_found_rows){.row = rows, .count = count};
}
#line 2803 "shop_queries.c"

#line 81 "shop/queries.sql"
static const struct {
    text name;
    unsigned first;  /* of its statements, within those of one set of filters */
    size_t keys;
    bool lacking;    /* rows may lack the first key, and come last then */
    unsigned column; /* of the first key */
    int kind[2];
} things_matching_sorts[] = {
    {.name = {"best", 4}, .first = 0, .keys = 2, .lacking = false, .column = 2, .kind = {DB_CURSOR_REAL, DB_CURSOR_INT}},
    {.name = {"ends", 4}, .first = 3, .keys = 2, .lacking = true, .column = 2, .kind = {DB_CURSOR_INT, DB_CURSOR_INT}},
};

bool things_matching_sort_from(text name, enum things_matching_sort *out)
{
    for (int i = 0; i < THINGS_MATCHING_SORT_COUNT; i++)
        if (text_eq(name, things_matching_sorts[i].name)) {
            *out = (enum things_matching_sort)i;
            return true;
        }
    return false;
}

text things_matching_sort_name(enum things_matching_sort sort)
{
    ensure((unsigned)sort < THINGS_MATCHING_SORT_COUNT);
    return things_matching_sorts[sort].name;
}

/* The filters that are on, as bits. */
static unsigned things_matching_filters(const struct things_matching_ask *ask)
{
    return (ask->stone ? 1U : 0U);
}

/* Where the present row stands in the sort. */
static void things_matching_edge(struct db_stmt *stmt, enum things_matching_sort sort, struct db_cursor_value *edge)
{
    for (size_t i = 0; i < things_matching_sorts[sort].keys; i++) {
        const int column = (int)(things_matching_sorts[sort].column + i);
        edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_NULL};
        if (db_column_null(stmt, column))
            continue;
        switch (things_matching_sorts[sort].kind[i]) {
        case DB_CURSOR_INT:
            edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_INT, .number = db_column_int(stmt, column)};
            break;
        case DB_CURSOR_TEXT:
            edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_TEXT, .string = db_column_text(stmt, column)};
            break;
        case DB_CURSOR_REAL:
            edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_REAL, .real = db_column_real(stmt, column)};
            break;
        }
    }
}

/* The row to go on from; false: from the start. */
static bool things_matching_from(struct db *db, const struct things_matching_ask *ask, bool *backwards, struct db_cursor_value *from)
{
    const size_t keys = things_matching_sorts[ask->sort].keys;
    if (ask->at.ptr == NULL ||
        !db_cursor_read(db_arena(db), ask->at, (unsigned)ask->sort, backwards, from, keys))
        return false;
    for (size_t i = 0; i < keys; i++) {
        const bool lacks = from[i].kind == DB_CURSOR_NULL && i == 0 && things_matching_sorts[ask->sort].lacking;
        if (!lacks && (int)from[i].kind != things_matching_sorts[ask->sort].kind[i])
            return false;
    }
    return true;
}

/* Rows of one place: fills row[count..limit), notes the first and the last to be shown in edge; returns the new count. */
static size_t things_matching_fetch(struct db *db, text words, const struct things_matching_ask *ask, unsigned place,
    const struct db_cursor_value *from, struct things_matching_row *row, size_t count, size_t limit,
    struct db_cursor_value edge[2][2])
{
    const unsigned filters = things_matching_filters(ask);
    struct db_stmt *stmt =
        db_stmt_begin(db, &shop_statements[13 + filters * 10U + things_matching_sorts[ask->sort].first + place]);
    int at = 0;
    at++;
    db_bind_text(stmt, at, words);
    const bool starts = place == 0 || place == 6 || place == 3;
    const size_t first = place == 4 || place == 5 ? 1 : 0;
    for (size_t i = first; !starts && i < things_matching_sorts[ask->sort].keys; i++) {
        at++;
        if (from[i].kind == DB_CURSOR_TEXT)
            db_bind_text(stmt, at, from[i].string);
        else if (from[i].kind == DB_CURSOR_REAL)
            db_bind_real(stmt, at, from[i].real);
        else
            db_bind_int(stmt, at, from[i].number);
    }
    db_bind_int(stmt, at + 1, (int64_t)(limit - count));
    while (db_step(stmt)) {
        things_matching_row_read(stmt, &row[count]);
        if (count == 0)
            things_matching_edge(stmt, ask->sort, edge[0]);
        if (count + 2 == limit)
            things_matching_edge(stmt, ask->sort, edge[1]);
        count++;
    }
    db_stmt_end(stmt);
    return count;
}

struct things_matching_page things_matching(struct db *db, text words, const struct things_matching_ask *ask)
{
    ensure((unsigned)ask->sort < THINGS_MATCHING_SORT_COUNT);
    const size_t asked = ask->limit == 0 ? 10 : ask->limit;
    const size_t limit = asked > 1000 ? 1000 : asked;
    struct db_cursor_value from[2] = {{.kind = DB_CURSOR_NULL}};
    struct db_cursor_value edge[2][2] = {{{.kind = DB_CURSOR_NULL}}};
    bool backwards = false;
    const bool lacking = things_matching_sorts[ask->sort].lacking;
    bool starts = !things_matching_from(db, ask, &backwards, from);
    struct things_matching_row *row = arena_array(db_arena(db), struct things_matching_row, limit + 1);
    size_t count = 0;
    if (!starts) {
        const bool lacks = from[0].kind == DB_CURSOR_NULL;
        const unsigned place = backwards ? (lacks ? 5 : 2) : (lacks ? 4 : 1);
        count = things_matching_fetch(db, words, ask, place, from, row, count, limit + 1, edge);
        if (lacking && count <= limit && lacks == backwards)
            count = things_matching_fetch(db, words, ask, backwards ? 6 : 3, from, row, count, limit + 1, edge);
        starts = backwards && count == 0; /* what stood before is gone */
    }
    if (starts) {
        backwards = false;
        count = things_matching_fetch(db, words, ask, 0, from, row, count, limit + 1, edge);
        if (lacking && count <= limit)
            count = things_matching_fetch(db, words, ask, 3, from, row, count, limit + 1, edge);
    }
    const bool more = count > limit;
    count = more ? limit : count;
    for (size_t i = 0; backwards && i < count / 2; i++) {
        const struct things_matching_row other = row[i];
        row[i] = row[count - 1 - i];
        row[count - 1 - i] = other;
    }
    struct things_matching_page page = {.row = row, .count = count};
    struct arena *arena = db_arena(db);
    const size_t keys = things_matching_sorts[ask->sort].keys;
    if (backwards || more)
        page.next = db_cursor_write(arena, (unsigned)ask->sort, false, edge[backwards ? 0 : 1], keys);
    if (backwards ? more : !starts)
        page.previous = db_cursor_write(arena, (unsigned)ask->sort, true,
                                        count == 0 ? from : edge[backwards ? 1 : 0], keys);
    return page;
}

struct db_count_asked things_matching_count_ask(struct db *db, text words, const struct things_matching_ask *ask, int64_t cap)
{
    const unsigned filters = things_matching_filters(ask);
    struct db_stmt *stmt = db_stmt_begin(db, &shop_statements[33 + filters]);
    int at = 0;
    at++;
    db_bind_text(stmt, at, words);
    db_bind_int(stmt, at + 1, cap);
    db_stmt_ask(stmt);
    return (struct db_count_asked){.stmt = stmt};
}

int64_t things_matching_count(struct db *db, text words, const struct things_matching_ask *ask, int64_t cap)
{
    return db_count_take(things_matching_count_ask(db, words, ask, cap));
}
#line 2972 "shop_queries.c"

#line 96 "shop/queries.sql"
struct makers_told_rows makers_told(struct db *db, text ids, bytes picture)
{
    struct db_stmt *stmt = db_stmt_begin(db, &shop_statements[35]);
    db_bind_text(stmt, 1, ids);
    db_bind_bytes(stmt, 2, picture);
    struct arena *arena = db_arena(db);
    struct makers_told_row *rows = NULL;
    size_t count = 0, cap = 0;
    while (db_step(stmt)) {
        if (count == cap) {
            const size_t grown = cap == 0 ? 16 : cap * 2;
            rows = arena_grow(arena, rows, cap * sizeof(*rows), grown * sizeof(*rows));
            cap = grown;
        }
        rows[count] = (struct makers_told_row){0};
        makers_told_row_read(stmt, &rows[count++]);
    }
    db_stmt_end(stmt);
    return (struct makers_told_rows){.row = rows, .count = count};
}
#line 2995 "shop_queries.c"

#line 108 "shop/queries.sql"
static const struct {
    text name;
    unsigned first;  /* of its statements, within those of one set of filters */
    size_t keys;
    bool lacking;    /* rows may lack the first key, and come last then */
    unsigned column; /* of the first key */
    int kind[2];
} things_list_sorts[] = {
    {.name = {"newest", 6}, .first = 0, .keys = 2, .lacking = true, .column = 6, .kind = {DB_CURSOR_INT, DB_CURSOR_INT}},
    {.name = {"title", 5}, .first = 7, .keys = 2, .lacking = false, .column = 6, .kind = {DB_CURSOR_TEXT, DB_CURSOR_INT}},
    {.name = {"length", 6}, .first = 10, .keys = 2, .lacking = false, .column = 6, .kind = {DB_CURSOR_INT, DB_CURSOR_INT}},
};

bool things_list_sort_from(text name, enum things_list_sort *out)
{
    for (int i = 0; i < THINGS_LIST_SORT_COUNT; i++)
        if (text_eq(name, things_list_sorts[i].name)) {
            *out = (enum things_list_sort)i;
            return true;
        }
    return false;
}

text things_list_sort_name(enum things_list_sort sort)
{
    ensure((unsigned)sort < THINGS_LIST_SORT_COUNT);
    return things_list_sorts[sort].name;
}

/* The filters that are on, as bits. */
static unsigned things_list_filters(const struct things_list_ask *ask)
{
    return (ask->maker.some ? 1U : 0U) |
           (ask->words.ptr ? 2U : 0U) |
           (ask->fresh ? 4U : 0U);
}

/* Where the present row stands in the sort. */
static void things_list_edge(struct db_stmt *stmt, enum things_list_sort sort, struct db_cursor_value *edge)
{
    for (size_t i = 0; i < things_list_sorts[sort].keys; i++) {
        const int column = (int)(things_list_sorts[sort].column + i);
        edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_NULL};
        if (db_column_null(stmt, column))
            continue;
        switch (things_list_sorts[sort].kind[i]) {
        case DB_CURSOR_INT:
            edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_INT, .number = db_column_int(stmt, column)};
            break;
        case DB_CURSOR_TEXT:
            edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_TEXT, .string = db_column_text(stmt, column)};
            break;
        case DB_CURSOR_REAL:
            edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_REAL, .real = db_column_real(stmt, column)};
            break;
        }
    }
}

/* The row to go on from; false: from the start. */
static bool things_list_from(struct db *db, const struct things_list_ask *ask, bool *backwards, struct db_cursor_value *from)
{
    const size_t keys = things_list_sorts[ask->sort].keys;
    if (ask->at.ptr == NULL ||
        !db_cursor_read(db_arena(db), ask->at, (unsigned)ask->sort, backwards, from, keys))
        return false;
    for (size_t i = 0; i < keys; i++) {
        const bool lacks = from[i].kind == DB_CURSOR_NULL && i == 0 && things_list_sorts[ask->sort].lacking;
        if (!lacks && (int)from[i].kind != things_list_sorts[ask->sort].kind[i])
            return false;
    }
    return true;
}

/* Rows of one place: fills row[count..limit), notes the first and the last to be shown in edge; returns the new count. */
static size_t things_list_fetch(struct db *db, day today, const struct things_list_ask *ask, unsigned place,
    const struct db_cursor_value *from, struct thing_card *row, size_t count, size_t limit,
    struct db_cursor_value edge[2][2])
{
    const unsigned filters = things_list_filters(ask);
    struct db_stmt *stmt =
        db_stmt_begin(db, &shop_statements[36 + filters * 13U + things_list_sorts[ask->sort].first + place]);
    int at = 0;
    if ((filters & 4U) != 0) {
        at++;
        db_bind_int(stmt, at, today.raw);
    }
    if ((filters & 1U) != 0) {
        at++;
        db_bind_int(stmt, at, ask->maker.it.raw);
    }
    if ((filters & 2U) != 0) {
        at++;
        db_bind_text(stmt, at, ask->words);
    }
    const bool starts = place == 0 || place == 6 || place == 3;
    const size_t first = place == 4 || place == 5 ? 1 : 0;
    for (size_t i = first; !starts && i < things_list_sorts[ask->sort].keys; i++) {
        at++;
        if (from[i].kind == DB_CURSOR_TEXT)
            db_bind_text(stmt, at, from[i].string);
        else if (from[i].kind == DB_CURSOR_REAL)
            db_bind_real(stmt, at, from[i].real);
        else
            db_bind_int(stmt, at, from[i].number);
    }
    db_bind_int(stmt, at + 1, (int64_t)(limit - count));
    while (db_step(stmt)) {
        thing_card_read(stmt, &row[count]);
        if (count == 0)
            things_list_edge(stmt, ask->sort, edge[0]);
        if (count + 2 == limit)
            things_list_edge(stmt, ask->sort, edge[1]);
        count++;
    }
    db_stmt_end(stmt);
    return count;
}

struct things_list_page things_list(struct db *db, day today, const struct things_list_ask *ask)
{
    ensure((unsigned)ask->sort < THINGS_LIST_SORT_COUNT);
    const size_t asked = ask->limit == 0 ? 25 : ask->limit;
    const size_t limit = asked > 1000 ? 1000 : asked;
    struct db_cursor_value from[2] = {{.kind = DB_CURSOR_NULL}};
    struct db_cursor_value edge[2][2] = {{{.kind = DB_CURSOR_NULL}}};
    bool backwards = false;
    const bool lacking = things_list_sorts[ask->sort].lacking;
    bool starts = !things_list_from(db, ask, &backwards, from);
    struct thing_card *row = arena_array(db_arena(db), struct thing_card, limit + 1);
    size_t count = 0;
    if (!starts) {
        const bool lacks = from[0].kind == DB_CURSOR_NULL;
        const unsigned place = backwards ? (lacks ? 5 : 2) : (lacks ? 4 : 1);
        count = things_list_fetch(db, today, ask, place, from, row, count, limit + 1, edge);
        if (lacking && count <= limit && lacks == backwards)
            count = things_list_fetch(db, today, ask, backwards ? 6 : 3, from, row, count, limit + 1, edge);
        starts = backwards && count == 0; /* what stood before is gone */
    }
    if (starts) {
        backwards = false;
        count = things_list_fetch(db, today, ask, 0, from, row, count, limit + 1, edge);
        if (lacking && count <= limit)
            count = things_list_fetch(db, today, ask, 3, from, row, count, limit + 1, edge);
    }
    const bool more = count > limit;
    count = more ? limit : count;
    for (size_t i = 0; backwards && i < count / 2; i++) {
        const struct thing_card other = row[i];
        row[i] = row[count - 1 - i];
        row[count - 1 - i] = other;
    }
    struct things_list_page page = {.row = row, .count = count};
    struct arena *arena = db_arena(db);
    const size_t keys = things_list_sorts[ask->sort].keys;
    if (backwards || more)
        page.next = db_cursor_write(arena, (unsigned)ask->sort, false, edge[backwards ? 0 : 1], keys);
    if (backwards ? more : !starts)
        page.previous = db_cursor_write(arena, (unsigned)ask->sort, true,
                                        count == 0 ? from : edge[backwards ? 1 : 0], keys);
    return page;
}

struct db_count_asked things_list_count_ask(struct db *db, day today, const struct things_list_ask *ask, int64_t cap)
{
    const unsigned filters = things_list_filters(ask);
    struct db_stmt *stmt = db_stmt_begin(db, &shop_statements[140 + filters]);
    int at = 0;
    if ((filters & 4U) != 0) {
        at++;
        db_bind_int(stmt, at, today.raw);
    }
    if ((filters & 1U) != 0) {
        at++;
        db_bind_int(stmt, at, ask->maker.it.raw);
    }
    if ((filters & 2U) != 0) {
        at++;
        db_bind_text(stmt, at, ask->words);
    }
    db_bind_int(stmt, at + 1, cap);
    db_stmt_ask(stmt);
    return (struct db_count_asked){.stmt = stmt};
}

int64_t things_list_count(struct db *db, day today, const struct things_list_ask *ask, int64_t cap)
{
    return db_count_take(things_list_count_ask(db, today, ask, cap));
}
#line 3187 "shop_queries.c"

