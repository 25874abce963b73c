"""Bad input: each gets a clear sentence in the person's language, keeps what was typed, and leaves the ledger sound.

That the ledger is sound is checked once, after all: the fixture `demo` verifies it when the last test has run.
"""

import re
import shutil

import pytest
import requests

from lumbung import ROOT, Api, report, wait_until
from people import Page, Person, one_time_code, png

SCRIPT = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&'


@pytest.fixture(scope="module")
def verifier(demo):
    return Api(demo, token=demo.tokens()["tangerang/verifier"])


def refused(answer, *, status=422, field=None):
    """A problem document (RFC 9457) with a sentence, and the field where there is one."""
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    problem = answer.json()
    assert len(problem["detail"]) > 15 and problem["title"], problem
    if field:
        assert field in [error["field"] for error in problem["errors"]], problem
    return problem


def told(page, *, status=422, says=None, lang="id"):
    """A page that names what is wrong in its summary, in the person's language."""
    assert page.status == status, (page.status, page.text[:400])
    assert page.language == lang
    assert 'role="alert"' in page.html
    if says:
        assert says.lower() in page.text.lower(), page.text[:600]
    return page


HEADER = (b"case_id,opened_at,due_at,closed_at,on_time,status,subject,reason,type,queue,department,neighborhood,ward,fire_district,"
          b"pwd_district,council_district,police_district,property_type,lat,lon,source,has_photo,has_closing_photo\n")

# Fields

@pytest.mark.parametrize("field", ["category", "description", "location"])
def test_a_missing_field_is_named(demo, field):
    answers = report()
    del answers[field]
    refused(Api(demo).start(**answers), field=field)


@pytest.mark.parametrize("field, value", [
    ("description", "x" * 2001), ("description", "pendek"), ("contact_name", "N" * 101), ("contact_phone", "12"),
    ("contact_email", "tanpa-tanda-at"), ("category", "gold"), ("category", ["road_damage", "flood"]), ("category", {"$ne": ""}),
    ("location", {"latitude": -6.2, "longitude": 106.85}), ("location", {"latitude": 999, "longitude": 0}), ("location", "di sana"),
    ("photos", ["deadbeef"]), ("anonymous", "mungkin"), ("unknown_field", "x"), ("proposed_agency", "dpupr"),
])
def test_a_wrong_answer_is_refused_at_its_field(demo, field, value):
    problem = refused(Api(demo).start(**{**report(), field: value}))
    assert problem["errors"], problem


def test_every_mistake_is_told_at_once_and_in_the_language_asked(demo):
    texts = {}
    for language in ["id", "en"]:
        api = Api(demo)
        api.session.headers["Accept-Language"] = language
        problem = refused(api.start(category="gold", description="x", location={"latitude": 0, "longitude": 0}))
        assert {"category", "description", "location"} <= {error["field"] for error in problem["errors"]}
        texts[language] = problem["detail"] + "".join(error["text"] if "text" in error else str(error) for error in problem["errors"])
    assert texts["id"] != texts["en"]


@pytest.mark.parametrize("language, words", [("id", "Ada yang perlu diperbaiki"), ("en", "There is")])
def test_a_form_page_tells_what_is_wrong_and_keeps_what_was_typed(demo, language, words):
    person = Person(demo, language)
    page = person.get("/tangerang/layanan/laksa/mulai")
    empty = told(person.send(page.form("mulai")), lang=language)
    assert 'href="#category"' in empty.html
    told(person.send(page.form("mulai"), category="emas"), lang=language)
    place = person.report_until("location")
    outside = told(person.send(place.form("mulai"), location="-6.2, 106.85", location__landmark="Dekat Monas"), lang=language)
    assert outside.form("mulai").fields["location.landmark"] == "Dekat Monas"
    assert outside.form("mulai").fields["location"].startswith("-6.2")
    words_page = person.report_until("description")
    long = "Lubang besar sekali. " * 150
    kept = told(person.send(words_page.form("mulai"), description=long), lang=language)
    assert kept.form("mulai").fields["description"].strip() == long.strip()
    contact = person.report_until("contact")
    wrong = told(person.send(contact.form("mulai"), anonymous="tidak", contact_name="Siti Nurhaliza, S.Pd.", contact_phone="08"), lang=language)
    assert wrong.form("mulai").fields["contact_name"] == "Siti Nurhaliza, S.Pd."
    assert wrong.form("mulai").fields["contact_phone"] == "08"


# Texts

def test_a_script_in_a_text_is_shown_as_text_everywhere(demo, verifier):
    refused(Api(demo).start(**report(contact_name="Nama " + SCRIPT, contact_phone="0812-3456-7890")), field="contact_name")
    sent = Api(demo).start(**report(description="Lampu " + SCRIPT, contact_name="Warga Contoh", contact_phone="0812-3456-7890"))
    assert sent.status_code == 201, sent.text
    number, link = sent.json()["number"], sent.json()["link"]
    assert verifier.act(number, "reject", verifier.case(number).json()["version"], reason="Sebab " + SCRIPT).status_code == 200
    citizen, officer = Person(demo), Person(demo)
    officer.sign_in("verifikasi1")
    pages = [citizen.get(link), citizen.get(f"/tangerang/lacak/{number}"), Person(demo).get(f"/tangerang/lacak/{number}"),
             officer.get(f"/tangerang/petugas/laporan/{number}"), officer.get("/tangerang/petugas/?selesai=1"),
             officer.get("/tangerang/petugas/cari?q=" + requests.utils.quote(SCRIPT)), officer.get("/tangerang/live/"),
             Person(demo).get("/tangerang/live/publik"), Person(demo).get("/demo/pesan"),
             Person(demo).get("/tangerang/lacak?nomor=" + requests.utils.quote(SCRIPT)),
             Person(demo).get("/tangerang/layanan?cari=" + requests.utils.quote(SCRIPT)),
             Person(demo).get("/tangerang/" + requests.utils.quote(SCRIPT, safe=""))]
    for page in pages:
        assert page.status < 500 and "<script>alert" not in page.html and "<img src=x" not in page.html, page.address
    assert "alert(1)" in pages[0].text, "the citizen's own words must be there, as text"
    api = verifier.case(number)
    assert api.headers["Content-Type"].startswith("application/json") and api.headers["X-Content-Type-Options"] == "nosniff"


def test_invalid_utf_8_is_refused_with_a_sentence(demo):
    person = Person(demo)
    form = person.get("/tangerang/layanan/laksa/mulai").form("mulai")
    body = f"_token={form.fields['_token']}&_key={form.fields['_key']}&category=%FF%FEroad"
    page = Page(person.session.post(demo.url(form.action), data=body, timeout=30,
                                    headers={"Content-Type": "application/x-www-form-urlencoded"}))
    assert page.status in (400, 422) and "UTF-8" in page.text
    for broken in [b'{"data": {"description": "\xff\xfe"}}', b'{"data": {', b"[1, 2", b"", b'{"data": []}', b"[" * 5000 + b"]" * 5000,
                   b'{"data": {"description": "\\ud800"}}', b'{"data": {"a": 1}, "data": {"a": 2}}']:
        answer = requests.post(demo.url("/tangerang/api/v1/applications/laksa/cases"), data=broken, timeout=30,
                               headers={"Content-Type": "application/json"})
        assert 400 <= answer.status_code < 500, (broken[:40], answer.status_code)
        assert answer.json()["detail"]
    nul = Api(demo).start(**report(description="Ada karakter \0 di sini, panjang cukup."))
    assert nul.status_code in (201, 422)


# Files

@pytest.mark.parametrize("name, kind, content, says", [
    ("catatan.jpg", "image/jpeg", b"ini bukan foto, hanya teks biasa saja\n" * 40, "foto"),
    ("halaman.png", "image/png", b"<html><script>alert(1)</script></html>", "foto"),
    ("gambar.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "foto"),
    ("surat.pdf", "application/pdf", b"%PDF-1.7\n1 0 obj\n", "foto"),
    ("rusak.png", "image/png", png()[:20] + bytes(400), "rusak"),
    ("lain.jpg", "image/jpeg", png(8, 8), "PNG"),
    ("besar.png", "image/png", png(40, 30) + b"\0" * (15 * 1024 * 1024 + 1), "15 MB"),
], ids=lambda value: value if isinstance(value, str) and "." in value else "")
def test_a_file_that_is_not_what_it_says_is_refused_with_a_sentence(demo, name, kind, content, says):
    person = Person(demo)
    page = person.report_until("photos", category={"category": "road_damage"})
    again = told(person.send(page.form("mulai"), files=[("photos", name, content, kind)]), says=says)
    whole = person.send(again.form("mulai"), files=[("photos", "jalan.png", png(), "image/png")])
    assert whole.status == 200 and whole.address.endswith("/description"), "a good photo is taken after a bad one"


# Form tokens

def test_a_broken_or_foreign_form_token_stores_nothing(demo):
    person, stranger = Person(demo), Person(demo)
    form = person.get("/tangerang/layanan/laksa/mulai").form("mulai")
    foreign = stranger.get("/tangerang/layanan/laksa/mulai").form("mulai").fields["_token"]
    for token in [None, "", "x" * 40, form.fields["_token"][:-2] + "AA", foreign]:
        page = person.send(form, _token=token, category="flood")
        assert page.status in (400, 403, 422), (token, page.status)
        assert "formulir" in page.text.lower()
    from_elsewhere = person.session.post(demo.url(form.action), data=form.sent({"category": "flood"}), timeout=30,
                                         headers={"Origin": "https://lain.example", "Sec-Fetch-Site": "cross-site"})
    assert from_elsewhere.status_code in (400, 403)


def test_a_form_sent_twice_makes_one_case_and_shows_one_receipt(demo):
    person = Person(demo)
    check = person.send(person.report_until("contact").form("mulai"), anonymous="ya")
    first, again = (person.send(check.form("periksa")) for _ in range(2))
    number = re.search(r"LAKSA-\d{4}-\d+", first.text).group()
    assert first.status == 200 and again.status == 200 and number in again.text


def test_a_replayed_act_of_an_officer_acts_once(demo):
    officer = Person(demo)
    officer.sign_in("verifikasi1")
    number = Api(demo).start(**report()).json()["number"]
    form = officer.get(f"/tangerang/petugas/laporan/{number}").form("/verify")
    assert officer.send(form).status == 200
    again = officer.send(form)
    assert again.status in (200, 409)
    story = Api(demo, token=demo.tokens()["tangerang/verifier"]).case(number).json()["timeline"]
    assert [entry["state"] for entry in story].count("Terverifikasi") == 1


# Acts

def test_an_act_that_the_state_does_not_allow_is_refused(demo, verifier):
    number = Api(demo).start(**report()).json()["number"]
    version = verifier.case(number).json()["version"]
    refused(verifier.act(number, "dispatch", version, agency="dpupr"), status=409)
    refused(verifier.act(number, "no_such_act", version), status=verifier.act(number, "no_such_act", version).status_code)
    assert verifier.act(number, "no_such_act", version).status_code in (404, 409, 422)
    assert verifier.act(number, "verify", version).status_code == 200
    refused(verifier.act(number, "verify", version + 1), status=409)
    refused(verifier.act(number, "dispatch", version + 1, agency="tidak-ada"))
    refused(verifier.act(number, "reject", version + 1))  # without its reason
    refused(verifier.act(number, "dispatch", "tiga", agency="dpupr"), status=400)


def test_an_unknown_case_is_said_to_be_unknown(demo, verifier):
    for number in ["LAKSA-2026-999999", "LAKSA-1999-000001", "LAKSA-2026-", "..%2F..%2Fetc", "1' OR '1'='1"]:
        assert Api(demo).case(number).status_code in (400, 404), number
        assert Person(demo).get(f"/tangerang/lacak/{number}").status == 404, number
    refused(verifier.act("LAKSA-2026-999999", "verify", 1), status=404)
    person = Person(demo)
    told(person.get("/tangerang/lacak?nomor=LAKSA-2026-999999"), says="tidak ditemukan")
    told(person.get("/tangerang/lacak?nomor=halo"), says="LAKSA-2026-000123")
    for path in ["/tangerang/layanan/tidak-ada", "/tangerang/layanan/tidak-ada/mulai", "/bandung/", "/tangerang/apa-saja", "/%00", "/tangerang/%ff"]:
        page = person.get(path)
        assert page.status in (400, 404), (path, page.status)
    assert "<main" in person.get("/tangerang/apa-saja").html


# People

def test_a_wrong_one_time_code_ten_times_kills_the_code(demo):
    phone = "0899-0000-7711"
    person = Person(demo)
    page = person.send(person.get("/tangerang/masuk").form("masuk"), phone=phone)
    form = page.form("kode")

    right = wait_until(lambda: one_time_code(demo, phone), 10, "the message with the code")
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(10):
        page = person.send(form, code=wrong)
        assert page.status in (422, 429), page.status
        assert "kode" in page.text.lower()
    late = person.send(form, code=right)
    assert late.status in (422, 429) and late.address != "/tangerang/akun", "the right code must be dead after ten wrong ones"
    assert person.get("/tangerang/akun").address == "/tangerang/masuk"


def test_a_wrong_password_says_nothing_about_the_account(demo):
    pages = []
    for login in ["verifikasi2", "tidak.ada"]:
        person = Person(demo)
        page = person.send(person.get("/tangerang/petugas/masuk").form("masuk"), login=login, password="salah-sama-sekali")
        assert page.status == 422
        assert page.form("masuk").fields["login"] == login
        pages.append(re.sub(r"tidak\.ada|verifikasi2", "X", page.text))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("path", ["/tangerang/petugas/", "/tangerang/kelola/", "/tangerang/live/", "/tangerang/live/arus", "/tangerang/live/angka.json",
                                  "/tangerang/petugas/catat/laksa", "/tangerang/petugas/arus", "/tangerang/live/dinding", "/tangerang/live/kasus"])
def test_staff_pages_and_streams_are_closed_to_strangers(demo, path):
    answer = requests.get(demo.url(path), timeout=30, allow_redirects=False, stream=True)
    assert answer.status_code in (302, 303, 401, 403), answer.status_code
    answer.close()
    elsewhere = Person(demo)
    elsewhere.sign_in("verifikasi1", "karawang")
    answer = elsewhere.session.get(demo.url(path), timeout=30, allow_redirects=False, stream=True)
    assert answer.status_code in (302, 303, 401, 403), "an officer of Karawang is a stranger in Tangerang"
    answer.close()


# Definitions and files of the command line

@pytest.mark.parametrize("old, new, line_words", [
    ("to: verified", "to: verifid", "verified"),
    ("  verify:\n    name:", "  verify:\n   name:", None),
    ("target: 3 workdays", "target: 3 banana", None),
    ('set: { agency: "= form.agency" }', 'set: { agency: "= form.agncy" }', "agency"),
    ("when: anonymous != true", "when: anonymous !=", None),
])
def test_a_malformed_definition_is_told_with_its_place(demo, tmp_path, old, new, line_words):
    """LAKSA says little of its own: what is broken stands in the archetype beneath it, and is told there."""
    shutil.copytree(ROOT / "Apps/laksa", tmp_path / "laksa")
    shutil.copytree(ROOT / "Apps/_archetypes", tmp_path / "_archetypes")
    folder, beneath = tmp_path / "laksa", tmp_path / "_archetypes/report/app.yaml"
    text = beneath.read_text(encoding="utf-8")
    assert old in text
    beneath.write_text(text.replace(old, new, 1), encoding="utf-8")
    checked = demo.run("app", "check", str(folder), check=False)
    assert checked.returncode != 0
    broken = text.replace(old, new, 1)
    line = broken[:broken.find(new)].count("\n") + 1
    told = {int(found) for found in re.findall(r"_archetypes/report/app\.yaml:(\d+):\d+: galat", checked.stdout)}
    assert told & {line, line + 1, line + 2}, checked.stdout
    assert "→" in checked.stdout, "what to do is told too"
    if line_words:
        assert line_words in checked.stdout


def test_the_definition_itself_passes(demo):
    demo.run("app", "check", "laksa")
    assert demo.run("app", "run", "laksa").stdout.strip()


@pytest.mark.parametrize("content, says", [
    (b"", "kosong"),
    (b"case_id,opened_at\n1,2015-01-01\n", "Kolom"),
    (HEADER + b'1,"tanpa akhir,2\n', "tanda kutip"),
    (bytes(range(256)) * 40, "Kolom"),
], ids=["empty", "columns missing", "quote without end", "binary"])
def test_a_malformed_csv_is_told_with_its_line(fresh, tmp_path, content, says):
    server = fresh(starts=False)
    file = tmp_path / "laporan.csv"
    file.write_bytes(content)
    done = server.run("import", "reports", str(file), "--data", str(server.folder / "data"), "--government", "tangerang",
                      "--mapping", str(ROOT / "Data/demo/boston311.mapping.yaml"), "--rejected", str(tmp_path / "ditolak.csv"), check=False)
    assert done.returncode != 0, done.stdout
    said = done.stdout + ((tmp_path / "ditolak.csv").read_text(errors="replace") if (tmp_path / "ditolak.csv").exists() else "")
    assert says in said, said
    server.run("verify", "--data", str(server.folder / "data"))


# The steward's rules of the post

@pytest.mark.parametrize("field, typed", [("quiet_from", "jam malam"), ("digest_at", "25:00"), ("networks", "10.0.0.0/8, rumah")])
def test_rules_of_the_post_that_are_not_taken_stay_as_they_were_typed(demo, field, typed):
    steward = Person(demo)
    steward.sign_in("pengelola")
    form = steward.get("/tangerang/kelola/pos").form("pos/aturan")
    before = dict(form.fields)
    page = told(steward.send(form, **{field.replace("_", "-"): typed, "quiet-until": "05:30"}))
    kept = page.form("pos/aturan").fields
    assert kept[field.replace("_", "-")] == typed and kept["quiet-until"] == "05:30", kept
    assert steward.get("/tangerang/kelola/pos").form("pos/aturan").fields["quiet-until"] == before["quiet-until"]
