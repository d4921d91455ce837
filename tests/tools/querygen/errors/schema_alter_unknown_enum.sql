-- expect: 2:12: error: no enum 'colour'
ALTER ENUM colour ADD red 'Red';
