"""A second government adopts the application: study, PKS on both sides, installation, local changes, life, suspension, two sound ledgers."""

import re
import shutil

import pytest

from lumbung import Api, Server, wait_until
from people import Person
from screen import picture

PASSWORD = "lumbung-contoh-2026"
#: A place in Kecamatan Karawang Barat.
KARAWANG = {"latitude": -6.3227, "longitude": 107.3376}
REASON = "Kesepakatan dengan Diskominfo Karawang"
ROW = "registers/report_categories/rows/"


class Journey:
    """The people of both sides at one agreement; the steps build on each other, so the tests of this file run in order."""

    def __init__(self, server):
        self.server, self.people, self.number = server, {}, None

    def person(self, login, government="karawang"):
        if (login, government) not in self.people:
            self.people[login, government] = Person(self.server)
            self.people[login, government].sign_in(login, government)
        return self.people[login, government]

    def page(self, login, government, action=""):
        """The agreement's page, as soon as it offers the action: what the other side did crosses as a message."""
        path = f"/{government}/bursa/perjanjian/{self.number}"

        def offered():
            page = self.person(login, government).get(path)
            return page if any(f"/{action}" in form.action for form in page.forms) else None

        return wait_until(offered, 20, f"{action} to be offered to {login} of {government}")

    def act(self, login, government, action, **answers):
        """Sends an action's form; when the other side's act arrived in between, the page says so and is sent once more."""
        person = self.person(login, government)
        done = person.send(self.page(login, government, action).form("/" + action), **answers)
        if done.status in (409, 422) and "password" not in answers:
            done = person.send(self.page(login, government, action).form("/" + action), **answers)
        return done


@pytest.fixture(scope="module")
def journey(tmp_path_factory, small):
    folder = tmp_path_factory.mktemp("exchange")
    shutil.copytree(small, folder, dirs_exist_ok=True)
    server = Server(folder, "demo", "--seed", "3", "--cases", "20", "--still").start()
    yield Journey(server)
    if server.process.poll() is None:
        server.stop()


def test_the_catalogue_shows_all_174_and_what_is_not_there_yet(journey):
    visitor, seen, path = Person(journey.server), set(), "/bursa/"
    while path:
        page = visitor.get(path)
        assert page.status == 200
        seen |= set(re.findall(r'href="/bursa/aplikasi/([a-z0-9-]+)"', page.html))
        path = next((link for link in page.links if "sesudah=" in link or "halaman=" in link), None)
        path = None if path in (page.answer.url, None) else path
    assert "174" in visitor.get("/bursa/").text and "belum tersedia" in visitor.get("/bursa/").text.lower()
    assert len(seen) == 174, len(seen)
    assert "28" in visitor.get("/bursa/").text or "28" in visitor.get("/bursa/aplikasi/laksa").text


def test_the_study_compares_two_providers_and_strikes_out_what_is_national(journey, browser, pictures):
    officer = journey.person("kerjasama")
    home = officer.get("/karawang/bursa/")
    study = officer.get(next(link for link in home.links if "/kajian/KAJIAN" in link))
    assert "Kota Tangerang" in study.text and "Kabupaten Bekasi" in study.text
    assert re.search(r"<(del|s)\b|struck|dicoret", study.html, re.I), "nationally compulsory items are struck out"
    printed = officer.get(study.address + "/cetak")
    assert printed.status == 200 and "Pasal" in printed.text


def test_nothing_can_be_installed_before_a_pks_is_in_force(journey):
    steward = journey.person("pengelola")
    page = steward.get("/karawang/bursa/pemasangan/laksa")
    assert not [form for form in page.forms if form.action.endswith("/pasang")]
    assert Person(journey.server).get("/karawang/layanan/laksa").status == 404
    assert Api(journey.server, "karawang").start(**road()).status_code == 404


def road(**more):
    return {"category": "street_light", "description": "Lampu jalan desa padam sejak kemarin.", "location": KARAWANG, **more}


def test_the_pks_is_drafted_reviewed_and_signed_on_both_sides(journey):
    officer = journey.person("kerjasama")
    home = officer.get("/karawang/bursa/")
    draft = officer.get(next(link for link in home.links if "pks/baru" in link))
    forged = officer.send(draft.form("pks/baru"), app="e-kinerja")
    assert forged.status in (200, 404, 422) and "/perjanjian/" not in forged.address, "what is not available can't enter an annex"
    page = officer.send(officer.get(draft.address + "?" + draft.answer.url.split("?")[1]).form("pks/baru"))
    journey.number = re.search(r"PKS-\d{4}-\d+", page.address).group()
    assert journey.act("kerjasama", "karawang", "request_review").status == 200
    for side, government, number in [("provider", "tangerang", "134.4/31-KSD/2026"), ("adopter", "karawang", "134.4/92-KSD/2026")]:
        advice = {f"{side}_advice": "proceed", f"{side}_needs_dprd": "tidak", f"{side}_dprd_reason": "Dana tersedia dalam APBD tahun berjalan."}
        assert journey.act("kerjasama", government, f"{side}_advise", **advice).status == 200
        assert journey.act("hukum", government, f"{side}_review", number=number).status == 200
    assert journey.act("kerjasama", "karawang", "finalise").status == 200

    wrong = journey.act("kepala", "tangerang", "provider_sign", password="bukan-kata-sandi")
    assert wrong.status == 422 and "sandi" in wrong.text
    wait_until(lambda: journey.act("kepala", "tangerang", "provider_sign", password=PASSWORD).status == 200, 20, "the first signature")
    assert journey.act("kepala", "karawang", "adopter_sign", password=PASSWORD).status == 200
    text = journey.person("kepala").get(f"/karawang/bursa/perjanjian/{journey.number}/cetak").text
    for words in ["PERJANJIAN KERJA SAMA", "134.4/31-KSD/2026", "134.4/92-KSD/2026", "Pada hari ini", "PIHAK KESATU", "Bupati", "Pasal 1"]:
        assert words in text, words


def test_outsiders_can_check_both_signatures_and_both_books_hold_the_text(journey):
    page = journey.person("kepala").get(f"/karawang/bursa/perjanjian/{journey.number}")
    public = Person(journey.server).get(next(link for link in page.links if link.startswith("/bursa/perjanjian/")))
    assert public.status == 200 and public.text.count("Sah") >= 2
    other = journey.person("kepala", "tangerang").get("/tangerang/bursa/")
    assert any("/perjanjian/PKS" in link for link in other.links), "the provider has its own copy"


def test_the_steward_installs_changes_and_starts_it(journey):
    steward, path = journey.person("pengelola"), "/karawang/bursa/pemasangan/laksa"
    page = wait_until(lambda: (lambda p: p if any(f.action.endswith("/pasang") for f in p.forms) else None)(steward.get(path)), 20, "the release to arrive")
    installed = steward.send(page.form("/pasang"))
    assert installed.status == 200
    form = installed.form("/sesuaikan")
    changes = {"name/id": "Lapor Karawang", ROW + "street_light/values/workdays": "2", ROW + "advertising/hidden": "tidak", "_mode": "simpan"}
    without = steward.send(form, **changes)
    assert "alasan" in without.text.lower(), "a change needs its reason"
    locked = steward.send(form, **{**changes, ROW + "street_light/values/workdays": "41", "_reason": REASON})
    assert "UU 25/2009" in locked.text and steward.get(path).form("/sesuaikan").fields["name/id"] != "Lapor Karawang"
    saved = steward.send(form, **changes, _reason=REASON)
    assert saved.status == 200 and REASON in steward.get(path).text
    live = steward.send(steward.get(path).form("/aktifkan"))
    assert live.status == 200
    service = Person(journey.server).get("/karawang/layanan/laksa")
    assert service.status == 200 and "Lapor Karawang" in service.text
    assert "Reklame" not in Person(journey.server).get("/karawang/layanan/laksa/mulai").text
    place = Person(journey.server).report_until("location", government="karawang")
    assert "Desa" in place.text and "Bupati" not in place.text


def test_a_report_goes_its_way_in_karawang(journey, browser, pictures):
    tokens = journey.server.tokens()
    verifier, handler = (Api(journey.server, "karawang", tokens[f"karawang/{role}"]) for role in ("verifier", "handler/dishub"))
    sent = Api(journey.server, "karawang").start(**road())
    assert sent.status_code == 201, sent.text
    journey.case = sent.json()
    number, version = journey.case["number"], journey.case["version"]
    for caller, action, data in [(verifier, "verify", {}), (verifier, "dispatch", {"agency": "dishub"})]:
        done = caller.act(number, action, version, **data)
        assert done.status_code == 200, done.text
        version = done.json()["version"]
    assert handler.case(number).json()["state"] == "in_progress"
    window = browser(1366, 900)
    window.get(journey.server.url("/karawang/layanan/laksa"))
    picture(window, pictures / "karawang-service-1366.png")


def test_when_the_pks_is_suspended_the_service_stops_and_nothing_is_lost(journey):
    assert journey.act("kepala", "karawang", "suspend", _reason="Evaluasi tahunan.").status == 200
    wait_until(lambda: Api(journey.server, "karawang").start(**road()).status_code == 403, 20, "new reports to be refused")
    refused = Api(journey.server, "karawang").start(**road()).json()
    assert "dihentikan sementara" in refused["detail"]
    assert "dihentikan sementara" in Person(journey.server).get("/karawang/layanan/laksa").text
    citizen = Person(journey.server).get(journey.case["link"])
    assert citizen.status == 200 and "Lampu jalan desa" in citizen.text
    assert journey.act("kepala", "karawang", "resume").status == 200
    wait_until(lambda: Api(journey.server, "karawang").start(**road()).status_code == 201, 20, "new reports to be taken again")


def test_the_tour_leads_to_what_is_there_now(journey):
    tour = Person(journey.server).get("/tur")
    assert tour.status == 200 and len(re.findall(r"/tur/masuk|/karawang/layanan/laksa", tour.html)) >= 4
    visitor = Person(journey.server)
    stops = [form.fields["next"] for form in tour.forms if form.action == "/tur/masuk"]
    for stop in stops:
        button = next(form for form in visitor.get("/tur").forms if form.fields.get("next") == stop)
        assert visitor.send(button).status == 200, stop


def test_both_ledgers_are_sound(journey):
    journey.server.stop()
    checked = journey.server.run("verify", "--data", str(journey.server.folder / "data"))
    for slug in ("tangerang", "karawang"):
        assert slug in checked.stdout, checked.stdout
