-- How many people hold a box.
-- holders(box_id) :count
SELECT count(*) FROM people WHERE box_id = :box_id;

-- Who holds which box.
-- holder_list() :many
--   purpose "to call them"
--   scan ok "few"
SELECT p.name, b.name AS box_name? FROM people p LEFT JOIN boxes b ON b.id = p.box_id
--@ sqlite
ORDER BY p.name COLLATE NOCASE
--@ end
--@ postgresql
ORDER BY lower(p.name)
--@ end
;
