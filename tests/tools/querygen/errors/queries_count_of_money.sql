-- expect: 6:8: error: a count is int or people_count, not 'pence'

-- It does something.
-- need_total() :count
--   reads secrets "a test"
SELECT sum(s.need) AS "need:pence" FROM secrets s;
