-- expect: 2:24: error: expected a label in 'quotes', found ','
CREATE ENUM colour (red, blue 'Blue');
