"""Asks pdfinfo about each PDF: paper.py FILE.pdf …  It is tagged, and has a title and a language."""

import re
import subprocess
import sys


def faults(path):
    said = subprocess.run(["pdfinfo", path], capture_output=True)
    if said.returncode != 0:
        yield said.stderr.decode().strip()
        return
    said = said.stdout.decode()
    if not re.search(r"^Tagged: +yes", said, re.MULTILINE):
        yield "not tagged"
    if not re.search(r"^Title: +\S", said, re.MULTILINE):
        yield "without a title"
    if not re.search(r"^Page size: .*A4", said, re.MULTILINE):
        yield "not A4"
    # The catalogue's own entry, which pdfinfo does not tell.
    with open(path, "rb") as file:
        if not re.search(rb"/Lang ?\(en-GB\)", file.read()):
            yield "without a language"


def main():
    bad = 0
    for path in sys.argv[1:]:
        for fault in faults(path):
            bad += 1
            print(f"{path}: {fault}", file=sys.stderr)
    sys.exit(1 if bad else 0)


main()
