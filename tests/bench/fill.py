#!/usr/bin/env python3
"""Fills a demo's database with N grants by plain SQL, through the real tables, indexes and search triggers.

Usage: fill.py DATABASE N. Always the same for the same N. A fifth as many partners; words as in a language, few common
and many rare, out of 20,000. Whatever N is, 20 grants have the word "quokka" in the title, and all have "grant".
"""
import itertools
import random
import sqlite3
import sys

FEW = 20
REGIONS = 12
SYLLABLES = [a + b for a in "b d f g k l m n p r s t v".split() for b in "a e i o u".split()]


def vocabulary(rng):
    made = list(dict.fromkeys("".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 3, 3, 4)))) for _ in range(30000)))
    weights = list(itertools.accumulate(1 / (i + 10) for i in range(20000)))
    return lambda n: " ".join(rng.choices(made[:20000], cum_weights=weights, k=n))


def fill(path, count):
    rng = random.Random(360)
    words = vocabulary(rng)
    db = sqlite3.connect(path, isolation_level=None)
    # Whoever stops half-way throws the file away, so that nothing need be written twice.
    db.executescript("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000")
    db.execute("BEGIN")
    now = 1729000000
    funder, = db.execute("SELECT id FROM funders WHERE own = 1").fetchone()
    first, = db.execute("SELECT max(id) + 1 FROM grant_records").fetchone()
    partner, = db.execute("SELECT max(id) + 1 FROM partner_records").fetchone()
    programmes = [row[0] for row in db.execute("SELECT id FROM programme_records ORDER BY id")]
    partners = max(count // 5, 1)
    names = [f"{words(3).title()} {i}" for i in range(partners)]
    db.executemany("INSERT INTO partner_records (id, name, name_key, about, made_at) VALUES (?, ?, ?, ?, ?)",
                   ((partner + i, name, name.lower(), words(12), now) for i, name in enumerate(names)))
    few = {first + count // FEW * i for i in range(FEW)}

    def rows():
        for i in range(count):
            one = first + i
            title = f"A grant for {words(4)}" + (" quokka" if one in few else "")
            day = 12000 + rng.randrange(8000)
            yield (one, f"SYN-{one:08d}", funder, programmes[i % len(programmes)], title, title.lower(), words(30), names[i % partners],
                   rng.randrange(10, 4000) * 10000, day, day + 30, day + 30 + rng.choice((365, 730, 1095)), now)

    db.executemany("INSERT INTO grant_records (id, reference, funder_id, programme_id, title, title_key, description, search, awarded, "
                   "awarded_on, starts_on, ends_on, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows())
    db.execute("INSERT INTO grant_seats (grant_id, partner_id, kind) SELECT id, ? + (id - ?) % ?, 0 FROM grant_records WHERE id >= ?",
               (partner, first, partners, first))
    db.execute("INSERT INTO grant_regions (grant_id, region) SELECT id, id % ? FROM grant_records WHERE id >= ?", (REGIONS, first))
    db.execute("INSERT INTO award_entries (grant_id, kind, amount, decided_on, made_at) SELECT id, 0, awarded, awarded_on, made_at "
               "FROM grant_records WHERE id >= ?", (first,))
    db.execute("COMMIT")
    db.execute("INSERT INTO grant_search (grant_search) VALUES ('optimize')")
    db.execute("PRAGMA journal_mode = WAL")
    db.close()


if __name__ == "__main__":
    fill(sys.argv[1], int(sys.argv[2]))
