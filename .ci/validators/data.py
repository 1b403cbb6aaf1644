"""Reads what is made for programs: data.py schema|calendar|csv FILE …"""

import csv
import json
import os
import sys


def schema(path):
    """Valid against the schema of its kind, `schemas/KIND.json` or else that of the plan."""
    import jsonschema

    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    kind = document.get("kind", "plan")
    with open(f"schemas/{kind}.json", encoding="utf-8") as file:
        rules = json.load(file)
    validator = jsonschema.Draft202012Validator
    validator.check_schema(rules)
    for error in validator(rules).iter_errors(document):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def calendar(path):
    """Events with a day, a name and an identity of their own."""
    import icalendar

    with open(path, "rb") as file:
        events = icalendar.Calendar.from_ical(file.read()).walk("VEVENT")
    if not events:
        yield "no event"
    for event in events:
        for key in ["UID", "DTSTAMP", "DTSTART", "SUMMARY"]:
            if key not in event:
                yield f"an event without {key}"
    if len({str(event.get("UID")) for event in events}) != len(events):
        yield "two events of one identity"


def table(path):
    """A heading, and as many cells in every row."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    if not rows or len(set(rows[0])) != len(rows[0]):
        yield "no heading, or two columns of one name"
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            yield f"row {number} has {len(row)} cells, the heading {len(rows[0])}"


def main():
    reader = {"schema": schema, "calendar": calendar, "csv": table}[sys.argv[1]]
    bad = 0
    for path in sys.argv[2:]:
        if not os.path.exists(path):
            sys.exit(f"{path} is not there")
        for fault in reader(path):
            bad += 1
            print(f"{path}: {fault}", file=sys.stderr)
    sys.exit(1 if bad else 0)


main()
