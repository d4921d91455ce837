-- The mail that took an invitation to its address, so that whoever invited hears when it did not arrive.
ALTER TABLE invitations ADD COLUMN mail_id mail_id; -- the newest one; the outbox forgets it after some months
