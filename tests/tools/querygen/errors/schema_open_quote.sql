-- expect: 2:25: error: a quote that does not end
CREATE ENUM colour (red 'Red);
