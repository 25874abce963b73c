"""Signs a PDF as PAdES (ETSI EN 319 142-1, baseline B-B) with a certificate of a local test authority.

The authority is made on first use in the folder that is given: a root, and one certificate for each signer, all ECDSA P-256.
Nothing in it is certified by an Indonesian PSrE: letters say so. Run by the server; exits 0, 2 with a sentence otherwise.

    sign_pdf.py sign FOLDER SIGNER-ID SIGNER-NAME ORGANISATION UNIX-SECONDS IN.pdf OUT.pdf
    sign_pdf.py verify FOLDER IN.pdf
"""

import datetime
import hashlib
import json
import os
import re
import sys


def authority(folder, organisation, now):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    os.makedirs(folder, mode=0o700, exist_ok=True)
    key_file, root_file = os.path.join(folder, "root.key"), os.path.join(folder, "root.pem")
    if os.path.exists(key_file):
        key = serialization.load_pem_private_key(open(key_file, "rb").read(), None)
        return key, x509.load_pem_x509_certificate(open(root_file, "rb").read())
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, "Otoritas uji Lumbung (tidak tersertifikasi)"),
        ]
    )
    start = now - datetime.timedelta(days=1)
    root = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    write(key_file, pem_key(key))
    write(root_file, root.public_bytes(serialization.Encoding.PEM))
    return key, root


def usage(signs_certificates):
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def pem_key(key):
    from cryptography.hazmat.primitives import serialization

    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def write(path, content):
    part = path + ".part"
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def signer(folder, signer_id, person, organisation, now):
    """Key and certificate files of a signer; made where there are none, and anew where the certificate has ended."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    root_key, root = authority(folder, organisation, now)
    stem = os.path.join(folder, hashlib.sha256((signer_id + "\0" + person).encode()).hexdigest()[:32])
    if os.path.exists(stem + ".pem"):
        known = x509.load_pem_x509_certificate(open(stem + ".pem", "rb").read())
        if known.not_valid_after_utc > now:
            return stem
    key = ec.generate_private_key(ec.SECP256R1())
    start = max(now - datetime.timedelta(days=1), root.not_valid_before_utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(
            x509.Name(
                [
                    x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
                    x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
                    x509.NameAttribute(NameOID.COMMON_NAME, person[:64]),
                ]
            )
        )
        .issuer_name(root.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        # Two years, as BSrE's certificates.
        .not_valid_after(min(start + datetime.timedelta(days=730), root.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage(signs_certificates=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
        )
        .sign(root_key, hashes.SHA256())
    )
    write(stem + ".key", pem_key(key))
    write(stem + ".pem", certificate.public_bytes(serialization.Encoding.PEM))
    return stem


def sign(folder, signer_id, person, organisation, seconds, source, target):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    now = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)
    stem = signer(folder, signer_id, person, organisation, now)
    tool = signers.SimpleSigner.load(
        stem + ".key", stem + ".pem", ca_chain_files=(os.path.join(folder, "root.pem"),)
    )
    if tool is None:
        raise SystemExit("the signer's key can't be read")
    with open(source, "rb") as file, open(target, "wb") as out:
        signers.PdfSigner(
            signers.PdfSignatureMetadata(
                field_name="TandaTangan",
                md_algorithm="sha256",
                name=person,
                subfilter=fields.SigSeedSubFilter.PADES,
            ),
            signer=tool,
        ).sign_pdf(IncrementalPdfFileWriter(file), output=out)
    print(json.dumps({"certificate": tool.signing_cert.sha256.hex()}))


def verify(folder, source):
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    root = load_cert_from_pemder(os.path.join(folder, "root.pem"))
    with open(source, "rb") as file:
        signatures = PdfFileReader(file).embedded_signatures
        if len(signatures) != 1:
            raise SystemExit(f"{len(signatures)} signatures")
        embedded = signatures[0]
        moment = embedded.self_reported_timestamp
        context = ValidationContext(trust_roots=[root], allow_fetching=False, moment=moment)
        status = validate_pdf_signature(embedded, context)
        if str(embedded.sig_object["/SubFilter"]) != "/ETSI.CAdES.detached":
            raise SystemExit("not PAdES")
        if not (status.bottom_line and status.coverage.name == "ENTIRE_FILE"):
            raise SystemExit(re.sub(r"\s+", " ", status.pretty_print_details()))
        print(json.dumps({"signer": status.signing_cert.subject.native["common_name"], "valid": True}))


if __name__ == "__main__":
    verbs = {"sign": (sign, 7), "verify": (verify, 2)}
    try:
        do, count = verbs[sys.argv[1]]
        if len(sys.argv) != 2 + count:
            raise KeyError
    except (IndexError, KeyError):
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    try:
        do(*sys.argv[2:])
    except SystemExit as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
    except (OSError, ValueError) as problem:
        print(f"{type(problem).__name__}: {problem}", file=sys.stderr)
        sys.exit(2)
