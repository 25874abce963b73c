"""Letters through HTTP: seen as a draft, issued one by one and many at once, printed together; a printer that fails and a signing
service that is down."""

import json
import os
import re
import subprocess

from lumbung import Api, wait_until
from people import Page, Person

ASKED = {"applicant_name": "Warga Contoh", "applicant_phone": "081234567890", "nik": "3671010101900000",
         "information": "Anggaran perbaikan jalan tahun 2026.", "purpose": "Penelitian", "receive_by": "soft_copy"}


def officer(server, login):
    person = Person(server)
    person.sign_in(login)
    return person


def desk(person, number):
    return person.get(f"/tangerang/petugas/laporan/{number}")


def asked(server):
    """A request for information that was taken in and waits for the decision."""
    answer = Api(server).start(app="ppid", **ASKED)
    assert answer.status_code == 201, answer.text
    number = answer.json()["number"]
    taken = officer(server, "ppid.officer")
    assert taken.send(desk(taken, number).form("/tindakan/take")).status == 200
    return number


def granted(server, number):
    decider = officer(server, "ppid.decider")
    done = decider.send(desk(decider, number).form("/tindakan/grant"), answer="Terlampir anggaran yang diminta.")
    assert done.status == 200, done.text[:600]
    return decider


def words(pdf, tmp_path):
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout


def ready(person, number):
    """The address of the finished letter, once there is one."""
    return next((link for link in desk(person, number).links if f"/lacak/{number}/dokumen/" in link), None)


def test_a_letter_is_seen_as_a_draft_and_nothing_is_taken(demo, tmp_path):
    number = asked(demo)
    decider = officer(demo, "ppid.decider")
    form = desk(decider, number).form("/tindakan/grant")
    sent = {**form.fields, "answer": "Jawaban yang masih dipertimbangkan."}
    preview = decider.session.post(demo.url(f"/tangerang/petugas/laporan/{number}/pratinjau/grant"), data=sent)
    assert preview.status_code == 200 and preview.headers["content-type"] == "application/pdf"
    text = words(preview.content, tmp_path)
    assert "(diberikan saat ditandatangani)" in text and "Jawaban yang masih dipertimbangkan." in text and "Belum ditandatangani" in text
    assert not re.search(r"\d{4}/PPID/", text), "no number is taken"
    assert "Jawaban yang masih" not in desk(decider, number).text
    short = decider.session.post(demo.url(f"/tangerang/petugas/laporan/{number}/pratinjau/grant"), data={**sent, "answer": "x"})
    assert short.status_code == 422 and "errors" in short.text, "what would be refused is refused in the preview"
    done = decider.send(form, answer="Terlampir anggaran yang diminta.")
    assert done.status == 200 and re.search(r"\d{4}/PPID/", done.text)
    wait_until(lambda: ready(decider, number), 60, "the letter")
    letter = decider.session.get(demo.url(f"/tangerang/petugas/surat.pdf?d={number}:0"))
    assert letter.status_code == 200, letter.text[:300]
    text = words(letter.content, tmp_path)
    assert "Terlampir anggaran yang diminta." in text and "(diberikan saat" not in text and "Warga Contoh" in text


def test_many_letters_are_issued_and_printed_at_once_with_a_result_for_each(demo, tmp_path):
    numbers = [asked(demo) for _ in range(3)]
    decider = officer(demo, "ppid.decider")
    token = desk(decider, numbers[0]).form("/catatan").fields["_token"]
    version = desk(decider, numbers[0]).form("/tindakan/grant").fields["_version"]
    picks = [("pilih", f"{number}:{version}") for number in numbers]
    choice = Page(decider.session.post(demo.url("/tangerang/petugas/banyak"), data=[("_token", token)] + picks))
    # One of them is decided meanwhile: it alone is refused.
    granted(demo, numbers[2])
    result = decider.send(choice.form("ppid.grant"), answer="Terlampir anggaran yang diminta.")
    assert "2 dari 3" in result.text, result.text[:600]
    link = next(link for link in result.links if "/petugas/surat?d=" in link)
    assert numbers[0] in link and numbers[2] not in link
    page = decider.get(link)
    assert numbers[0] in page.text and numbers[1] in page.text
    wait_until(lambda: "2 dari 2" in decider.get(link).text, 90, "both letters")
    printed = decider.session.get(demo.url(next(one for one in decider.get(link).links if "/petugas/surat.pdf" in one)))
    assert printed.status_code == 200 and printed.headers["content-type"] == "application/pdf"
    text = words(printed.content, tmp_path)
    assert numbers[0] in text and numbers[1] in text and numbers[2] not in text
    stranger = Person(demo)
    assert stranger.session.get(demo.url(link), allow_redirects=False).status_code in (302, 303, 401, 403)


def test_a_letter_that_cannot_be_printed_waits_for_a_steward_who_sends_it_again(fresh, tmp_path):
    flag, fake = tmp_path / "mended", tmp_path / "weasyprint"
    real = os.path.join(os.getcwd(), ".venv", "bin", "weasyprint")
    fake.write_text(f'#!/bin/sh\nif [ -e "{flag}" ]; then exec "{real}" "$@"; fi\necho "no such font" >&2\nexit 1\n')
    fake.chmod(0o755)
    server = fresh(environment={"LUMBUNG_WEASYPRINT": str(fake)})
    number = asked(server)
    decider = granted(server, number)
    assert re.search(r"\d{4}/PPID/", desk(decider, number).text), "the decision stands, and its number"
    steward = officer(server, "pengelola")
    wait_until(lambda: "no such font" in steward.get("/tangerang/kelola/pos").text, 60, "the dead letter")
    assert ready(decider, number) is None and "Menunggu tanda tangan" in desk(decider, number).text
    flag.touch()
    page = steward.get("/tangerang/kelola/pos")
    assert steward.send(page.form("/ulang")).status == 200
    wait_until(lambda: ready(decider, number), 60, "the letter")


def test_a_signing_service_that_is_down_delays_the_letter_and_says_so(fresh, tmp_path):
    keys = tmp_path / "bsre.json"
    keys.write_text(json.dumps({"user": "u", "password": "p", "signers": {}}))
    # Nothing listens there.
    server = fresh(environment={"LUMBUNG_BSRE_URL": "http://127.0.0.1:9", "LUMBUNG_BSRE_CREDENTIALS_FILE": str(keys)})
    number = asked(server)
    decider = granted(server, number)
    seen = desk(decider, number)
    assert len(set(re.findall(r"\d{4}/PPID/[IVX]+/\d{4}", seen.text))) == 1, "numbered once"
    assert "Menunggu tanda tangan" in seen.text and ready(decider, number) is None
    steward = officer(server, "pengelola")
    assert "Menunggu tanda tangan" in desk(decider, number).text
    assert steward.get("/tangerang/kelola/pos").status == 200
