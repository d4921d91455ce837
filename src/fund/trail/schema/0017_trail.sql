-- Whose key seals what the audit log keeps of people, and what the log leaves out (law 9).
ALTER TABLE accounts SUBJECT id;
-- Where an import waits is emptied once it is done, and what it published is told by its own record.
ALTER TABLE import_rows UNAUDITED "a file's rows, waiting";
ALTER TABLE import_partners UNAUDITED "a file's organisations, waiting";
ALTER TABLE import_numbers UNAUDITED "a file's organisations, waiting";
ALTER TABLE import_problems UNAUDITED "what is wrong with a file";
ALTER TABLE import_extras UNAUDITED "a file's columns, waiting";
