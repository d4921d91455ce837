--@ sqlite
--@ end
--@ end
-- a
--@ postgresql
SELECT
