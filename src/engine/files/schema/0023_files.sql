-- Files that people add, in pieces of 64 KiB, so that neither taking nor giving one needs the whole of it in memory. What a
-- file is for, and who may have it, is the business of whoever keeps its id.

-- What a file is, by its content and never by its name.
CREATE ENUM stored_kind (
  pdf    'PDF',
  docx   'Word document',
  xlsx   'Excel workbook',
  odt    'OpenDocument text',
  png    'PNG picture',
  jpeg   'JPEG picture',
  webp   'WebP picture',
  heic   'HEIC picture',
  text   'Plain text',
  csv    'CSV table',
  mp3    'MP3 sound',
  m4a    'M4A sound',
  ogg    'OGG sound',
  wav    'WAV sound',
  mp4    'MP4 film'
);

-- What the virus scanner said.
CREATE ENUM file_scan (
  waiting      'Being checked for viruses',
  clean        'Checked for viruses',
  refused      'A virus was found',
  not_scanned  'Not checked for viruses',
  arriving     'Arriving'             -- part of it is stored; nobody sees it yet
);

CREATE TABLE files (
  id          file_id PRIMARY KEY,
  name        text NOT NULL,        -- as the person gave it, without what nobody sees
  kind        stored_kind NOT NULL,
  size        int NOT NULL,         -- bytes
  hash        bytes NOT NULL,       -- BLAKE2b-256 of the content: the same file twice is known by it
  owner       int NOT NULL,         -- whose room it takes, as the application numbers organisations; 0: its own
  added_at    instant NOT NULL,
  scan        file_scan NOT NULL,
  scan_said   text,                 -- the scanner's name for what it found
  scanned_at  instant,
  gone_at     instant               -- when its bytes were deleted
);
CREATE INDEX files_of_owner ON files (owner, hash) WHERE gone_at IS NULL;
CREATE INDEX files_to_scan ON files (scan, id) WHERE gone_at IS NULL;

CREATE TABLE file_parts (
  file_id  file_id NOT NULL REFERENCES files ON DELETE CASCADE,
  part     int NOT NULL,            -- from 0
  content  bytes NOT NULL,          -- 64 KiB, the last one less
  PRIMARY KEY (file_id, part)
) UNAUDITED "bytes of files: the log keeps each file's row with its hash";
