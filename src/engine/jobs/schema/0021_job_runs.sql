-- What the clock starts: when each job ran last. Which jobs there are stands in the modules' schedules.

CREATE ENUM job_outcome (
  done     'Done',
  failed   'Broke off',                     -- tried again in a quarter of an hour
  stopped  'Stopped, and goes on later'     -- the server was stopping
);

CREATE TABLE job_runs (
  name        text NOT NULL,
  done_until  instant,                      -- the newest moment it was due and was done; only goes forward
  began_at    instant NOT NULL,
  ended_at    instant NOT NULL,
  outcome     job_outcome NOT NULL,
  said        text,                         -- what it did, in words
  failed_at   instant,                      -- the last time that it broke off
  PRIMARY KEY (name)
) UNAUDITED "written by the clock each minute; says nothing about anyone and changes nothing by itself";
