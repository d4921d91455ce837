-- What the demo is made with: rows as they would be after years of use, with the days they would have.

-- A co-funder.
-- demo_funder(name text, name_key text, about text?) :insert
INSERT INTO funders (name, name_key, own, about) VALUES (:name, :name_key, 0, :about);

-- A pledge.
-- demo_pledge(funder_id, amount pence, pledged_on day, from_on day, to_on day, earmark text?, at instant) :exec
INSERT INTO pledges (funder_id, amount, pledged_on, from_on, to_on, earmark, made_at)
VALUES (:funder_id, :amount, :pledged_on, :from_on, :to_on, :earmark, :at);

-- Money that came in.
-- demo_contribution(funder_id, amount pence, received_on day, at instant) :exec
INSERT INTO contributions (funder_id, amount, received_on, made_at) VALUES (:funder_id, :amount, :received_on, :at);

-- A programme.
-- demo_programme(funder_id, name text, name_key text, purpose text, criteria text, cap pence?, one_off flag, duration_months int, reporting reporting_weight) :insert
INSERT INTO programme_records (funder_id, name, name_key, purpose, criteria, cap, one_off, duration_months, reporting)
VALUES (:funder_id, :name, :name_key, :purpose, :criteria, :cap, :one_off, :duration_months, :reporting);

-- A question of a programme, with why it is asked and who reads the answer.
-- demo_question(programme_id, position int, question text, why text, who_reads text) :exec
INSERT INTO programme_questions (programme_id, position, question, why, who_reads)
VALUES (:programme_id, :position, :question, :why, :who_reads);

-- A purpose to tag grants with.
-- demo_purpose(programme_id, name text) :insert
INSERT INTO programme_purposes (programme_id, name) VALUES (:programme_id, :name);

-- A partner.
-- demo_partner(name text, name_key text, about text, affinity text?, solicitors flag, at instant) :insert
INSERT INTO partner_records (name, name_key, about, affinity, solicitors, made_at)
VALUES (:name, :name_key, :about, :affinity, :solicitors, :at);

-- A number that a partner is known by.
-- demo_identifier(partner_id, scheme identifier_scheme, value text) :exec
INSERT INTO partner_identifiers (partner_id, scheme, value) VALUES (:partner_id, :scheme, :value);

-- Where a partner works.
-- demo_partner_region(partner_id, region) :exec
--   conflict ok
INSERT INTO partner_regions (partner_id, region) VALUES (:partner_id, :region);

-- A registration.
-- demo_registration(partner_id, category iaa_category, level iaa_level) :exec
--   conflict ok
INSERT INTO partner_registrations (partner_id, category, level) VALUES (:partner_id, :category, :level);

-- A round.
-- demo_round(name text, decided_on day) :insert
INSERT INTO rounds (name, decided_on) VALUES (:name, :decided_on);

-- A regional partnership.
-- demo_partnership(name text, name_key text, strategy text, agreement_on day?) :insert
INSERT INTO partnerships (name, name_key, strategy, agreement_on) VALUES (:name, :name_key, :strategy, :agreement_on);

-- Where a partnership works.
-- demo_partnership_region(partnership_id, region) :exec
INSERT INTO partnership_regions (partnership_id, region) VALUES (:partnership_id, :region);

-- A grant; its award is the sum of the ledger that follows.
-- demo_grant(reference text, funder_id, programme_id, round_id, partnership_id partnership_id?, title text, title_key text, description text, asked pence, awarded pence, awarded_on day, starts_on day, ends_on day, methods_words text?, at instant) :insert
INSERT INTO grant_records (reference, funder_id, programme_id, round_id, partnership_id, title, title_key, description, search,
                           asked, awarded, awarded_on, starts_on, ends_on, methods_words, made_at)
VALUES (:reference, :funder_id, :programme_id, :round_id, :partnership_id, :title, :title_key, :description, :reference,
        :asked, :awarded, :awarded_on, :starts_on, :ends_on, :methods_words, :at);

-- What it really costs.
-- demo_need(grant_id, needed pence) :exec
INSERT INTO grant_needs (grant_id, needed) VALUES (:grant_id, :needed);

-- An entry of its ledger.
-- demo_award(grant_id, kind award_kind, amount pence, decided_on day, reason text?, at instant) :exec
INSERT INTO award_entries (grant_id, kind, amount, decided_on, reason, made_at)
VALUES (:grant_id, :kind, :amount, :decided_on, :reason, :at);

-- A seat.
-- demo_seat(grant_id, partner_id, kind seat_kind, share pence) :exec
INSERT INTO grant_seats (grant_id, partner_id, kind, share) VALUES (:grant_id, :partner_id, :kind, :share);

-- Where the work is.
-- demo_grant_region(grant_id, region) :exec
INSERT INTO grant_regions (grant_id, region) VALUES (:grant_id, :region);

-- How it influences.
-- demo_method(grant_id, method influencing_method) :exec
INSERT INTO grant_methods (grant_id, method) VALUES (:grant_id, :method);

-- What it is for.
-- demo_grant_purpose(grant_id, purpose_id) :exec
INSERT INTO grant_purposes (grant_id, purpose_id) VALUES (:grant_id, :purpose_id);

-- What the award pays for.
-- demo_line(grant_id, label text, restriction, amount pence) :exec
INSERT INTO grant_lines (grant_id, label, restriction, amount) VALUES (:grant_id, :label, :restriction, :amount);

-- A group that speaks for itself within a host.
-- demo_group(partner_id, name text, name_key text, about text, at instant) :exec
INSERT INTO autonomous_groups (partner_id, name, name_key, about, made_at) VALUES (:partner_id, :name, :name_key, :about, :at);

-- A partner by its name.
-- demo_partner_named(name text) :maybe
--   scan ok "while the demo is made"
SELECT p.id FROM partners p WHERE p.name = :name ORDER BY p.id LIMIT 1;

-- A group by its name.
-- demo_group_named(name text) :maybe
--   scan ok "while the demo is made"
SELECT g.id FROM autonomous_groups g WHERE g.name = :name ORDER BY g.id LIMIT 1;

-- A co-funder by its name.
-- demo_funder_named(name text) :maybe
--   scan ok "while the demo is made"
SELECT f.id FROM funders f WHERE f.name = :name ORDER BY f.id LIMIT 1;

-- Someone of a partner.
-- demo_partner_person(account_id, partner_id, main flag, since_on day) :exec
INSERT INTO partner_people (account_id, partner_id, main, since_on) VALUES (:account_id, :partner_id, :main, :since_on);

-- Someone of a group.
-- demo_group_person(account_id, group_id, main flag, since_on day) :exec
INSERT INTO group_people (account_id, group_id, main, since_on) VALUES (:account_id, :group_id, :main, :since_on);

-- Someone of a co-funder.
-- demo_funder_person(account_id, funder_id, main flag, since_on day) :exec
INSERT INTO funder_people (account_id, funder_id, main, since_on) VALUES (:account_id, :funder_id, :main, :since_on);

-- Every grant has its grant manager: one for those that influence, the other for the rest.
-- demo_grant_managers(most account_id, influencing account_id, since_on day) :exec
--   scan ok "while the demo is made"
INSERT INTO grant_managers (grant_id, account_id, since_on)
SELECT g.id, CASE WHEN (SELECT m.method FROM grant_methods m WHERE m.grant_id = g.id LIMIT 1) IS NOT NULL THEN :influencing ELSE :most END, :since_on
FROM grants g ORDER BY g.id;

-- Someone is away, and someone covers.
-- demo_absence(account_id, cover_id account_id, from_on day, until_on day, at instant) :exec
INSERT INTO absences (account_id, cover_id, from_on, until_on, made_at) VALUES (:account_id, :cover_id, :from_on, :until_on, :at);

-- Who of the demo has an address.
-- demo_account_of(email text) :maybe
--   purpose "to say who made the demo's few changes"
SELECT a.id FROM accounts a WHERE a.email = :email;

-- A partner's own words change.
-- demo_partner_tell(partner_id, about text, website text?) :exec
UPDATE partner_records SET about = :about, website = :website, version = version + 1 WHERE id = :partner_id;

-- What a grant is for changes.
-- demo_grant_tell(grant_id, description text) :exec
UPDATE grant_records SET description = :description, version = version + 1 WHERE id = :grant_id;

-- Since when one of the demo's people is here.
-- demo_account_since(account_id, at instant) :exec
UPDATE accounts SET made_at = :at WHERE id = :account_id;

-- How the fund is reached: a number that the regulator keeps for stories.
-- demo_reach(mail text, phone text, words text) :exec
--   scan ok "there is one"
UPDATE settings SET contact_mail = :mail, contact_phone = :phone, contact_words = :words;
