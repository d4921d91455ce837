-- Statements of the shop: every kind, every type.

-- One thing, with all that is known.
-- thing_by_id(thing_id) :one
--   ask ahead
SELECT t.* FROM things t WHERE t.id = :thing_id;

-- Perhaps a maker.
-- maker_named(name_key text) :maybe as maker_brief
--   ask ahead
SELECT m.id, m.name FROM makers m WHERE m.name_key = :name_key;

-- Makers, some of them.
-- makers_some(local flag?, most int) :many as maker_brief
--   ask ahead
--   scan ok "few"
--   sort ok "few"
SELECT m.id, m.name FROM makers m WHERE :local IS NULL OR m.local = :local ORDER BY m.name LIMIT :most;

-- Adds a thing.
-- thing_add(maker_id, title text, words text?, material, price pence, made_on day?, weight real?, discount percent?,
--           picture bytes, seen_at instant) :insert
INSERT INTO thing_records (maker_id, title, words, material, price, made_on, weight, discount, picture, seen_at)
VALUES (:maker_id, :title, :words, :material, :price, :made_on, :weight, :discount, :picture, :seen_at);

-- Adds a maker, unless there is one of that name.
-- maker_add(name text, name_key text) :insert
--   conflict ok
INSERT INTO makers (name, name_key) VALUES (:name, :name_key);

-- Renames one; 0 when the name is taken.
-- maker_rename(maker_id, name text, name_key text) :exec
--   conflict ok
UPDATE makers SET name = :name, name_key = :name_key WHERE id = :maker_id;

-- Keeps what was paid, the newest word.
-- cost_keep(thing_id, paid pence) :exec
INSERT INTO costs (thing_id, paid) VALUES (:thing_id, :paid) ON CONFLICT (thing_id) DO UPDATE SET paid = excluded.paid;

-- Changes a price and tells the new row.
-- thing_reprice(thing_id, price pence) :maybe
--   reads thing_records "the row that was changed"
UPDATE thing_records SET price = :price WHERE id = :thing_id RETURNING id, price, price / 100 AS "pounds:int";

-- How many things of a material.
-- things_of(material) :count
--   ask ahead
SELECT count(*) FROM things WHERE material = :material;

-- What the stones cost us.
-- stones_paid() :one
--   reads costs "the owner's yearly sum"
SELECT coalesce(sum(c.paid), 0) AS "paid:pence", max(t.made_on) AS "newest:day?"
FROM costs c JOIN things t ON t.id = c.thing_id WHERE t.material = @material.stone;

-- Names of makers and things alike, a comment inside -- dropped
-- names_all() :many
SELECT m.name, m.id AS "of:maker_id?" FROM makers m -- makers first
UNION ALL
SELECT t.title, NULL FROM things t;

-- Makers by how much they made, with a window and a common table.
-- makers_ranked() :many
WITH made AS (SELECT t.maker_id, count(*) AS number FROM things t GROUP BY t.maker_id)
SELECT m.name, d.number AS "number:int?", rank() OVER (ORDER BY d.number! DESC) AS "place:int"
FROM makers m LEFT JOIN made d ON d.maker_id = m.id;

-- Things found by words, the best first.
-- things_found(words text, most int) :many
--   plan each "common words are found otherwise than rare ones"
--@ sqlite
SELECT t.id, t.title, s.rank AS "rank:real"
FROM thing_search s JOIN things t ON t.id = s.rowid WHERE s.thing_search MATCH :words ORDER BY s.rank! LIMIT :most;
--@ end
--@ postgresql
SELECT t.id, t.title, thing_search_rank(s.words, search_query(:words)) AS "rank:real"
FROM thing_search s JOIN things t ON t.id = s.rowid WHERE s.words @@ search_query(:words) ORDER BY 3! LIMIT :most;
--@ end

-- Things found by words, a page at a time.
-- things_matching(words text) :page 10
--   plan each ends "common words are found otherwise than rare ones"
--   filter stone : t.material = @material.stone
--   sort best : f.rank AS "rank:real", t.id
--   sort ends : t.made_on desc, f.rowid AS "place:int"
SELECT t.id, t.title
--@ sqlite
FROM thing_search f JOIN things t ON t.id = f.rowid WHERE thing_search MATCH :words;
--@ end
--@ postgresql
FROM (SELECT s.rowid, thing_search_rank(s.words, q) AS rank
      FROM thing_search s CROSS JOIN search_query(:words) q WHERE s.words @@ q) f JOIN things t ON t.id = f.rowid;
--@ end

-- What goes by another name on PostgreSQL.
-- makers_told(ids text, picture bytes) :many
--   reads costs "whether there are any, not how much"
--   scan ok "few"
--   sort ok "few"
SELECT m.id, instr(m.name, '"') > 0 AS "quoted:flag", :picture = x'00ff' AS "blank:flag",
       (SELECT group_concat(o.title) FROM (SELECT t.title FROM things t WHERE t.maker_id = m.id ORDER BY t.id) o) AS "titles:text?",
       (SELECT group_concat(t.price / 100, char(10)) FROM things t WHERE t.maker_id = m.id) AS "pounds:text?",
       +m.id IS NOT DISTINCT FROM 1 AS "first:flag"
FROM makers m CROSS JOIN things s ON s.maker_id = m.id CROSS JOIN costs c
WHERE m.id IN (SELECT value FROM json_each(:ids)) AND likelihood(s.price > 0, 0.1) ORDER BY s.made_on DESC NULLS LAST, m.id;

-- Things as customers list them.
-- things_list(today day) :page 25 as thing_card
--   reads costs "marks what has a cost, not how much"
--   filter maker maker_id : t.maker_id = :maker
--   filter words text     : t.id IN (SELECT x.id FROM things x
--                             WHERE instr(x.title, :words) > 0)
--   filter fresh          : t.made_on >= :today - 30
--   sort newest : t.made_on desc, t.id desc
--   sort title  : t.title, t.id desc
--   sort length : length(t.title) AS "length:int", t.id
SELECT t.id, t.title, t.material, t.price, m.name AS maker_name, c.paid IS NOT NULL AS "costed:flag"
FROM things t JOIN makers m ON m.id = t.maker_id LEFT JOIN costs c ON c.thing_id = t.id WHERE t.price > 0 OR t.weight > 1;
