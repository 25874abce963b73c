"""The rights of the person whose data it holds: see, correct, take along, ask for erasure; and the steward's side of it."""

import io
import json
import zipfile

import requests

from lumbung import Api
from people import Person
from screen import picture, see, sign_in
from test_pages import check

REPORT = {"category": "noise", "description": "Knalpot bising setiap malam Minggu.", "contact_name": "Warga Contoh",
          "contact_phone": "0812-3456-7890", "location": {"type": "Point", "coordinates": [106.6317, -6.1719]}}


def reported(demo):
    """A report with its holder's browser."""
    started = Api(demo).start(**REPORT)
    assert started.status_code == 201, started.text
    case = started.json()
    citizen = Person(demo)
    citizen.get(case["link"].removeprefix(demo.base))
    return case["number"], citizen


def test_a_person_sees_corrects_and_takes_along_what_is_held(demo):
    number, citizen = reported(demo)
    page = citizen.get(f"/tangerang/lacak/{number}/data?bahasa=id")
    assert page.status == 200, page.text
    assert "Knalpot bising" in page.text and "Warga Contoh" in page.text and "Belum ada petugas" in page.text
    done = citizen.send(page.form("data/kontak"), contact_name="Warga Baru")
    assert "Sudah diperbaiki" in done.text and "Warga Baru" in done.text

    officer = Person(demo)
    officer.sign_in("verifikasi1")
    assert officer.get(f"/tangerang/petugas/laporan/{number}").status == 200
    assert "Belum ada petugas" not in citizen.get(f"/tangerang/lacak/{number}/data").text, "who read it is said"

    answer = citizen.session.get(demo.url(f"/tangerang/lacak/{number}/data/unduh"), timeout=30)
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        assert file.testzip() is None
        held = json.loads(file.read("data.json"))
        assert held["cases"][0]["number"] == number
        assert "Knalpot bising" in file.read("data.html").decode()
        assert {"contact_name", "description"} <= {answer["id"] for answer in held["cases"][0]["answers"]}


def test_nobody_else_sees_any_of_it(demo):
    number, _ = reported(demo)
    for path in ("data", "data/unduh"):
        assert requests.get(demo.url(f"/tangerang/lacak/{number}/{path}"), timeout=30).status_code == 404
    assert "Knalpot" not in requests.get(demo.url(f"/tangerang/lacak/{number}/alasan"), timeout=30).text


def test_a_request_is_decided_with_its_reason_in_both_languages(demo, browser, axe, pictures):
    number, citizen = reported(demo)
    page = citizen.get(f"/tangerang/lacak/{number}/data?bahasa=id")
    asked = citizen.send(page.form("data/perbaikan"), description="Knalpot bising hanya malam Minggu pukul 22.", _words="Salah ketik")
    assert "Permintaan perbaikan diterima" in asked.text and "Menunggu keputusan" in asked.text
    again = citizen.send(asked.form("data/perbaikan"), description="Lain lagi dari yang tadi itu.")
    assert again.status == 409 and "sedang diproses" in again.text
    erasure = citizen.send(again.form("data/hapus"), _words="")
    assert "Permintaan penghapusan diterima" in erasure.text

    wrong = []
    steward = browser(360, 640)
    sign_in(steward, demo, "pengelola")
    for language in ("id", "en"):
        for path in ("hak-data", "penghapusan"):
            steward.get(demo.url(f"/tangerang/kelola/{path}?bahasa={language}"))
            see(steward, "main")
            picture(steward, pictures / f"{path}-{language}.png")
            wrong += check(steward, demo, f"/tangerang/kelola/{path}", axe, [(320, 640), (360, 640), (1920, 1080)])
    office = Person(demo)
    office.sign_in("pengelola")
    board = office.get("/tangerang/kelola/hak-data?bahasa=id")
    link = next(link for link in board.links if "/hak-data/" in link)
    one = office.get(link)
    assert "Salah ketik" in one.text or "masih berjalan" in one.text
    refused = office.send(one.form("/hak-data/"), outcome="refused", reason="")
    assert refused.status == 422 and "Tulis alasan" in refused.text
    assert not wrong, "\n".join(wrong[:40])
