-- Where the first answer to this form sent the person, when it was answered already.
-- once_answer_find(nonce bytes) :maybe
SELECT location FROM once_answers WHERE nonce = :nonce;

-- A form is answered now; a repeat of it goes to the same place.
-- once_answer_keep(nonce bytes, location text, at instant) :exec
INSERT INTO once_answers (nonce, location, at) VALUES (:nonce, :location, :at);

-- Forms so old that whoever held them is no longer signed in cannot come again.
-- once_answers_forget(before instant) :exec
DELETE FROM once_answers WHERE at < :before;

