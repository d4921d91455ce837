-- Boxes as listed.
-- boxes_list(least int) :page 25
--   filter colour colour : b.colour = :colour
--   filter small         : b.size < :least
--   filter words text    : b.id IN (SELECT rowid FROM box_search WHERE box_search MATCH :words)
--   sort size   : b.size desc, b.id desc
--   sort name   : b.name, b.id
--   sort length : length(b.name) AS "length:int" desc, b.id
SELECT b.id, b.name, b.size FROM boxes b WHERE b.size > :least - 9;
