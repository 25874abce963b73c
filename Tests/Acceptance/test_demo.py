"""The demo's city: its months are told by people who may do what they do, and every application on offer has somebody to work it."""

import datetime

import pytest

from lumbung import Api
from people import Person

# A start of each small application, and who then takes the first step.
SMALL = {
    "pohon-taman": ({"kind": "pruning", "location": {"type": "Point", "coordinates": [106.64, -6.17]}, "description": "Dahan menutup lampu jalan."},
                    "pohon-taman.verifier", "verify"),
    "ppid": ({"information": "Anggaran perbaikan jalan tahun 2026.", "purpose": "Penelitian", "receive_by": "soft_copy", "nik": "3671010101900000",
              "applicant_name": "Warga Contoh", "applicant_phone": "0812-3456-7890"}, "ppid.officer", "take"),
    "sewa-gor": ({"hall": "assembly_hall", "day": "2099-01-16", "from_hour": "08:00", "hours": 4, "people": 150, "event": "Rapat warga",
                  "applicant_name": "Warga Contoh", "applicant_phone": "0812-3456-7890"}, "sewa-gor.officer", "take"),
    "e-sabakota": ({"kind": "association", "organisation": "Perkumpulan Warga Contoh", "legal_number": "AHU-0001", "tax_number": "013121660091000",
                    "seat": {"type": "Point", "coordinates": [106.64, -6.17]}, "purpose": "Pelatihan keterampilan warga kota.", "budget_year": 2099,
                    "costs": [{"need": "Pelatih", "amount": 60000000}], "requested": 60000000, "received_last_year": False, "account": "0001 2345 6789",
                    "contact_name": "Warga Contoh", "contact_phone": "0812-3456-7890"}, "e-sabakota.registrar", "register"),
    "e-kir": ({"kind": "goods", "plate": "B 1234 CTH", "occasion": "periodic", "fuel": "diesel", "built": 2015, "gross_weight": 8000,
               "day": str(datetime.date.today() + datetime.timedelta(days=3)), "owner_name": "Warga Contoh", "owner_phone": "0812-3456-7890"},
              "e-kir.counter", "arrive"),
    "pbb": ({"address": "Jalan Contoh 1", "land_area": "200", "building_area": "100",
             "payer_name": "Warga Contoh", "payer_phone": "0812-3456-7890"}, "pbb.officer", "assess"),
}


def test_no_rule_refuses_what_the_story_tells(demo):
    """A refused act is a mistake of the story: cases would stand still that an officer should have moved."""
    if not demo.log.exists():
        pytest.skip("a server that runs elsewhere has told its story already")
    told = demo.log.read_text(encoding="utf-8", errors="replace")
    assert "laporan" in told
    assert "ditolak aturan" not in told, told


@pytest.mark.parametrize("app", list(SMALL))
def test_an_application_on_offer_is_worked_by_its_own_officer_and_by_nobody_elses(demo, app):
    answers, login, action = SMALL[app]
    started = Api(demo).start(app, **answers)
    assert started.status_code == 201, started.text
    number = started.json()["number"]
    officer, stranger = Person(demo), Person(demo)
    officer.sign_in(login)
    page = officer.get(f"/tangerang/petugas/laporan/{number}")
    assert page.status == 200 and number in page.text
    assert action in page.html
    stranger.sign_in("dishub1")
    assert stranger.get(f"/tangerang/petugas/laporan/{number}").status in (403, 404)
