"""LAKSA 1.1.0 meets what Karawang has made of 1.0.0: seen, decided, switched to, running cases moved, and all of it taken back."""

import re
import shutil

import pytest

import test_exchange as adoption
from lumbung import Api, Server, wait_until
from people import Person
from screen import picture, sign_in

APP, UPGRADE, CASES = "/karawang/bursa/pemasangan/laksa", "/karawang/bursa/pemasangan/laksa/pembaruan", "/karawang/kelola/perpindahan/laksa"
HANGING = {"category": "hanging_cables", "description": "Kabel menjuntai rendah di depan balai desa.", "location": adoption.KARAWANG}


@pytest.fixture(scope="module")
def journey(tmp_path_factory, small):
    """Karawang is live on 1.0.0 with a name and workdays of its own, and has two running reports; the tests go on from there in order."""
    folder = tmp_path_factory.mktemp("upgrade")
    shutil.copytree(small, folder, dirs_exist_ok=True)
    server = Server(folder, "demo", "--seed", "3", "--cases", "20", "--still").start()
    try:
        journey = adoption.Journey(server)
        adoption.test_the_pks_is_drafted_reviewed_and_signed_on_both_sides(journey)
        steward = journey.person("pengelola")
        installed = wait_until(lambda: can_install(steward), 20, "the release to arrive")
        form = steward.send(installed.form("/pasang")).form("/sesuaikan")
        changes = {"name/id": "Lapor Karawang", adoption.ROW + "street_light/values/workdays": "4", "_mode": "simpan"}
        assert steward.send(form, **changes, _reason=adoption.REASON).status == 200
        assert steward.send(steward.get(APP).form("/aktifkan")).status == 200
        journey.cases = [Api(server, "karawang").start(**adoption.road()).json() for _ in range(2)]
        yield journey
    finally:
        if server.process.poll() is None:
            server.stop()


def can_install(steward):
    page = steward.get(APP)
    return page if any(form.action.endswith("/pasang") for form in page.forms) else None


def version_of(journey, case):
    """The version under which a case runs: what its officer's story says at the end, or the release of its start."""
    officer = journey.person("verifikasi1")
    return officer.get(f"/karawang/petugas/laporan/{case['number']}").text


def test_the_provider_sees_what_is_new_and_publishes_it(journey):
    provider = journey.person("pengelola", "tangerang")
    page = provider.get("/tangerang/bursa/rilis/laksa")
    assert page.status == 200 and "1.1.0" in page.text and "Kabel menjuntai" in page.text
    assert "paling sedikit versi 1.1.0" in page.text, "the version is computed from what changed"
    broken = provider.send(page.form("/rancang"), definition="app: [")
    assert broken.status == 422 and re.search(r"app\.yaml:\d+:\d+", broken.text), broken.text[:900]
    done = provider.send(page.form("/terbitkan"))
    assert done.status == 200 and "1 pengadopsi" in done.text
    assert not [form for form in done.forms if form.action.endswith("/terbitkan")], "a version is published once"


def test_the_adopter_reads_what_is_new_and_decides_in_one_sentence(journey):
    steward = journey.person("pengelola")
    page = wait_until(lambda: (lambda p: p if any(f.action.endswith("/mulai") for f in p.forms) else None)(steward.get(UPGRADE)), 20, "1.1.0")
    assert "1.1.0" in steward.get(APP).text, "the installation says that a version is there"
    page = steward.send(page.form("/mulai"))
    assert "Perlu keputusan" in page.text and "Kabel menjuntai" in page.text and "Lapor Karawang" in page.text
    assert not [form for form in page.forms if form.action.endswith("/ganti")], "nothing is switched while something is open"
    form = page.form("/putuskan")
    assert "Mana yang berlaku?" in page.text
    assert steward.send(form).status == 422, "a choice is asked for"
    name = re.search(r'name="(choice\.[0-9a-f]{64})"', page.html).group(1)
    wrong = steward.send(form, **{name: "own", name.replace("choice", "own"): "dua"})
    assert wrong.status == 422 and "bentuk yang sama" in wrong.text
    settled = steward.send(form, **{name: "own", name.replace("choice", "own"): "3"})
    assert "Siap diganti" in settled.text and "diingat" in settled.text
    again = steward.send(steward.send(settled.form("/batal")).form("/mulai"))
    assert "Siap diganti" in again.text and "Diputuskan" in again.text, "decisions are remembered"
    visitor = Person(journey.server).get("/karawang/layanan/laksa/mulai")
    assert "Kabel menjuntai" not in visitor.text, "meanwhile citizens have the version that runs"


def test_the_pages_hold_on_a_phone_and_on_a_wall_in_both_languages(journey, browser, pictures):
    for width in (360, 1920):
        for script in (True, False):
            window = browser(width, 900, script)
            sign_in(window, journey.server, "pengelola", "karawang")
            for path, name in [(UPGRADE, "upgrade"), (CASES, "moving"), (APP, "installation")]:
                for language in ("id", "en"):
                    window.get(journey.server.url(f"{path}?bahasa={language}"))
                    wide, seen = window.execute_script("return [document.documentElement.scrollWidth, innerWidth]") if script else (0, 0)
                    assert wide <= seen, f"{name} in {language} is {wide} wide at {width}"
                    if script:
                        picture(window, pictures / f"{name}-{language}-{width}.png")


def test_the_switch_is_one_act_and_running_reports_stay_on_theirs(journey):
    steward = journey.person("pengelola")
    page = steward.send(steward.get(UPGRADE).form("/ganti"))
    assert page.status == 200 and "Versi yang berlaku: 1.1.0" in page.text
    assert "Kabel menjuntai" in Person(journey.server).get("/karawang/layanan/laksa/mulai").text
    service = Person(journey.server).get("/karawang/layanan/laksa")
    assert "Lapor Karawang" in service.text, "the local name stays"
    sent = Api(journey.server, "karawang").start(**HANGING)
    assert sent.status_code in (201, 422), sent.text
    assert "menurut versi 1.1.0" not in version_of(journey, journey.cases[0])


def test_running_reports_are_counted_moved_and_taken_back(journey):
    steward = journey.person("pengelola")
    page = steward.get(CASES)
    assert "Akan dipindahkan: 2" in page.text and journey.cases[0]["number"] in page.text
    counted = steward.send(page.form("/perpindahan/laksa"), **{"_mode": "hitung", "clock.verifying": "reset"})
    assert counted.status == 200 and "Akan dipindahkan: 2" in counted.text, "counting changes nothing"
    steward.send(counted.form("/perpindahan/laksa"), **{"_mode": "pindah"})
    page = wait_until(lambda: (lambda p: p if "2 perkara dipindahkan" in p.text else None)(steward.get(CASES)), 30, "both reports to move")
    assert "Semua perkara berjalan sudah di versi ini." in page.text
    assert "Dilanjutkan menurut versi 1.1.0" in version_of(journey, journey.cases[0])
    citizen = Person(journey.server).get(journey.cases[0]["link"])
    assert citizen.status == 200 and "Dilanjutkan menurut versi 1.1.0" in citizen.text
    steward.send(page.form("/batalkan"))
    wait_until(lambda: "Dibatalkan untuk 2 perkara" in steward.get(CASES).text, 30, "the move to be taken back")
    assert "Dikembalikan ke versi 1.0.0" in version_of(journey, journey.cases[0])


def test_one_act_leads_back(journey):
    steward = journey.person("pengelola")
    page = steward.send(steward.get(UPGRADE).form("/kembali"))
    assert "Versi yang berlaku: 1.0.0" in page.text and "1.1.0" in page.text
    assert "Kabel menjuntai" not in Person(journey.server).get("/karawang/layanan/laksa/mulai").text
    assert "Lapor Karawang" in Person(journey.server).get("/karawang/layanan/laksa").text
    outsider = Person(journey.server).get(UPGRADE)
    assert not [form for form in outsider.forms if "/pembaruan/" in form.action], "the pages are the steward's"


def test_the_books_hold_it_all(journey):
    journey.server.stop()
    checked = journey.server.run("verify", "--data", str(journey.server.folder / "data"))
    assert "karawang" in checked.stdout
