-- expect: 2:1: error: a region that does not open or end
--@ sqlite
SELECT 1;
