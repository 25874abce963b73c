"""The officers' desk: forty cases by keyboard, filters that stay, stale pages that say so, a case entered for somebody else."""

import re

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from lumbung import Api, report, wait_until
from people import Person, png
from screen import follow, gone, picture, press, press_with_control, see, sign_in


@pytest.fixture
def verifier(demo):
    return Api(demo, token=demo.tokens()["tangerang/verifier"])


def here(driver):
    """The number of the row that the keyboard is on."""
    rows = driver.find_elements(By.CSS_SELECTOR, "[data-cases] .is-here")
    return rows[0].get_attribute("data-case") if rows else None


def test_an_officer_verifies_and_dispatches_by_keyboard_alone(demo, browser, verifier, pictures):
    for _ in range(3):
        Api(demo).start(**report())
    desk = browser(1366, 768)
    sign_in(desk, demo, "verifikasi1")
    desk.get(demo.url("/tangerang/petugas/?keadaan=received"))
    see(desk, "[data-cases] [data-case]")
    picture(desk, pictures / "desk-1366.png", whole=False)
    press(desk, "j")
    first = here(desk)
    press(desk, "j")
    second = here(desk)
    assert first and second and first != second
    press(desk, "k")
    assert here(desk) == first
    press(desk, "?")
    assert see(desk, "details.keys dl")
    press(desk, "?")

    desk.execute_script("document.querySelector('[data-cases] .is-here a').focus()")
    page = desk.find_element(By.CSS_SELECTOR, "main")
    press(desk, Keys.ENTER)
    gone(desk, page)
    see(desk, "[data-act=verify]")
    picture(desk, pictures / "desk-case-1366.png", whole=False)
    press(desk, see(desk, "[data-act=verify] [data-key]").get_attribute("data-key"))
    page = desk.find_element(By.CSS_SELECTOR, "main")
    press(desk, Keys.ENTER)
    gone(desk, page)
    see(desk, "[data-act=dispatch]")
    assert verifier.case(first).json()["state"] == "verified"
    press(desk, see(desk, "[data-act=dispatch] [data-key]").get_attribute("data-key"))
    see(desk, "[data-act=dispatch] select, [data-act=dispatch] input[type=radio]")
    page = desk.find_element(By.CSS_SELECTOR, "main")
    press_with_control(desk, Keys.ENTER)
    gone(desk, page)
    wait_until(lambda: verifier.case(first).json()["state"] == "in_progress", 5, "the case to be dispatched as proposed")
    see(desk, "main")
    if "/laporan/" in desk.current_url:
        desk.execute_script("document.activeElement.blur()")
        page = desk.find_element(By.CSS_SELECTOR, "main")
        press(desk, "u")
        gone(desk, page)
    assert "keadaan=received" in desk.current_url, "the way back keeps the filter"


def test_a_filter_stays_over_pages_and_acts(demo, browser):
    desk = browser(1366, 768)
    sign_in(desk, demo, "dpupr1")
    desk.get(demo.url("/tangerang/petugas/"))
    see(desk, "details.desk-filter summary").click()
    select = see(desk, "details.desk-filter select[name=kecamatan], details.desk-filter select[name=keadaan]")
    name = select.get_attribute("name")
    options = [o for o in select.find_elements(By.TAG_NAME, "option") if o.get_attribute("value")]
    chosen = options[0].get_attribute("value")
    options[0].click()
    follow(desk, "details.desk-filter button")
    assert f"{name}={chosen}" in desk.current_url
    rows = desk.find_elements(By.CSS_SELECTOR, "[data-cases] [data-case] a.cases__link")
    if rows:
        follow(desk, "[data-cases] [data-case] a.cases__link")
        follow(desk, "[data-key-go=u]")
        assert f"{name}={chosen}" in desk.current_url


def test_a_list_announces_new_cases_and_does_not_jump(demo, browser):
    desk = browser(1366, 768)
    sign_in(desk, demo, "verifikasi1")
    desk.get(demo.url("/tangerang/petugas/"))
    before = [row.get_attribute("data-case") for row in desk.find_elements(By.CSS_SELECTOR, "[data-cases] [data-case]")]
    wait_until(lambda: "hidup" in (see(desk, "main").get_attribute("innerHTML")).lower() or True, 1, "the page")
    number = Api(demo).start(**report()).json()["number"]
    see(desk, "[data-new]", seconds=10)
    after = [row.get_attribute("data-case") for row in desk.find_elements(By.CSS_SELECTOR, "[data-cases] [data-case]")]
    assert before == after and number not in after


def test_a_stale_page_tells_what_happened_and_keeps_the_words(demo, browser, verifier, pictures):
    number = Api(demo).start(**report()).json()["number"]
    desk = browser(1366, 768)
    sign_in(desk, demo, "verifikasi1")
    desk.get(demo.url(f"/tangerang/petugas/laporan/{number}"))
    see(desk, "[data-act=reject] summary").click()
    box = see(desk, "[data-act=reject] textarea, [data-act=reject] input[name=_reason]")
    box.send_keys("Sudah dilaporkan orang lain kemarin.")
    assert verifier.act(number, "verify", verifier.case(number).json()["version"]).status_code == 200
    page = desk.find_element(By.CSS_SELECTOR, "main")
    desk.find_element(By.CSS_SELECTOR, "[data-act=reject] form .row button").click()
    gone(desk, page)
    told = see(desk, ".errors")
    assert "dinyatakan lengkap" in told.text, told.text
    assert "Sudah dilaporkan orang lain kemarin." in desk.page_source
    picture(desk, pictures / "desk-stale-1366.png")
    assert verifier.case(number).json()["state"] == "verified", "nothing was overwritten"


def test_an_officer_without_javascript_answers_with_proof(demo, verifier):
    number = Api(demo).start(**report()).json()["number"]
    for action, data in [("verify", {}), ("dispatch", {"agency": "dishub"})]:
        assert verifier.act(number, action, verifier.case(number).json()["version"], **data).status_code == 200
    officer = Person(demo)
    officer.sign_in("dishub1")
    page = officer.get(f"/tangerang/petugas/laporan/{number}")
    short = officer.send(page.form("/answer"), answer="Selesai.")
    assert short.status == 422 and short.form("/answer").fields["answer"].strip() == "Selesai."
    done = officer.send(short.form("/answer"), files=[("proof", "bukti.png", png(), "image/png")], answer="Lampu sudah diganti dengan yang baru.")
    assert done.status == 200 and "/laporan/" in done.address
    assert verifier.case(number).json()["state"] == "answered"
    note = officer.send(done.form("catatan") if any("catatan" in f.action for f in done.forms) else done.form("note"), note="Cek lagi minggu depan.")
    assert "Cek lagi minggu depan." in note.text
    citizen = Person(demo)
    assert "Cek lagi" not in citizen.get(f"/tangerang/lacak/{number}").text


def test_a_case_is_entered_for_a_citizen_who_gets_a_slip(demo, browser, verifier, pictures):
    desk = browser(1366, 768)
    sign_in(desk, demo, "loket1")
    desk.get(demo.url("/tangerang/petugas/catat/laksa"))
    picture(desk, pictures / "intake-1366.png")
    for css in ["input[name=_channel][value=counter]", "input[name=category][value=street_light]"]:
        box = desk.find_element(By.CSS_SELECTOR, css)
        label = box.find_element(By.XPATH, "./ancestor::label")
        desk.execute_script("arguments[0].scrollIntoView({block: 'center'})", label)
        label.click()
    see(desk, "[name='location.village'] option[value='36.71.01.1007']").click()
    see(desk, "textarea[name=description]").send_keys("Lampu jalan di depan pos ronda padam, kata Pak RT.")
    follow(desk, "form[enctype] > button.button")
    assert "persetujuan" in see(desk, ".errors").text.lower(), "without consent nothing is sent"
    assert "kata Pak RT" in see(desk, "textarea[name=description]").get_attribute("value")
    box = see(desk, "#consent")
    desk.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
    box.click()
    follow(desk, "form[enctype] > button.button")
    slip = see(desk, ".slip")
    number = re.search(r"LAKSA-\d{4}-\d+", slip.text).group()
    assert see(desk, ".slip__qr").get_property("naturalWidth") > 0
    picture(desk, pictures / "slip-1366.png")
    case = verifier.case(number).json()
    assert case["channel"] == "counter"
    stranger = Person(demo)
    stranger.sign_in("verifikasi1")
    assert stranger.get(f"/tangerang/petugas/catat/laksa/slip/{number}").status in (403, 404), "the link is the citizen's"
