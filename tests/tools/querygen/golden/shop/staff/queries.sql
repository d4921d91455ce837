-- How many work here: a count about people.
-- staff_count() :count
SELECT count(*) FROM staff;

-- How many each one leads.
-- staff_led() :many
--   purpose "to plan who leads whom"
SELECT s.boss_id, count(*) AS "led:people_count" FROM staff s GROUP BY s.boss_id;

-- Who works here.
-- staff_list(day) :page 20
--   purpose "the rota"
--   sort longest : s.from_on, s.id
SELECT s.id, s.name, b.name AS boss_name? FROM staff s LEFT JOIN staff b ON b.id = s.boss_id WHERE s.from_on <= :day;
