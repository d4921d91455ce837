-- For PostgreSQL: what 0006 and 0008 leave to SQLite of what partners are found by.

--@ postgresql
-- A word in the name counts for more than one in the description. The weights are those of affinity, about, other_names, name.
-- Unlike bm25 on SQLite, the rank does not know which words are rare.
CREATE OR REPLACE FUNCTION partner_search_rank(words tsvector, query tsquery) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT -ts_rank('{0.3, 0.1, 0.6, 1}'::real[], words, query, 1)::double precision $$;

-- A grant's partners stand in one order, the one that SQLite's index gives: two databases with the same rows have the same texts.
CREATE OR REPLACE VIEW grant_search_texts AS
  SELECT g.id, g.reference || coalesce((SELECT chr(10) || string_agg(p.name, chr(10) ORDER BY s.partner_id)
                                        FROM grant_seats s JOIN partner_records p ON p.id = s.partner_id
                                        WHERE s.grant_id = g.id), '') AS search
  FROM grant_records g;
--@ end
