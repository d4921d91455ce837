-- What the people who run the fund may set for themselves: how it looks, how it is reached, when it works, and how long
-- things are kept. The name itself stands in initiatives.

-- Whose bank holidays are kept.
CREATE ENUM nation (
  england_wales     'England and Wales',
  scotland          'Scotland',
  northern_ireland  'Northern Ireland'
);

CREATE ENUM week_day (
  monday     'Monday',
  tuesday    'Tuesday',
  wednesday  'Wednesday',
  thursday   'Thursday',
  friday     'Friday',
  saturday   'Saturday',
  sunday     'Sunday'
);

-- A picture that stands for the fund. Rows are added, never changed: a browser may keep one for ever by its hash.
CREATE TABLE logos (
  id        logo_id PRIMARY KEY,
  hash      text NOT NULL,           -- of the bytes, in hex; stands in its address
  type      text NOT NULL,           -- by content: image/png, image/jpeg or image/webp
  width     int NOT NULL,            -- pixels
  height    int NOT NULL,
  content   bytes NOT NULL,
  added_at  instant NOT NULL,
  UNIQUE (hash)
) UNAUDITED "pictures are large; which one is shown stands in settings, which is audited";

-- One row, made here. Each section of the page has its own version, so that two people may change two sections at once.
CREATE TABLE settings (
  id               settings_id PRIMARY KEY,
  name_version     int NOT NULL DEFAULT 1,
  accent           text,                         -- colour of links and buttons on light pages, "#0d5a4d"; absent: Holdfast's own
  accent_dark      text,                         -- the same on dark pages
  look_version     int NOT NULL DEFAULT 1,
  logo_id          logo_id REFERENCES logos,
  logo_before_id   logo_id REFERENCES logos,     -- what was shown before, to put back
  logo_version     int NOT NULL DEFAULT 1,
  contact_mail     text,
  contact_phone    text,
  contact_words    text,                         -- when to call, whom to ask for
  contact_version  int NOT NULL DEFAULT 1,
  nation           nation NOT NULL DEFAULT 0,
  week             int NOT NULL DEFAULT 31,      -- working days as bits, Monday first
  days_version     int NOT NULL DEFAULT 1,
  reply_days       int NOT NULL DEFAULT 5,       -- working days in which a question is answered
  quiet            flag NOT NULL DEFAULT 1,      -- mails wait in the hours below
  quiet_from       int NOT NULL DEFAULT 19,      -- whole hours, in London
  quiet_until      int NOT NULL DEFAULT 8,
  quiet_days_off   flag NOT NULL DEFAULT 1,      -- and on days that nobody works
  promise_version  int NOT NULL DEFAULT 1,
  keep_left        int NOT NULL DEFAULT 365,     -- days until someone who left is forgotten
  keep_problems    int NOT NULL DEFAULT 30,      -- days that what was wrong with an imported file is kept
  keep_mails       int NOT NULL DEFAULT 90,      -- days that a sent mail is kept
  keep_version     int NOT NULL DEFAULT 1,
  file_most_mb     int NOT NULL DEFAULT 20,      -- the largest file that may be added, in megabytes
  files_of_one_mb  int NOT NULL DEFAULT 500,     -- what one organisation's files may be together, in megabytes
  files_version    int NOT NULL DEFAULT 1
);
INSERT INTO settings (keep_left) VALUES (365);

-- Days on which the fund is closed, beside weekends and bank holidays.
CREATE TABLE closed_days (
  id      closed_day_id PRIMARY KEY,
  on_day  day NOT NULL,
  words   text NOT NULL,             -- why: "Office move"
  UNIQUE (on_day)
);
