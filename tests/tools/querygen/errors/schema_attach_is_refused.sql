-- expect: 2:1: error: not authorized
--@ sqlite
ATTACH DATABASE 'other.db' AS other;
--@ end
