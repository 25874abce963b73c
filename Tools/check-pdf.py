"""Looks at a PDF that somebody uploaded, and writes it anew without metadata.

usage: check-pdf.py UPLOADED CLEAN

One line of JSON says what came of it: {"verdict": "ok", "pages": 3}, or the reason why it is not taken: "broken", "locked",
"active" (JavaScript, programs to launch, XFA), "attachments", "unpacks" (small on disk, huge when opened), "pages".
Signed documents are kept byte for byte, for a changed file has no valid signature any more. Exit 3: pikepdf is missing.
"""

import json
import resource
import sys
import zlib

MEGABYTE = 1024 * 1024
PAGES_MAX = 1000
UNPACKED_BYTES_MAX = 300 * MEGABYTE
PIXELS_MAX = 200_000_000
DEPTH_MAX = 40

# A file that wants more than this is an attack: the kernel ends the program, and the server reads that as broken.
resource.setrlimit(resource.RLIMIT_AS, (1024 * MEGABYTE, 1024 * MEGABYTE))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
resource.setrlimit(resource.RLIMIT_FSIZE, (128 * MEGABYTE, 128 * MEGABYTE))

try:
    import pikepdf
except ImportError:
    sys.exit(3)


class Refused(Exception):
    """The verdict, when it is not ok."""


ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/Launch"}
ACTIVE_KINDS = {"/JavaScript", "/Launch", "/RichMediaExecute", "/ImportData", "/SubmitForm"}
ATTACHED_KEYS = {"/EmbeddedFiles", "/EF"}


def look(value, seen, depth=0):
    """Walks the direct parts of one object; indirect ones come by themselves."""
    if depth > DEPTH_MAX:
        raise Refused("broken")
    if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        keys = set(value.keys())
        if keys & ACTIVE_KEYS or str(value.get("/S", "")) in ACTIVE_KINDS:
            raise Refused("active")
        if keys & ATTACHED_KEYS:
            raise Refused("attachments")
        if str(value.get("/Type", "")) == "/Sig" and "/ByteRange" in keys:
            seen["signed"] = True
        for key in keys:
            part = value.get(key)
            if isinstance(part, pikepdf.Object) and not part.is_indirect:
                look(part, seen, depth + 1)
    elif isinstance(value, pikepdf.Array):
        for part in value:
            if isinstance(part, pikepdf.Object) and not part.is_indirect:
                look(part, seen, depth + 1)


def inflated(data, room):
    """The bytes that Flate makes of data, or Refused as soon as they are more than room."""
    out = bytearray()
    machine = zlib.decompressobj()
    while data and not machine.eof:
        out += machine.decompress(data, room - len(out) + 1)
        if len(out) > room:
            raise Refused("unpacks")
        data = machine.unconsumed_tail
    return bytes(out)


def weigh(stream, room):
    """How many bytes a stream is when opened, layer by layer."""
    filters = stream.get("/Filter", [])
    filters = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    if stream.get("/Subtype") == "/Image":
        pixels = int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
        if pixels > PIXELS_MAX:
            raise Refused("unpacks")
    data = stream.read_raw_bytes()
    for name in filters:
        if name not in ("/FlateDecode", "/Fl"):
            break
        try:
            data = inflated(data, room)
        except zlib.error:
            break
    return len(data)


def clean(pdf):
    """Takes out who made the file, with what, when and where."""
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for thing in pdf.objects:
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in ("/Metadata", "/PieceInfo", "/LastModified"):
                if key in thing:
                    del thing[key]


def check(source, target):
    try:
        pdf = pikepdf.open(source)
    except pikepdf.PasswordError:
        raise Refused("locked") from None
    with pdf:
        seen = {"signed": False}
        room = UNPACKED_BYTES_MAX
        for thing in pdf.objects:
            look(thing, seen)
            if isinstance(thing, pikepdf.Stream):
                room -= weigh(thing, room)
                if room < 0:
                    raise Refused("unpacks")
        pages = len(pdf.pages)
        if pages == 0:
            raise Refused("broken")
        if pages > PAGES_MAX:
            raise Refused("pages")
        if seen["signed"]:
            with open(source, "rb") as original, open(target, "wb") as kept:
                kept.write(original.read())
        else:
            clean(pdf)
            pdf.save(target, encryption=False)
        return {"verdict": "ok", "pages": pages, "signed": seen["signed"]}


def main():
    try:
        answer = check(sys.argv[1], sys.argv[2])
    except Refused as refused:
        answer = {"verdict": str(refused)}
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, MemoryError, RuntimeError):
        answer = {"verdict": "broken"}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
