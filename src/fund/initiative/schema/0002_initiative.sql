-- The initiative itself: one database holds one.

CREATE TABLE initiatives (
  id       initiative_id PRIMARY KEY,
  name     text NOT NULL,
  demo     flag NOT NULL,       -- law 10: set when the database is made, by `holdfast demo` alone
  as_at    day,                 -- the demo's today; empty in a real initiative
  made_at  instant NOT NULL
);
--@ sqlite
CREATE TRIGGER initiatives_demo_is_fixed BEFORE UPDATE OF demo, as_at ON initiatives
BEGIN SELECT RAISE(ABORT, 'the demo mark is set when the database is made'); END;
CREATE TRIGGER initiatives_is_kept BEFORE DELETE ON initiatives
BEGIN SELECT RAISE(ABORT, 'the initiative is not removed from its database'); END;
CREATE TRIGGER initiatives_is_one BEFORE INSERT ON initiatives WHEN EXISTS (SELECT 1 FROM initiatives)
BEGIN SELECT RAISE(ABORT, 'one database holds one initiative'); END;
--@ end

-- Where the work is: the nations and regions of the United Kingdom, of equal weight.
CREATE ENUM region (
  scotland          'Scotland',
  northern_ireland  'Northern Ireland',
  wales             'Wales',
  north_east        'North East',
  north_west        'North West',
  yorkshire_humber  'Yorkshire and The Humber',
  east_midlands     'East Midlands',
  west_midlands     'West Midlands',
  east_england      'East of England',
  london            'London',
  south_east        'South East',
  south_west        'South West'
);
