"""Joins PDFs into one for the printer.

usage: join-pdf.py JOINED ONE [ANOTHER …]

Pages keep their look; signatures do not survive, for the file is another one. Exit 3: pikepdf is missing.
"""

import sys

try:
    import pikepdf
except ImportError:
    sys.exit(3)


def main(joined, parts):
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(part) as pdf:
                whole.pages.extend(pdf.pages)
        # What is left of a signature's box would show as an invalid one.
        for page in whole.pages:
            if "/Annots" in page:
                del page["/Annots"]
        whole.save(joined, linearize=False)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
