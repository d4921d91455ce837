-- For PostgreSQL: a word in a partner's name counts for more than one in the description, as 0006 says it on SQLite.

--@ postgresql
-- Weights of affinity, about, other_names, name. Unlike bm25 on SQLite it does not know which words are rare.
CREATE OR REPLACE FUNCTION partner_search_rank(words tsvector, query tsquery) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT -ts_rank('{0.3, 0.1, 0.6, 1}'::real[], words, query, 1)::double precision $$;
--@ end
