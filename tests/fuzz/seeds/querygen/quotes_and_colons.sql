-- a
-- q(a text) :many
SELECT 'it''s :a; -- no' AS "s:text", x'00ff', :a /* ; */ FROM boxes WHERE name = :a;
