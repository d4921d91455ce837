-- Whose key seals what the audit log keeps of people, and what the log leaves out (law 9).
ALTER TABLE accounts SUBJECT id;
-- What is made of other columns, to sort and search by.
ALTER TABLE grant_records COLUMN search UNAUDITED "the reference and partners' names, to find it by";
ALTER TABLE grant_records COLUMN title_key UNAUDITED "the title, folded";
ALTER TABLE partner_records COLUMN name_key UNAUDITED "the name, folded";
ALTER TABLE programme_records COLUMN name_key UNAUDITED "the name, folded";
ALTER TABLE partnerships COLUMN name_key UNAUDITED "the name, folded";
ALTER TABLE funders COLUMN name_key UNAUDITED "the name, folded";
-- Where an import waits is emptied once it is done, and what it published is told by its own record.
ALTER TABLE import_rows UNAUDITED "a file's rows, waiting";
ALTER TABLE import_partners UNAUDITED "a file's organisations, waiting";
ALTER TABLE import_numbers UNAUDITED "a file's organisations, waiting";
ALTER TABLE import_problems UNAUDITED "what is wrong with a file";
ALTER TABLE import_extras UNAUDITED "a file's columns, waiting";
