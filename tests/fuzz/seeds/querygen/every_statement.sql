-- Boxes of a size.
-- boxes_of_size(size int, colour colour?) :many as box_row
--   scan ok "few"
SELECT id, name, colour, size FROM boxes WHERE size = :size AND (:colour IS NULL OR colour = :colour);

-- One box.
-- box_one(box_id) :maybe as box_row
SELECT id, name, colour, size FROM boxes WHERE id = :box_id;

-- How many boxes.
-- box_count() :count
--   scan ok "few"
SELECT count(*) FROM boxes WHERE colour = @colour.red;

-- Adds a box.
-- box_add(name text, colour colour, size int?) :insert
INSERT INTO boxes (name, colour, size) VALUES (:name, :colour, :size);

-- Names a box anew.
-- box_rename(box_id, name text) :exec
UPDATE boxes SET name = :name WHERE id = :box_id;
