-- Every statement of accounts. They name people, so each says what it lists them for.

-- A new account.
-- account_add(name text, name_key text, email text, roles int, at instant) :insert
INSERT INTO accounts (name, name_key, email, roles, made_at) VALUES (:name, :name_key, :email, :roles, :at);

-- The account of an address, folded.
-- account_by_email(email text) :maybe
--   purpose "to make a sign-in link for whom it is asked"
SELECT a.id, a.name, a.roles FROM accounts a WHERE a.email = :email;

-- Everyone who may sign in, by address.
-- accounts_list() :many
--   purpose "for whoever runs the server to see who may come in"
--   scan ok "a fund has few accounts"
SELECT a.email, a.name, a.roles, a.left_on,
       coalesce((SELECT p.name FROM partner_people m JOIN partners p ON p.id = m.partner_id
                 WHERE m.account_id = a.id AND m.until_on IS NULL ORDER BY m.id LIMIT 1),
                (SELECT g.name FROM group_people m JOIN autonomous_groups g ON g.id = m.group_id
                 WHERE m.account_id = a.id AND m.until_on IS NULL ORDER BY m.id LIMIT 1),
                (SELECT f.name FROM funder_people m JOIN funders f ON f.id = m.funder_id
                 WHERE m.account_id = a.id AND m.until_on IS NULL ORDER BY m.id LIMIT 1)) AS "place:text?"
FROM accounts a ORDER BY a.email;

-- ---- People ----

-- People as directors list them, and grant managers those of partners.
-- people_list(today day, gone flag) :page 25 as person_card
--   purpose "for directors to see who may come in and as what, and for grant managers to know the people of partners"
--   scan ok "a fund has few accounts"
--   filter words text          : (instr(a.name_key, :words) > 0 OR instr(a.email, :words) > 0)
--   filter role int            : ((a.roles & :role) <> 0
--                                 OR (:role = 128 AND EXISTS (SELECT 1 FROM partner_people m WHERE m.account_id = a.id AND m.until_on IS NULL))
--                                 OR (:role = 256 AND EXISTS (SELECT 1 FROM group_people m WHERE m.account_id = a.id AND m.until_on IS NULL))
--                                 OR (:role = 512 AND EXISTS (SELECT 1 FROM funder_people m WHERE m.account_id = a.id AND m.until_on IS NULL)))
--   filter partner partner_id  : EXISTS (SELECT 1 FROM partner_people m WHERE m.account_id = a.id AND m.until_on IS NULL AND m.partner_id = :partner)
--   filter contacts            : (EXISTS (SELECT 1 FROM partner_people m WHERE m.account_id = a.id)
--                                 OR EXISTS (SELECT 1 FROM group_people m WHERE m.account_id = a.id))
--   sort name   : a.name_key, a.id
--   sort newest : a.made_at desc, a.id desc
SELECT a.id, a.name, a.email, a.roles, a.made_at, a.left_on, a.shredded_at,
       (SELECT p.name FROM partner_people m JOIN partners p ON p.id = m.partner_id
        WHERE m.account_id = a.id AND m.until_on IS NULL ORDER BY m.id LIMIT 1) AS "partner:text?",
       (SELECT g.name FROM group_people m JOIN autonomous_groups g ON g.id = m.group_id
        WHERE m.account_id = a.id AND m.until_on IS NULL ORDER BY m.id LIMIT 1) AS "group_name:text?",
       (SELECT f.name FROM funder_people m JOIN funders f ON f.id = m.funder_id
        WHERE m.account_id = a.id AND m.until_on IS NULL ORDER BY m.id LIMIT 1) AS "funder:text?",
       EXISTS (SELECT 1 FROM partner_people m WHERE m.account_id = a.id AND m.until_on IS NULL ORDER BY m.id LIMIT 1 OFFSET 1) AS "partners_more:flag",
       (SELECT x.until_on FROM absences x WHERE x.account_id = a.id AND x.from_on <= :today AND x.until_on >= :today
        ORDER BY x.until_on DESC LIMIT 1) AS "away_until:day?"
FROM accounts a WHERE CASE WHEN a.left_on IS NULL THEN 0 ELSE 1 END = :gone;

-- All of one person.
-- person_find(account_id) :maybe as person_row
--   purpose "for the person's page"
SELECT a.id, a.name, a.email, a.roles, a.version, a.made_at, a.left_on, a.left_roles, a.shredded_at FROM accounts a WHERE a.id = :account_id;

-- Whether someone is one of the people of partners and groups, now or before: those whom grant managers see.
-- person_is_contact(account_id) :maybe
--   purpose "to show grant managers the people of partners and no others"
SELECT a.id FROM accounts a WHERE a.id = :account_id
  AND (EXISTS (SELECT 1 FROM partner_people m WHERE m.account_id = a.id) OR EXISTS (SELECT 1 FROM group_people m WHERE m.account_id = a.id));

-- Name, address and roles as a director changes them; 0 when someone changed them first, or when the address is another's.
-- person_change(account_id, version int, name text, name_key text, email text, roles int) :exec
--   conflict ok
UPDATE accounts SET name = :name, name_key = :name_key, email = :email, roles = :roles, version = version + 1
WHERE id = :account_id AND version = :version AND left_on IS NULL;

-- Roles beside those they have.
-- person_roles_add(account_id, roles int) :exec
UPDATE accounts SET roles = roles | :roles, version = version + 1 WHERE id = :account_id AND left_on IS NULL;

-- A director other than one; absent: there is none.
-- director_besides(account_id) :maybe
--   purpose "so that there is always a director"
--   scan ok "the index holds directors alone"
SELECT a.id FROM accounts a WHERE a.roles & 8 = 8 AND a.left_on IS NULL AND a.id <> :account_id LIMIT 1;

-- Someone leaves; what they were is kept, to take it back.
-- person_leave(account_id, today day) :exec
UPDATE accounts SET left_on = :today, left_roles = roles, roles = 0, version = version + 1 WHERE id = :account_id AND left_on IS NULL;

-- Someone who left is back, with the roles that are given.
-- person_return(account_id, roles int) :exec
UPDATE accounts SET left_on = NULL, left_roles = NULL, roles = :roles, version = version + 1
WHERE id = :account_id AND left_on IS NOT NULL AND shredded_at IS NULL;

-- Name and address of someone who left are gone for good.
-- person_shred(account_id, name text, name_key text, email text, at instant) :exec
UPDATE accounts SET name = :name, name_key = :name_key, email = :email, shredded_at = :at, version = version + 1
WHERE id = :account_id AND left_on IS NOT NULL AND shredded_at IS NULL;

-- How long someone who left is kept, as directors set it.
-- days_kept() :one
--   scan ok "there is one row"
SELECT s.keep_left FROM settings s LIMIT 1;

-- Those who left so long ago that they are forgotten now.
-- people_to_forget(left_by day, most int) :many as person_row
--   purpose "to forget them"
--   scan ok "once a night; a fund has few accounts"
SELECT a.id, a.name, a.email, a.roles, a.version, a.made_at, a.left_on, a.left_roles, a.shredded_at FROM accounts a
WHERE a.left_on <= :left_by AND a.shredded_at IS NULL ORDER BY a.id LIMIT :most;

-- Someone who was forgotten since some moment.
-- person_shredded_since(since instant) :maybe
--   purpose "to take the last traces out of the file"
--   scan ok "once a night; a fund has few accounts"
SELECT a.id FROM accounts a WHERE a.shredded_at >= :since LIMIT 1;

-- Staff who look after grants, for a select.
-- managers_offered() :many as manager_option
--   purpose "to choose who looks after a grant, or who covers"
--   sort ok "staff are few"
--   scan ok "staff are few among few"
SELECT a.id, a.name FROM accounts a WHERE a.left_on IS NULL AND a.roles & 31 <> 0 ORDER BY a.name_key, a.id;

-- ---- Memberships: of partners, groups and co-funders, alike ----

-- The partners that someone belongs to, and belonged to: those in force first.
-- person_partners(account_id) :many
--   purpose "for the person's page, and to give them their hats"
--   sort ok "one person's"
SELECT m.id, m.main, m.since_on, m.until_on, o.id AS partner_id, o.name
FROM partner_people m JOIN partners o ON o.id = m.partner_id WHERE m.account_id = :account_id
ORDER BY m.until_on DESC NULLS FIRST, m.id DESC;

-- The people of one of them, the main contact first.
-- partner_colleagues(partner_id, today day) :many as colleague
--   purpose "for colleagues to see who else speaks for them, and for the fund to know whom to write to"
--   sort ok "the people of one organisation"
SELECT +m.id AS "membership:int", m.main, m.since_on, a.id AS account_id, a.name, a.email,
       (SELECT x.until_on FROM absences x WHERE x.account_id = a.id AND x.from_on <= :today AND x.until_on >= :today
        ORDER BY x.until_on DESC LIMIT 1) AS "away_until:day?"
FROM partner_people m JOIN accounts a ON a.id = m.account_id WHERE m.partner_id = :partner_id AND m.until_on IS NULL
ORDER BY m.main DESC, a.name_key, a.id;

-- Someone's place there, in force; absent: they have none.
-- partner_place(partner_id, account_id) :maybe as place
--   purpose "to let in those who belong, and the main contact to invite"
SELECT +m.id AS "membership:int", m.main FROM partner_people m
WHERE m.partner_id = :partner_id AND m.account_id = :account_id AND m.until_on IS NULL;

-- Someone begins there; 0 when they are there already, or when it has a main contact.
-- partner_join(partner_id, account_id, main flag, since day) :exec
--   conflict ok
INSERT INTO partner_people (partner_id, account_id, main, since_on) VALUES (:partner_id, :account_id, :main, :since);

-- Someone's time there ends; 0 when it had, or when the row is not of this organisation.
-- partner_part(partner_id, membership partner_person_id, until day) :exec
UPDATE partner_people SET until_on = :until, main = 0 WHERE id = :membership AND partner_id = :partner_id AND until_on IS NULL;

-- An end that was a slip is taken back, on the day itself; 0 when they have begun there anew.
-- partner_part_undo(partner_id, membership partner_person_id, today day) :exec
--   conflict ok
UPDATE partner_people SET until_on = NULL WHERE id = :membership AND partner_id = :partner_id AND until_on = :today;

-- Places that ended on a day: they can be put back on it.
-- partner_ended(partner_id, on day) :many as ended_place
--   purpose "to put back what was a slip"
--   sort ok "those of one day"
SELECT +m.id AS "membership:int", a.id AS account_id, a.name FROM partner_people m JOIN accounts a ON a.id = m.account_id
WHERE m.partner_id = :partner_id AND m.until_on = :on ORDER BY a.name_key, a.id;

-- Nobody is the main contact.
-- partner_main_clear(partner_id) :exec
UPDATE partner_people SET main = 0 WHERE partner_id = :partner_id AND main = 1 AND until_on IS NULL;

-- Someone of theirs is the main contact: clear first.
-- partner_main_set(partner_id, account_id) :exec
UPDATE partner_people SET main = 1 WHERE partner_id = :partner_id AND account_id = :account_id AND until_on IS NULL;

-- All of someone's places end.
-- partners_part_all(account_id, until day) :exec
UPDATE partner_people SET until_on = :until, main = 0 WHERE account_id = :account_id AND until_on IS NULL;

-- The autonomous groups that someone belongs to, and belonged to: those in force first.
-- person_groups(account_id) :many
--   purpose "for the person's page, and to give them their hats"
--   sort ok "one person's"
SELECT m.id, m.main, m.since_on, m.until_on, o.id AS group_id, o.name
FROM group_people m JOIN autonomous_groups o ON o.id = m.group_id WHERE m.account_id = :account_id
ORDER BY m.until_on DESC NULLS FIRST, m.id DESC;

-- The people of one of them, the main contact first.
-- group_colleagues(group_id, today day) :many as colleague
--   purpose "for colleagues to see who else speaks for them, and for the fund to know whom to write to"
--   sort ok "the people of one organisation"
SELECT +m.id AS "membership:int", m.main, m.since_on, a.id AS account_id, a.name, a.email,
       (SELECT x.until_on FROM absences x WHERE x.account_id = a.id AND x.from_on <= :today AND x.until_on >= :today
        ORDER BY x.until_on DESC LIMIT 1) AS "away_until:day?"
FROM group_people m JOIN accounts a ON a.id = m.account_id WHERE m.group_id = :group_id AND m.until_on IS NULL
ORDER BY m.main DESC, a.name_key, a.id;

-- Someone's place there, in force; absent: they have none.
-- group_place(group_id, account_id) :maybe as place
--   purpose "to let in those who belong, and the main contact to invite"
SELECT +m.id AS "membership:int", m.main FROM group_people m
WHERE m.group_id = :group_id AND m.account_id = :account_id AND m.until_on IS NULL;

-- Someone begins there; 0 when they are there already, or when it has a main contact.
-- group_join(group_id, account_id, main flag, since day) :exec
--   conflict ok
INSERT INTO group_people (group_id, account_id, main, since_on) VALUES (:group_id, :account_id, :main, :since);

-- Someone's time there ends; 0 when it had, or when the row is not of this organisation.
-- group_part(group_id, membership group_person_id, until day) :exec
UPDATE group_people SET until_on = :until, main = 0 WHERE id = :membership AND group_id = :group_id AND until_on IS NULL;

-- An end that was a slip is taken back, on the day itself; 0 when they have begun there anew.
-- group_part_undo(group_id, membership group_person_id, today day) :exec
--   conflict ok
UPDATE group_people SET until_on = NULL WHERE id = :membership AND group_id = :group_id AND until_on = :today;

-- Places that ended on a day: they can be put back on it.
-- group_ended(group_id, on day) :many as ended_place
--   purpose "to put back what was a slip"
--   sort ok "those of one day"
SELECT +m.id AS "membership:int", a.id AS account_id, a.name FROM group_people m JOIN accounts a ON a.id = m.account_id
WHERE m.group_id = :group_id AND m.until_on = :on ORDER BY a.name_key, a.id;

-- Nobody is the main contact.
-- group_main_clear(group_id) :exec
UPDATE group_people SET main = 0 WHERE group_id = :group_id AND main = 1 AND until_on IS NULL;

-- Someone of theirs is the main contact: clear first.
-- group_main_set(group_id, account_id) :exec
UPDATE group_people SET main = 1 WHERE group_id = :group_id AND account_id = :account_id AND until_on IS NULL;

-- All of someone's places end.
-- groups_part_all(account_id, until day) :exec
UPDATE group_people SET until_on = :until, main = 0 WHERE account_id = :account_id AND until_on IS NULL;

-- The co-funders that someone belongs to, and belonged to: those in force first.
-- person_funders(account_id) :many
--   purpose "for the person's page, and to give them their hats"
--   sort ok "one person's"
SELECT m.id, m.main, m.since_on, m.until_on, o.id AS funder_id, o.name
FROM funder_people m JOIN funders o ON o.id = m.funder_id WHERE m.account_id = :account_id
ORDER BY m.until_on DESC NULLS FIRST, m.id DESC;

-- The people of one of them, the main contact first.
-- funder_colleagues(funder_id, today day) :many as colleague
--   purpose "for colleagues to see who else speaks for them, and for the fund to know whom to write to"
--   sort ok "the people of one organisation"
SELECT +m.id AS "membership:int", m.main, m.since_on, a.id AS account_id, a.name, a.email,
       (SELECT x.until_on FROM absences x WHERE x.account_id = a.id AND x.from_on <= :today AND x.until_on >= :today
        ORDER BY x.until_on DESC LIMIT 1) AS "away_until:day?"
FROM funder_people m JOIN accounts a ON a.id = m.account_id WHERE m.funder_id = :funder_id AND m.until_on IS NULL
ORDER BY m.main DESC, a.name_key, a.id;

-- Someone's place there, in force; absent: they have none.
-- funder_place(funder_id, account_id) :maybe as place
--   purpose "to let in those who belong, and the main contact to invite"
SELECT +m.id AS "membership:int", m.main FROM funder_people m
WHERE m.funder_id = :funder_id AND m.account_id = :account_id AND m.until_on IS NULL;

-- Someone begins there; 0 when they are there already, or when it has a main contact.
-- funder_join(funder_id, account_id, main flag, since day) :exec
--   conflict ok
INSERT INTO funder_people (funder_id, account_id, main, since_on) VALUES (:funder_id, :account_id, :main, :since);

-- Someone's time there ends; 0 when it had, or when the row is not of this organisation.
-- funder_part(funder_id, membership funder_person_id, until day) :exec
UPDATE funder_people SET until_on = :until, main = 0 WHERE id = :membership AND funder_id = :funder_id AND until_on IS NULL;

-- An end that was a slip is taken back, on the day itself; 0 when they have begun there anew.
-- funder_part_undo(funder_id, membership funder_person_id, today day) :exec
--   conflict ok
UPDATE funder_people SET until_on = NULL WHERE id = :membership AND funder_id = :funder_id AND until_on = :today;

-- Places that ended on a day: they can be put back on it.
-- funder_ended(funder_id, on day) :many as ended_place
--   purpose "to put back what was a slip"
--   sort ok "those of one day"
SELECT +m.id AS "membership:int", a.id AS account_id, a.name FROM funder_people m JOIN accounts a ON a.id = m.account_id
WHERE m.funder_id = :funder_id AND m.until_on = :on ORDER BY a.name_key, a.id;

-- Nobody is the main contact.
-- funder_main_clear(funder_id) :exec
UPDATE funder_people SET main = 0 WHERE funder_id = :funder_id AND main = 1 AND until_on IS NULL;

-- Someone of theirs is the main contact: clear first.
-- funder_main_set(funder_id, account_id) :exec
UPDATE funder_people SET main = 1 WHERE funder_id = :funder_id AND account_id = :account_id AND until_on IS NULL;

-- All of someone's places end.
-- funders_part_all(account_id, until day) :exec
UPDATE funder_people SET until_on = :until, main = 0 WHERE account_id = :account_id AND until_on IS NULL;

-- Organisations for a select, by words in the name; all of them where there are none.
-- partners_offered(words text?, most int) :many as organisation
--   scan ok "a select's worth, along the name's index"
SELECT +p.id AS "id:int", p.name FROM partners p WHERE :words IS NULL OR instr(p.name_key, :words) > 0 ORDER BY p.name_key, p.id LIMIT :most;

-- The same of autonomous groups.
-- groups_offered(words text?, most int) :many as organisation
--   scan ok "a select's worth, along the name's index"
SELECT +g.id AS "id:int", g.name FROM autonomous_groups g WHERE :words IS NULL OR instr(g.name_key, :words) > 0 ORDER BY g.name_key, g.id LIMIT :most;

-- The same of co-funders.
-- funders_offered(words text?, most int) :many as organisation
--   scan ok "a select's worth, along the name's index"
SELECT +f.id AS "id:int", f.name FROM funders f WHERE (:words IS NULL OR instr(f.name_key, :words) > 0) AND f.own = 0 ORDER BY f.name_key, f.id LIMIT :most;

-- A partner's name, while people see it.
-- partner_named(partner_id) :maybe as organisation
SELECT +p.id AS "id:int", p.name FROM partners p WHERE p.id = :partner_id;

-- A group's.
-- group_named(group_id) :maybe as organisation
SELECT +g.id AS "id:int", g.name FROM autonomous_groups g WHERE g.id = :group_id;

-- A co-funder's.
-- funder_named(funder_id) :maybe as organisation
SELECT +f.id AS "id:int", f.name FROM funders f WHERE f.id = :funder_id;

-- ---- Autonomous groups ----

-- All of them, with their hosts.
-- groups_list() :page 25 as group_card
--   sort name : g.name_key, g.id
SELECT g.id, g.name, g.partner_id, p.name AS host, g.about FROM autonomous_groups g CROSS JOIN partners p ON p.id = g.partner_id;

-- One of them.
-- group_find(group_id) :maybe as group_row
SELECT g.id, g.name, g.partner_id, p.name AS host, g.about, g.version FROM autonomous_groups g JOIN partners p ON p.id = g.partner_id WHERE g.id = :group_id;

-- A new one; a conflict: its host has one of that name.
-- group_add(partner_id, name text, name_key text, about text?, at instant) :insert
--   conflict ok
INSERT INTO autonomous_groups (partner_id, name, name_key, about, made_at) VALUES (:partner_id, :name, :name_key, :about, :at);

-- A change, made to the version that was seen; 0 when it is no longer that one, or when the host has one of that name.
-- group_change(group_id, version int, name text, name_key text, about text?) :exec
--   conflict ok
UPDATE autonomous_groups SET name = :name, name_key = :name_key, about = :about, version = version + 1 WHERE id = :group_id AND version = :version;

-- ---- Invitations ----

-- A new invitation.
-- invitation_add(token_hash bytes, name text, email text, role int, partner_id?, group_id?, funder_id?, main flag, made_by account_id?,
--           at instant, ends_at instant) :insert
INSERT INTO invitations (token_hash, name, email, role, partner_id, group_id, funder_id, main, made_at, made_by, sent_at, ends_at)
VALUES (:token_hash, :name, :email, :role, :partner_id, :group_id, :funder_id, :main, :at, :made_by, :at, :ends_at);

-- It is sent once more, with a new link; the old one is dead. 0: it was accepted or taken back.
-- invitation_resend(invitation_id, token_hash bytes, at instant, ends_at instant) :exec
UPDATE invitations SET token_hash = :token_hash, sent_at = :at, ends_at = :ends_at
WHERE id = :invitation_id AND accepted_at IS NULL AND withdrawn_at IS NULL;

-- The mail that takes it there.
-- invitation_mailed(invitation_id, mail_id) :exec
UPDATE invitations SET mail_id = :mail_id WHERE id = :invitation_id;

-- One past the most that someone may have sent since some moment: then no more go.
-- invitation_beyond(made_by account_id, since instant, most int) :maybe
--   purpose "so that nobody's mails flood others"
--   sort ok "one person's"
SELECT i.id FROM invitations i WHERE i.made_by = :made_by AND i.sent_at >= :since ORDER BY i.id LIMIT 1 OFFSET :most;

-- It is taken back. 0: it was accepted, or taken back before.
-- invitation_withdraw(invitation_id, at instant) :exec
UPDATE invitations SET withdrawn_at = :at WHERE id = :invitation_id AND accepted_at IS NULL AND withdrawn_at IS NULL;

-- Those to an address that is no longer anyone's.
-- invitations_withdraw_to(email text, at instant) :exec
UPDATE invitations SET withdrawn_at = :at WHERE email = :email AND accepted_at IS NULL AND withdrawn_at IS NULL;

-- What only a director gives, and this one gave, does not come any more.
-- invitations_withdraw_of_director(made_by account_id, at instant) :exec
UPDATE invitations SET withdrawn_at = :at
WHERE made_by = :made_by AND partner_id IS NULL AND group_id IS NULL AND accepted_at IS NULL AND withdrawn_at IS NULL;

-- It is accepted, once. 0: it was accepted, taken back, or too old.
-- invitation_accept(invitation_id, account_id, at instant) :exec
UPDATE invitations SET accepted_at = :at, accepted_by = :account_id
WHERE id = :invitation_id AND accepted_at IS NULL AND withdrawn_at IS NULL AND ends_at > :at;

-- The invitation of a link.
-- invitation_of_link(token_hash bytes) :maybe as invitation_row
--   purpose "to tell whom it is for, and to let them in"
SELECT i.id, i.name, i.email, i.role, i.partner_id, i.group_id, i.funder_id, i.main, i.made_by, i.sent_at, i.ends_at,
       i.accepted_at, i.accepted_by, i.withdrawn_at FROM invitations i WHERE i.token_hash = :token_hash;

-- One invitation.
-- invitation_find(invitation_id) :maybe as invitation_row
--   purpose "to send it again or take it back"
SELECT i.id, i.name, i.email, i.role, i.partner_id, i.group_id, i.funder_id, i.main, i.made_by, i.sent_at, i.ends_at,
       i.accepted_at, i.accepted_by, i.withdrawn_at FROM invitations i WHERE i.id = :invitation_id;

-- One that waits for an answer, with the same hat for the same address.
-- invitation_waiting(email text, role int, partner_id?, group_id?, funder_id?, now instant) :maybe
--   purpose "so that nobody is asked twice"
--   sort ok "those of one address"
SELECT i.id, i.sent_at FROM invitations i
WHERE i.email = :email AND i.role = :role AND i.partner_id IS NOT DISTINCT FROM :partner_id
  AND i.group_id IS NOT DISTINCT FROM :group_id AND i.funder_id IS NOT DISTINCT FROM :funder_id
  AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.ends_at > :now ORDER BY i.id DESC LIMIT 1;

-- Those that nobody has answered: all, or those to people of partners and groups.
-- invitations_open(partners_only flag, most int) :many as invitation_card
--   scan ok "the index holds those without an answer alone"
--   purpose "for whoever invites to see who has not come yet"
SELECT i.id, i.name, i.email, i.role, i.sent_at, i.ends_at, i.main, p.name AS partner?, g.name AS group_name?, f.name AS funder?,
       o.state AS mail?, x.state AS address?
FROM invitations i LEFT JOIN partners p ON p.id = i.partner_id LEFT JOIN autonomous_groups g ON g.id = i.group_id
  LEFT JOIN funders f ON f.id = i.funder_id LEFT JOIN outbox o ON o.id = i.mail_id AND o.to_address = i.email
  LEFT JOIN mail_addresses x ON x.address = i.email AND x.since >= i.sent_at
WHERE i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND (:partners_only = 0 OR i.role & 384 <> 0)
ORDER BY i.sent_at DESC, i.id DESC LIMIT :most;

-- Those to one organisation.
-- invitations_open_of(partner_id?, group_id?, funder_id?) :many as invitation_card
--   purpose "for its main contact to see who has not come yet"
--   sort ok "those of one organisation"
SELECT i.id, i.name, i.email, i.role, i.sent_at, i.ends_at, i.main, p.name AS partner?, g.name AS group_name?, f.name AS funder?,
       o.state AS mail?, x.state AS address?
FROM invitations i LEFT JOIN partners p ON p.id = i.partner_id LEFT JOIN autonomous_groups g ON g.id = i.group_id
  LEFT JOIN funders f ON f.id = i.funder_id LEFT JOIN outbox o ON o.id = i.mail_id AND o.to_address = i.email
  LEFT JOIN mail_addresses x ON x.address = i.email AND x.since >= i.sent_at
WHERE i.accepted_at IS NULL AND i.withdrawn_at IS NULL
  AND (i.partner_id = :partner_id OR i.group_id = :group_id OR i.funder_id = :funder_id)
ORDER BY i.sent_at DESC, i.id DESC LIMIT 100;

-- Whoever is forgotten is so in invitations too.
-- invitations_forget_of(account_id, email text) :exec
DELETE FROM invitations WHERE email = :email OR accepted_by = :account_id;

-- Invitations that ended some time ago are forgotten, answered or not.
-- invitations_forget(before instant) :exec
DELETE FROM invitations WHERE ends_at < :before;

-- ---- Away, and who covers ----

-- A name, of someone who signs a mail or covers.
-- person_name(account_id) :maybe
--   purpose "to say who did something"
SELECT a.name FROM accounts a WHERE a.id = :account_id;

-- Someone's absences that are not over, in order.
-- absences_of(account_id, today day) :many
--   purpose "for the person's page"
--   sort ok "one person's"
SELECT x.id, x.cover_id, c.name AS cover, x.from_on, x.until_on FROM absences x JOIN accounts c ON c.id = x.cover_id
WHERE x.account_id = :account_id AND x.until_on >= :today ORDER BY x.from_on, x.id;

-- Whom someone covers for, now and soon.
-- absences_covered(account_id, today day) :many
--   purpose "for the person's page, and for what they see while they cover"
--   sort ok "one person's"
SELECT x.id, x.account_id, a.name, x.from_on, x.until_on FROM absences x JOIN accounts a ON a.id = x.account_id
WHERE x.cover_id = :account_id AND x.until_on >= :today ORDER BY x.from_on, x.id;

-- An absence that has a day in common with some days.
-- absence_meeting(account_id, from day, until day) :maybe
--   purpose "so that one person covers at a time"
SELECT x.from_on, x.until_on FROM absences x WHERE x.account_id = :account_id AND x.until_on >= :from AND x.from_on <= :until ORDER BY x.until_on LIMIT 1;

-- An absence begins, or will.
-- absence_add(account_id, cover_id account_id, from day, until day, at instant) :insert
INSERT INTO absences (account_id, cover_id, from_on, until_on, made_at) VALUES (:account_id, :cover_id, :from, :until, :at);

-- Back sooner than was said: the day before is the last.
-- absence_shorten(absence_id, account_id, until day) :exec
UPDATE absences SET until_on = :until WHERE id = :absence_id AND account_id = :account_id AND from_on <= :until AND until_on > :until;

-- An absence that had not begun, or began today, is off.
-- absence_remove(absence_id, account_id, today day) :exec
DELETE FROM absences WHERE id = :absence_id AND account_id = :account_id AND from_on >= :today;

-- Whoever leaves covers for nobody and is not away.
-- absences_forget(account_id, today day) :exec
DELETE FROM absences WHERE (account_id = :account_id OR cover_id = :account_id) AND until_on >= :today;

-- ---- Who looks after a grant (B1) ----

-- Who looks after a grant, and who covers while they are away.
-- grant_contact(grant_id, today day) :maybe
--   ask ahead
--   purpose "so that everyone in a grant knows whom to ask"
SELECT m.account_id, a.name, m.since_on,
       (SELECT x.cover_id FROM absences x WHERE x.account_id = m.account_id AND x.from_on <= :today AND x.until_on >= :today
        ORDER BY x.until_on DESC LIMIT 1) AS "cover_id:account_id?",
       (SELECT c.name FROM absences x JOIN accounts c ON c.id = x.cover_id
        WHERE x.account_id = m.account_id AND x.from_on <= :today AND x.until_on >= :today ORDER BY x.until_on DESC LIMIT 1) AS "cover:text?",
       (SELECT x.until_on FROM absences x WHERE x.account_id = m.account_id AND x.from_on <= :today AND x.until_on >= :today
        ORDER BY x.until_on DESC LIMIT 1) AS "cover_until:day?"
FROM grant_managers m JOIN accounts a ON a.id = m.account_id WHERE m.grant_id = :grant_id AND m.until_on IS NULL;

-- Who looked after a grant before, newest first.
-- grant_contacts_before(grant_id) :many
--   purpose "so that staff know whom to ask about what was said"
--   sort ok "one grant's"
SELECT m.account_id, a.name, m.since_on, m.until_on FROM grant_managers m JOIN accounts a ON a.id = m.account_id
WHERE m.grant_id = :grant_id AND m.until_on IS NOT NULL AND m.until_on > m.since_on ORDER BY m.id DESC LIMIT 20;

-- The grants that someone looks after.
-- grants_looked_after(account_id, most int) :many
--   purpose "for the person's page, and to hand grants over"
--   sort ok "one person's"
SELECT g.id, g.title, g.ends_on, m.since_on FROM grant_managers m CROSS JOIN grants g ON g.id = m.grant_id
WHERE m.account_id = :account_id AND m.until_on IS NULL ORDER BY g.ends_on DESC NULLS LAST, g.id DESC LIMIT :most;

-- The grants of those for whom someone covers today, with whose they are and until when.
-- grants_covered(account_id, today day, most int) :many
--   purpose "for whoever covers to know what they answer for"
--   sort ok "one person's"
SELECT g.id, g.title, a.name, x.until_on FROM absences x JOIN accounts a ON a.id = x.account_id
  JOIN grant_managers m ON m.account_id = x.account_id AND m.until_on IS NULL CROSS JOIN grants g ON g.id = m.grant_id
WHERE x.cover_id = :account_id AND x.from_on <= :today AND x.until_on >= :today ORDER BY a.name_key, a.id, g.ends_on DESC NULLS LAST, g.id DESC LIMIT :most;

-- Grants that nobody looks after.
-- grants_without_manager(most int) :many
--   purpose "so that each grant has a named contact"
--   scan ok "the newest are met first"
SELECT g.id, g.title, g.ends_on FROM grants g
WHERE NOT EXISTS (SELECT 1 FROM grant_managers m WHERE m.grant_id = g.id AND m.until_on IS NULL)
ORDER BY g.awarded_on DESC, g.id DESC LIMIT :most;

-- Whether people see such a grant.
-- contact_grant_seen(grant_id) :maybe
SELECT g.id FROM grants g WHERE g.id = :grant_id;

-- A grant's contact ends.
-- grant_manager_end(grant_id, until day, ended_by handover_id?) :exec
UPDATE grant_managers SET until_on = :until, ended_by = :ended_by WHERE grant_id = :grant_id AND until_on IS NULL;

-- A grant's contact begins; 0 when it has one.
-- grant_manager_begin(grant_id, account_id, since day, begun_by handover_id?) :exec
--   conflict ok
INSERT INTO grant_managers (grant_id, account_id, since_on, begun_by) VALUES (:grant_id, :account_id, :since, :begun_by);

-- What a handover began and is still so, with who it was before.
-- handover_grants(handover_id) :many
--   purpose "to undo a handover"
SELECT b.grant_id, g.title, (SELECT e.account_id FROM grant_managers e WHERE e.grant_id = b.grant_id AND e.ended_by = b.begun_by
       ORDER BY e.id DESC LIMIT 1) AS "before:account_id?"
FROM grant_managers b JOIN grants g ON g.id = b.grant_id WHERE b.begun_by = :handover_id AND b.until_on IS NULL ORDER BY b.grant_id;

-- A contact is handed over.
-- handover_add(partner_id?, group_id?, funder_id?, from account_id?, to account_id, at instant) :insert
INSERT INTO contact_handovers (partner_id, group_id, funder_id, from_id, to_id, made_at)
VALUES (:partner_id, :group_id, :funder_id, :from, :to, :at);

-- One of them, with names.
-- handover_find(handover_id) :maybe as handover_row
--   purpose "to show what was handed over, and to undo it"
SELECT h.id, h.partner_id, h.group_id, h.funder_id, h.from_id, h.to_id, h.made_at, h.undone_at, t.name AS to_name!, f.name AS from_name?
FROM contact_handovers h JOIN accounts t ON t.id = h.to_id LEFT JOIN accounts f ON f.id = h.from_id WHERE h.id = :handover_id;

-- The newest that someone gave away since some moment and that stands: what they may take back.
-- handover_given(from account_id, since instant) :maybe as handover_row
--   purpose "to take back what was a slip"
--   sort ok "one person's"
SELECT h.id, h.partner_id, h.group_id, h.funder_id, h.from_id, h.to_id, h.made_at, h.undone_at, t.name AS to_name!, f.name AS from_name?
FROM contact_handovers h JOIN accounts t ON t.id = h.to_id LEFT JOIN accounts f ON f.id = h.from_id
WHERE h.from_id = :from AND h.made_at >= :since AND h.undone_at IS NULL
  AND (h.partner_id IS NOT NULL OR h.group_id IS NOT NULL OR h.funder_id IS NOT NULL) ORDER BY h.id DESC LIMIT 1;

-- It is undone, once.
-- handover_undo(handover_id, at instant) :exec
UPDATE contact_handovers SET undone_at = :at WHERE id = :handover_id AND undone_at IS NULL;
