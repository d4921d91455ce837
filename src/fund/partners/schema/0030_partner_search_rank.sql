-- For PostgreSQL: a word in a partner's name counts for more than one in the description, as 0006 says it on SQLite; and what a
-- grant is found by names its partners in the order of their seats, as 0008 gets it from an index there.

--@ postgresql
-- Weights of affinity, about, other_names, name. Unlike bm25 on SQLite it does not know which words are rare.
CREATE OR REPLACE FUNCTION partner_search_rank(words tsvector, query tsquery) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT -ts_rank('{0.3, 0.1, 0.6, 1}'::real[], words, query, 1)::double precision $$;
CREATE OR REPLACE VIEW grant_search_texts AS
  SELECT g.id, g.reference || coalesce((SELECT chr(10) || string_agg(p.name, chr(10) ORDER BY s.kind, s.id)
                                        FROM grant_seats s JOIN partner_records p ON p.id = s.partner_id
                                        WHERE s.grant_id = g.id), '') AS search
  FROM grant_records g;
--@ end
