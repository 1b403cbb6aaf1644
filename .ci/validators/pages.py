"""Reads each page as a browser does: pages.py CHROMIUM AXE.js|- FILE.html …

On a desk, a tablet and a phone of 320 pixels nothing has to be scrolled sideways; on desk and phone
axe-core finds nothing against WCAG 2.2 AA, on the phone in a dark room too. Without axe-core (`-`) only
the former.
"""

import sys

from browser import Browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Width, colours, and whether axe-core is asked, which takes its time.
SCREENS = [(1280, "light", True), (768, "light", False), (320, "light", True), (320, "dark", True)]

# What stands further right than the window, as a reader would have to scroll to it.
OVERFLOW = """
(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > width + 1)
    .map(element => element.tagName + ' ' + element.className).slice(0, 3);
})()
"""


def faults(browser, path, checker):
    for width, scheme, is_checked in SCREENS:
        browser.ask("Emulation.setEmulatedMedia",
                    {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        browser.show(path, width)
        for element in browser.run(OVERFLOW):
            yield f"{width} px: {element} is wider than the window"
        if not checker or not is_checked:
            continue
        browser.run(checker + "; 0")
        found = browser.run(
            "axe.run(document, {runOnly: {type: 'tag', values: %s}, resultTypes: ['violations']})"
            ".then(all => all.violations.map(one => [one.id, one.help, one.nodes.length,"
            " one.nodes[0].html.slice(0, 200)]))" % TAGS)
        for name, help_, count, node in found:
            yield f"{width} px, {scheme}: {name} ({count}): {help_}\n    {node}"


def main():
    program, axe, *files = sys.argv[1:]
    checker = open(axe, encoding="utf-8").read() if axe != "-" else ""
    bad = 0
    with Browser(program) as browser:
        for path in files:
            for fault in faults(browser, path, checker):
                bad += 1
                print(f"{path}: {fault}", file=sys.stderr)
    sys.exit(1 if bad else 0)


main()
