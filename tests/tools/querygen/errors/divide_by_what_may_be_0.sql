-- expect: 5:11: error: what is divided by 0 is absent on one engine alone

-- It does something.
-- boxes_of(by int) :many
SELECT 10 / :by AS "tenth:int?" FROM boxes b;
