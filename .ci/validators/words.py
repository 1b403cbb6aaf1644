"""Compares the words of one document in its formats: words.py FOLDER NAME …

For each NAME.html of the folder, what stands beside it:

- NAME.docx, as it is, as text (NAME.office.txt) and written again by LibreOffice (NAME.office.docx):
  the words of the page's sections, in their order;
- NAME.pdf, printed by WeasyPrint: every word of the page, in its order;
- NAME.office.pdf, printed by LibreOffice: every word of the Word file, in its order.

Words are compared as one run of letters and digits: a line break, a hyphen or a bullet is not a word.
"""

import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile
from html.parser import HTMLParser

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VOID = {"meta", "br", "img", "hr", "path", "link"}


class Page(HTMLParser):
    """The words of a page, without those that `hides` says a reader does not meet."""

    def __init__(self, path, hides):
        super().__init__()
        self.hides = hides
        self.open = []
        self.pieces = []
        self.numbers = []
        with open(path, encoding="utf-8") as file:
            self.feed(file.read())

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        attributes = dict(attributes)
        hidden = any(hidden for _, hidden in self.open) or self.hides(tag, attributes, self.open)
        self.open.append((tag, hidden))
        if tag == "ol":
            self.numbers.append(0)
        if tag == "li" and self.open[-2][0] == "ol" and attributes.get("id", "").startswith("foot"):
            self.numbers[-1] += 1
            self.handle_data(f"{self.numbers[-1]}. ")

    def handle_endtag(self, tag):
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data):
        if not any(hidden for _, hidden in self.open):
            self.pieces.append(data)

    @property
    def text(self):
        return "".join(self.pieces)


def printed(path):
    """What paper shows of a page, and a screen reader reads of its PDF."""
    def hides(tag, attributes, _):
        classes = attributes.get("class", "").split()
        return tag in ("head", "footer") or bool({"skip", "back"} & set(classes))
    return Page(path, hides).text


def sections(path):
    """What every format says in the same words: the sections, without the notes below them."""
    def hides(tag, attributes, open_):
        classes = attributes.get("class", "").split()
        outside = tag not in ("html", "body", "div", "main", "section") \
            and not any(name == "section" for name, _ in open_)
        return outside or bool({"back", "heard"} & set(classes)) \
            or attributes.get("aria-labelledby") == "footnotes" \
            or attributes.get("id", "").startswith("footnote-mark") \
            or tag == "div" and "notice" in classes and not any(n == "section" for n, _ in open_)
    return Page(path, hides).text


def word_paragraphs(path, part="word/document.xml"):
    with zipfile.ZipFile(path) as file:
        tree = ElementTree.fromstring(file.read(part))
    for paragraph in tree.iter(WORD + "p"):
        yield "".join(node.text or "" for node in paragraph.iter(WORD + "t"))


def word_text(path):
    return "\n".join(word_paragraphs(path))


def pdf_pages(path):
    text = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]


class Letters:
    """Letters and digits of a text; of the odd plan those only that run from left to right."""

    def __init__(self, is_odd):
        self.is_odd = is_odd

    def __call__(self, text):
        text = unicodedata.normalize("NFKC", text).casefold()
        return "".join(
            each for each in text if each.isalnum() and (not self.is_odd or each.isascii()))


def without_furniture(pages, head, foot, headings, letters):
    """The letters of all pages, without what the paper says at the head and the foot of each, and
    without the headings of a table that goes on from the page before."""
    head, foot = letters(head), letters(foot)
    headings = [letters(heading) for heading in headings]
    for index, page in enumerate(pages):
        page = letters(page)
        found = re.search(f"(?P<head>{head})?{foot}page\\d+of\\d+$", page)
        if not found:
            raise ValueError(f"a page ends “…{page[-60:]}”, not with its number")
        page = page[:found.start()]
        if not found["head"]:
            if not page.startswith(head):
                raise ValueError(f"a page begins “{page[:60]}…”, not with its running head")
            page = page[len(head):]
        if index > 0:
            again = next((one for one in headings if one and page.startswith(one)), "")
            page = page[len(again):]
        yield page


def difference(expected, found):
    """Where two runs of letters part, as a person can look for it; None where they do not."""
    if expected == found:
        return None
    index = next((i for i, (a, b) in enumerate(zip(expected, found)) if a != b),
                 min(len(expected), len(found)))
    start = max(0, index - 30)
    return f"…{expected[start:index + 40]}… became …{found[start:index + 40]}…"


def faults(folder, name):
    letters = Letters(name.startswith("odd"))
    page, word = f"{folder}/{name}.html", f"{folder}/{name}.docx"
    status = re.search(r'class="status"><strong>(.*?)</strong>', open(page, encoding="utf-8").read())
    if os.path.exists(word):
        own = letters(sections(page))
        checks = {"Word file": word_text(word)}
        text = f"{folder}/{name}.office.txt"
        if os.path.exists(text):
            checks["Word file as LibreOffice reads it"] = open(text, encoding="utf-8-sig").read()
        again = f"{folder}/{name}.office.docx"
        if os.path.exists(again):
            checks["Word file written again by LibreOffice"] = word_text(again)
        for what, found in checks.items():
            if what.endswith("reads it") and has_footnotes(word):
                apart = missing(sections(page), letters(found), letters)
            else:
                apart = difference(own, letters(found)[-len(own):])
            if apart:
                yield f"{what}: {apart}"
    for ending, source in [("pdf", "page"), ("office.pdf", "Word file")]:
        path = f"{folder}/{name}.{ending}"
        if not os.path.exists(path):
            continue
        foot, text = ("", printed(page)) if source == "page" else (title(page), word_text(word))
        try:
            found = "".join(without_furniture(
                pdf_pages(path), running_head(word) + status[1], foot, table_headings(page), letters))
        except ValueError as error:
            yield f"{ending}: {error}"
            continue
        if source == "page" or not has_footnotes(word):
            apart = difference(letters(text), found)
        else:
            apart = missing(text, found, letters)
        if apart:
            yield f"{ending}: {apart}"


def missing(text, found, letters):
    """The first line whose beginning does not follow the lines before it. Footnotes may stand
    anywhere between."""
    place = 0
    for line in text.split("\n"):
        start = letters(line)[:20]
        next_ = found.find(start, place)
        if next_ < 0:
            return f"“{line[:60]}…” is not where it should be"
        place = next_ + len(start)
    return None


def has_footnotes(word):
    return any(word_paragraphs(word, "word/footnotes.xml"))


def table_headings(page):
    with open(page, encoding="utf-8") as file:
        return [re.sub("<[^>]*>", "", head) for head in
                re.findall("<thead>(.*?)</thead>", file.read(), re.DOTALL)]


def running_head(word):
    paragraph = next(iter(word_paragraphs(word, "word/header1.xml")))
    with zipfile.ZipFile(word) as file:
        tree = ElementTree.fromstring(file.read("word/header1.xml"))
    runs = [node.text or "" for node in tree.iter(WORD + "t")]
    return runs[0] if len(runs) > 1 else paragraph


def title(page):
    return re.search(r"<h1>(.*?)</h1>", open(page, encoding="utf-8").read())[1]


def main():
    folder, *names = sys.argv[1:]
    bad = 0
    for name in names:
        for fault in faults(folder, name):
            bad += 1
            print(f"{name}: {fault}", file=sys.stderr)
    sys.exit(1 if bad else 0)


main()
