-- expect: 4:4: error: a count about people must be people_count

-- It does something.
-- member_count() :count
SELECT count(*) AS "n:int" FROM members;
