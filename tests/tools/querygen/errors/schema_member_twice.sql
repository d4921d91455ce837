-- expect: 2:32: error: 'red' is a member already
CREATE ENUM colour (red 'Red', red 'Rot');
