-- expect: 3:1: error: a statement without a header

SELECT b.id FROM boxes b;
