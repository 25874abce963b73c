#!/usr/bin/env python3
"""Checks a citizen's receipt offline: is this entry in the book that the government signed?

    check-receipt.py RECEIPT LEAF --key VKEY [--origin ORIGIN] [--open OPEN --salt HEX]

RECEIPT  the receipt, a C2SP tlog-proof (c2sp.org/tlog-proof@v1)
LEAF     the leaf of the entry, byte by byte as the government publishes it
VKEY     the government's public key, name+id+base64, or a file that holds it
ORIGIN   the book's name, where it is not the name in the key
OPEN     the published open part of the entry, with the salt that ties it to the leaf

Needs Python 3.8 and nothing else; uses the module `cryptography` where it is there. Ends with 0 when all is true,
with 1 when something is not, with 2 when it was called wrongly. Formats: RFC 6962, RFC 8032, C2SP signed-note,
tlog-checkpoint, tlog-proof.
"""
import argparse
import base64
import hashlib
import json
import os
import re
import sys


class Wrong(Exception):
    """What is not as it must be: in Indonesian and in English."""

    def __init__(self, indonesian, english):
        super().__init__(indonesian + "\n" + english)


# Ed25519 (RFC 8032 §5.1), verification only: slow and simple; nothing here is secret.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    """Sum of two points in extended coordinates (RFC 8032 §5.1.4)."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return x * y % P, z * t % P, y * z % P, x * t % P


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def point(encoded):
    """The point of 32 bytes; None where they are none (RFC 8032 §5.1.3)."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def signature_is_true(key, signature, message):
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return signature_is_true_by_hand(key, signature, message)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


def signature_is_true_by_hand(key, signature, message):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    base = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    left, right = times(s, base), add(r, times(k, a))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


def decoded(text, what):
    """Base 64 in its only spelling."""
    try:
        value = base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        value = None
    if value is None or base64.b64encode(value) != text.encode():
        raise Wrong(f"{what} bukan base 64.", f"{what} is not base 64.")
    return value


def number(text, what):
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text, re.ASCII):
        raise Wrong(f"{what} bukan bilangan: {text!r}.", f"{what} is no number: {text!r}.")
    return int(text)


def text_of(raw, what):
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Wrong(f"{what} bukan UTF-8.", f"{what} is not UTF-8.") from None
    if any(ord(c) < 0x20 and c != "\n" for c in text):
        raise Wrong(f"{what} berisi karakter kendali.", f"{what} has a control character.")
    return text


def read_key(vkey):
    """Name, id and public key of a verifier key (C2SP signed-note)."""
    parts = vkey.strip().split("+", 2)
    key = decoded(parts[2], "vkey") if len(parts) == 3 else b""
    if len(key) != 33 or key[0] != 1 or not parts[0]:
        raise Wrong("Kunci bukan kunci Ed25519 nama+id+base64.", "The key is no Ed25519 key name+id+base64.")
    identity = hashlib.sha256(parts[0].encode() + b"\n" + key).digest()[:4]
    if identity.hex() != parts[1]:
        raise Wrong("Id kunci tidak cocok dengan nama dan kuncinya.", "The key's id does not fit its name and key.")
    return parts[0], identity, key[1:]


def check_note(note, key):
    """The text of a note that the key signed."""
    name, identity, public = key
    body, blank, tail = note.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise Wrong("Tanda terima tidak bertanda tangan.", "The receipt is not signed.")
    body += "\n"
    found = False
    for line in tail[:-1].split("\n"):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014":
            raise Wrong("Baris tanda tangan rusak.", "A signature line is damaged.")
        signature = decoded(parts[2], "signature")
        if parts[1] != name or signature[:4] != identity:
            continue
        if not signature_is_true(public, signature[4:], body.encode()):
            raise Wrong(f"Tanda tangan {name} palsu.", f"The signature of {name} is false.")
        found = True
    if not found:
        raise Wrong(f"Tidak ada tanda tangan {name}.", f"There is no signature of {name}.")
    return body


def root_of(leaf_hash, index, size, path):
    """The root to which the path leads (RFC 9162 §2.1.3.2); None where it leads nowhere."""
    if index >= size:
        return None
    place, last, value = index, size - 1, leaf_hash
    for sibling in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            value = hashlib.sha256(b"\x01" + sibling + value).digest()
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            value = hashlib.sha256(b"\x01" + value + sibling).digest()
        place, last = place >> 1, last >> 1
    return value if last == 0 else None


def check_receipt(receipt, leaf, key, origin):
    """Index and size under which the leaf is in the book."""
    head, blank, note = text_of(receipt, "receipt").partition("\n\n")
    lines = head.split("\n")
    if not blank or lines.pop(0) != "c2sp.org/tlog-proof@v1":
        raise Wrong("Berkas ini bukan tanda terima (tlog-proof v1).", "This file is no receipt (tlog-proof v1).")
    if lines and lines[0].startswith("extra "):
        decoded(lines.pop(0)[6:], "extra")
    if not lines or not lines[0].startswith("index "):
        raise Wrong("Tanda terima tidak menyebut nomor.", "The receipt names no index.")
    index = number(lines.pop(0)[6:], "index")
    path = [decoded(line, "hash") for line in lines]
    checkpoint = check_note(note, key).split("\n")[:-1]
    if len(checkpoint) < 3 or not all(checkpoint):
        raise Wrong("Titik periksa rusak.", "The checkpoint is damaged.")
    if checkpoint[0] != origin:
        raise Wrong(f"Ini buku {checkpoint[0]}, bukan {origin}.", f"This is the book {checkpoint[0]}, not {origin}.")
    size, root = number(checkpoint[1], "size"), decoded(checkpoint[2], "root")
    if any(len(value) != 32 for value in path + [root]) or len(path) > 63:
        raise Wrong("Sebuah sidik bukan SHA-256.", "A hash is no SHA-256.")
    if root_of(hashlib.sha256(b"\x00" + leaf).digest(), index, size, path) != root:
        raise Wrong(
            "Entri ini TIDAK ada di dalam buku pada nomor itu.", "This entry is NOT in the book at that place.")
    return index, size


def check_open(leaf, opened, salt):
    """Whether the published words are those that were sealed."""
    try:
        expected = json.loads(leaf)["open"]
    except (ValueError, KeyError, TypeError):
        raise Wrong("Daun ini bukan daun Lumbung.", "This leaf is no leaf of Lumbung.") from None
    if hashlib.sha256(salt + opened).hexdigest() != expected:
        raise Wrong("Bagian terbuka BERBEDA dari yang dicatat.", "The open part DIFFERS from what was recorded.")


def contents(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Wrong(f"{path} tidak dapat dibaca: {error.strerror}.", f"{path} cannot be read: {error.strerror}.") from None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("receipt")
    parser.add_argument("leaf")
    parser.add_argument("--key", required=True)
    parser.add_argument("--origin")
    parser.add_argument("--open")
    parser.add_argument("--salt", default="")
    asked = parser.parse_args()
    if (asked.open is None) != (asked.salt == ""):
        parser.error("--open and --salt go together")
    try:
        vkey = text_of(contents(asked.key), "vkey") if os.path.isfile(asked.key) else asked.key
        key = read_key(vkey)
        leaf = contents(asked.leaf)
        index, size = check_receipt(contents(asked.receipt), leaf, key, asked.origin or key[0])
        if asked.open is not None:
            try:
                salt = bytes.fromhex(asked.salt)
            except ValueError:
                raise Wrong("Garam bukan heksadesimal.", "The salt is not hexadecimal.") from None
            check_open(leaf, contents(asked.open), salt)
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    print(f"BENAR: entri nomor {index + 1} tercatat dalam buku {asked.origin or key[0]} yang berisi {size} entri.")
    print(f"TRUE: entry number {index + 1} is in the book {asked.origin or key[0]} of {size} entries.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
