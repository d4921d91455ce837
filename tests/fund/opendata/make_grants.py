#!/usr/bin/env python3
"""Writes N synthetic grants in the 360Giving standard to standard output, as json or csv. Always the same for the same N.

Usage: make_grants.py N [json|csv]. Recipients are fictional and number about a fifth of the grants.
"""
import csv
import json
import random
import sys

WORDS = ("advice refugee welcome law centre community migrant rights network justice casework training housing young people "
         "legal support project partnership outreach volunteers appeal asylum family reunion policy campaign organisers").split()
PLACES = ["London", "Wales", "Scotland", "North West", "UK Wide", "South East - Kent", "Yorkshire and The Humber"]


def words(rng, n):
    return " ".join(rng.choice(WORDS) for _ in range(n))


def grants(count):
    rng = random.Random(360)
    for i in range(count):
        number = 1000000 + rng.randrange(max(1, count // 5))
        named = random.Random(number)
        yield {
            "id": f"360G-synthetic-{i:07d}", "title": f"A grant for {words(rng, 3)}", "description": words(rng, 35).capitalize() + ".",
            "currency": "GBP", "amountAwarded": rng.randrange(1, 400) * 250, "awardDate": f"20{rng.randrange(10, 25)}-0{rng.randrange(1, 10)}-15",
            "place": rng.choice(PLACES), "programme": f"Programme {rng.randrange(8)}", "number": number,
            "name": f"{words(named, 2).title()} {number}", "start": f"20{rng.randrange(10, 25)}-04-01",
        }


def main():
    count, kind = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "json"
    if kind == "csv":
        out = csv.writer(sys.stdout, lineterminator="\r\n")
        out.writerow("Identifier,Title,Description,Currency,Amount Awarded,Award Date,Beneficiary Location:Name,Grant Programme:Title,"
                     "Recipient Org:Identifier,Recipient Org:Name,Planned Dates:Start Date,Planned Dates:Duration (months),"
                     "Funding Org:Identifier,Funding Org:Name".split(","))
        for g in grants(count):
            out.writerow([g["id"], g["title"], g["description"], g["currency"], g["amountAwarded"], g["awardDate"], g["place"], g["programme"],
                          f"GB-CHC-{g['number']}", g["name"], g["start"], 24, "GB-CHC-1999999", "Synthetic Fund"])
        return
    sys.stdout.write('{"grants":[')
    for i, g in enumerate(grants(count)):
        sys.stdout.write(",\n" if i else "\n")
        json.dump({
            **{k: g[k] for k in ("id", "title", "description", "currency", "amountAwarded", "awardDate")},
            "beneficiaryLocation": [{"name": g["place"]}], "grantProgramme": [{"title": g["programme"]}],
            "recipientOrganization": [{"id": f"GB-CHC-{g['number']}", "name": g["name"]}],
            "plannedDates": [{"startDate": g["start"], "duration": 24}],
            "fundingOrganization": [{"id": "GB-CHC-1999999", "name": "Synthetic Fund"}],
        }, sys.stdout)
    sys.stdout.write("\n]}\n")


main()
