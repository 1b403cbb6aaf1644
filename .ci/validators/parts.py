"""Takes Word files apart: parts.py FILE.docx …

Every part is well-formed XML (xmllint, where it is installed), has a content type, and every
relation leads to a part that is there (ECMA-376 part 2, open packaging conventions).
"""

import posixpath
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def faults(path):
    with zipfile.ZipFile(path) as file:
        damaged = file.testzip()
        if damaged:
            yield f"{damaged} is damaged"
            return
        parts = {name: file.read(name) for name in file.namelist()}
    for name, content in parts.items():
        if shutil.which("xmllint"):
            found = subprocess.run(
                ["xmllint", "--noout", "--nonet", "-"], input=content, capture_output=True)
            if found.returncode != 0:
                yield f"{name}: {found.stderr.decode().strip()}"
                return
        else:
            ElementTree.fromstring(content)
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    overrides = {one.get("PartName") for one in types.iter(TYPES + "Override")}
    endings = {one.get("Extension") for one in types.iter(TYPES + "Default")}
    for name in parts:
        if f"/{name}" not in overrides and name.rsplit(".", 1)[-1] not in endings:
            yield f"{name} has no content type"
    for name in overrides:
        if name.lstrip("/") not in parts:
            yield f"{name} has a content type, and is not there"
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in ElementTree.fromstring(content).iter(RELATION):
            if relation.get("TargetMode") == "External":
                yield f"{name} leads out of the file"
            elif posixpath.normpath(posixpath.join(folder, relation.get("Target"))) not in parts:
                yield f"{name} leads to {relation.get('Target')}, which is not there"


def main():
    bad = 0
    for path in sys.argv[1:]:
        for fault in faults(path):
            bad += 1
            print(f"{path}: {fault}", file=sys.stderr)
    sys.exit(1 if bad else 0)


main()
