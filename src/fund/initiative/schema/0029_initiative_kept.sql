-- For PostgreSQL: the initiative is kept as 0002 keeps it on SQLite, and lists in a parameter.

--@ postgresql
CREATE FUNCTION initiatives_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION initiatives_add() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM initiatives) THEN
    RAISE EXCEPTION 'one database holds one initiative' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER initiatives_demo_is_fixed BEFORE UPDATE OF demo, as_at ON initiatives FOR EACH ROW
EXECUTE FUNCTION initiatives_keep('the demo mark is set when the database is made');
CREATE TRIGGER initiatives_is_kept BEFORE DELETE ON initiatives FOR EACH ROW
EXECUTE FUNCTION initiatives_keep('the initiative is not removed from its database');
CREATE TRIGGER initiatives_is_not_emptied BEFORE TRUNCATE ON initiatives
EXECUTE FUNCTION initiatives_keep('the initiative is not removed from its database');
CREATE TRIGGER initiatives_is_one BEFORE INSERT ON initiatives FOR EACH ROW EXECUTE FUNCTION initiatives_add();

-- The numbers, or the words, of a JSON list, as json_each() gives them on SQLite. No more than a page's rows, or a few kinds.
CREATE FUNCTION list_values(list text) RETURNS TABLE (value bigint) LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 25 AS $$
  SELECT item::bigint FROM jsonb_array_elements_text(list::jsonb) AS items (item) $$;
CREATE FUNCTION list_words(list text) RETURNS TABLE (value text) LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 25 AS $$
  SELECT item COLLATE "C" FROM jsonb_array_elements_text(list::jsonb) AS items (item) $$;
--@ end
