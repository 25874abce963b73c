"""A form with every type of answer, in a browser: without scripts and with them, on a phone, in both languages, then at the desk."""

import re

import pytest
import requests
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from lumbung import ROOT, Server
from screen import follow, picture, see
from test_pages import check

APPLICATION = ROOT / "Tests" / "Applications" / "every-field"
#: What somebody types, page by page; a list ticks or chooses. Files are left out: photos have tests of their own.
PAGES = [
    {"title": "Rumah kami", "story": "Retak sejak gempa.", "website": "contoh.id"},
    {"aid": ["water", "road"], "school": ["smp_4", "smp_1"], "kind": ["small"], "agrees": ["ya"], "stars": ["4"]},
    {"people_count": "4", "width": "1.250,5", "price": "Rp 1.250.000", "day": "2099-11-30", "hour": "8.30",
     "stay.from": "24/11/2026", "stay.until": "31 Desember 2026"},
    {"applicant": "Suharti", "phone": "0812-3456-7890", "mail": "warga@contoh.id", "nik": "3671 9915 0690 0001",
     "family": "3671 0115 0620 0001"},
    {"home.street": "Jl. Satria 1", "home.rt": "3", "home.rw": "5", "home.region": ["36.71.01.1007"], "home.postal_code": "15111",
     "home.landmark": "Depan pasar"},
    {"tax": "01.312.166.0-091.000", "business": "9120 3045 6789 0", "pupil": "0112345678", "servant": "19860926 201505 1 001",
     "vehicle": "b 1234 xyz", "postal": "15111", "earlier": ""},
    {"spot": "-6.178, 106.63"},
    {"field": "-6.17, 106.63\n-6.17, 106.64\n-6.18, 106.64", "way": "-6.17, 106.63\n-6.18, 106.63"},
    {},
    {"office": ["diskominfo"]},
    {"faces.0.name": "Depan", "faces.0.height": "2,5", "faces.0.cost": "500.000"},
]
#: What the check page and the case page say of it.
SHOWN = ["1.250,50", "Rp1.250.000", "08.30 WIB", "24 November 2026 s.d. 31 Desember 2026", "3671 9915 0690 0001", "RT 003/RW 005",
         "Kel. Sukasari", "1. SMPN 4", "0013 1216 6009 1000", "B 1234 XYZ", "Nama sisi: Depan; Tinggi (m): 2,5"]


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """A government of its own with that application alone."""
    server = Server(tmp_path_factory.mktemp("fields"), "serve")
    made = server.run("init", "--data", str(server.folder / "data"), "--government", "36.71", "--name", "Kota Tangerang", "--slug", "tangerang",
                      "--app", str(APPLICATION))
    server.password = re.search(r"kata sandi: (\S+)", made.stdout).group(1)
    yield server.start()
    server.stop()


def fill(driver, answers):
    for name, value in answers.items():
        boxes = driver.find_elements(By.CSS_SELECTOR, f"main [name='{name}']")
        assert boxes, f"{driver.current_url} does not ask for {name}"
        if boxes[0].tag_name == "select":
            for box, wanted in zip(boxes, value):
                box.find_element(By.CSS_SELECTOR, f"option[value='{wanted}']").click()
        elif isinstance(value, list):
            for wanted in value:
                box = driver.find_element(By.CSS_SELECTOR, f"main [name='{name}'][value='{wanted}']")
                driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
                box.click()
        elif boxes[0].get_attribute("type") == "date":
            driver.execute_script("arguments[0].value = arguments[1]", boxes[0], value)
        else:
            boxes[0].clear()
            boxes[0].send_keys(value)


def go_on(driver):
    follow(driver, "main form[method=post] .buttons button")


@pytest.mark.parametrize("script, language", [(False, "id"), (True, "en")])
def test_every_type_of_answer_is_asked_checked_and_sent(city, browser, axe, pictures, script, language):
    phone = browser(360, 640, script=script)
    phone.get(city.url(f"/tangerang/layanan/every-field/mulai?bahasa={language}"))
    wrong = []
    for number, answers in enumerate(PAGES):
        picture(phone, pictures / f"fields-{number}-{language}.png")
        if script and "/mulai/" in phone.current_url:
            here = phone.current_url.removeprefix(city.base)
            wrong += check(phone, city, here, axe, [(320, 640), (360, 640)])
        fill(phone, answers)
        before = phone.current_url
        go_on(phone)
        assert phone.current_url != before, see(phone, "main").text
    assert phone.current_url.endswith("/periksa")
    picture(phone, pictures / f"fields-check-{language}.png")
    said = see(phone, "main").text
    if language == "id":
        for text in [*SHOWN, "Lama (hari)", "Enam angka pertama NIK tidak ada pada daftar wilayah sekarang"]:
            assert text in said, f"the check page does not say {text}"
    else:
        wrong += check(phone, city, phone.current_url.removeprefix(city.base), axe, [(320, 640), (360, 640)])
        assert "The first six digits of the NIK are not on today's list of regions" in said
    follow(phone, "main form[method=post] .buttons button, main form[method=post] > button.button")
    number = re.search(r"SEMUA-\d{4}-\d{6}", see(phone, "main").text).group(0)
    phone.get(city.url(f"/tangerang/lacak/{number}?bahasa=id"))
    own = see(phone, "main").text
    assert all(text in own for text in SHOWN), own
    # Who only knows the number sees none of it.
    public = requests.get(city.url(f"/tangerang/lacak/{number}"), timeout=30).text
    assert "Suharti" not in public and "3671 9915" not in public and "Rumah kami" not in public
    assert not wrong, "\n".join(wrong[:40])


def test_rows_are_added_and_removed_and_a_wrong_one_is_named_without_scripts(city, browser):
    phone = browser(360, 640, script=False)
    phone.get(city.url("/tangerang/layanan/every-field/mulai?bahasa=id"))
    for answers in PAGES[:-1]:
        fill(phone, answers)
        go_on(phone)
    fill(phone, {"faces.0.name": "Depan", "faces.0.height": "2,5"})
    follow(phone, "main button[name='_more']")
    fill(phone, {"faces.1.name": "Samping", "faces.1.height": "dua"})
    go_on(phone)
    assert "Sisi, baris 2: Tinggi (m)" in see(phone, "[role=alert]").text
    assert see(phone, "[name='faces.0.name']").get_attribute("value") == "Depan"
    assert see(phone, "[name='faces.1.height']").get_attribute("aria-invalid") == "true"
    follow(phone, "main button[name='_less'][value='faces.1']")
    assert not phone.find_elements(By.CSS_SELECTOR, "[name='faces.1.name']")
    go_on(phone)
    assert phone.current_url.endswith("/periksa")


def test_wrong_answers_say_what_to_write_and_stay_as_typed(city, browser):
    phone = browser(360, 640, script=False)
    phone.get(city.url("/tangerang/layanan/every-field/mulai?bahasa=id"))
    for answers in PAGES[:3]:
        fill(phone, answers)
        go_on(phone)
    fill(phone, {**PAGES[3], "nik": "3671 0132 0690 0001", "family": "12"})
    go_on(phone)
    said = see(phone, "[role=alert]").text
    assert "Angka ke-7 sampai ke-12 NIK bukan tanggal lahir" in said and "Nomor KK terdiri atas 16 angka; Anda menulis 2" in said
    assert see(phone, "[name=nik]").get_attribute("value") == "3671 0132 0690 0001"
    assert see(phone, "[name=applicant]").get_attribute("value") == "Suharti"


@pytest.mark.parametrize("width, language", [(360, "id"), (1920, "en")])
def test_an_area_is_drawn_by_keyboard_alone(city, browser, pictures, width, language):
    """The map opens, moves and takes points by buttons; the list of points follows, and the last point can be taken back."""
    screen = browser(width, 900)
    screen.get(city.url(f"/tangerang/layanan/every-field/mulai?bahasa={language}"))
    for answers in PAGES[:7]:
        fill(screen, answers)
        go_on(screen)
    area = screen.find_element(By.CSS_SELECTOR, "[data-kind=area]")

    def press(name, index=None):
        found = area.find_elements(By.CSS_SELECTOR, name)
        button = found[index or 0]
        screen.execute_script("arguments[0].focus()", button)
        assert screen.switch_to.active_element == button, "a button of the map cannot be reached by keyboard"
        button.send_keys(Keys.ENTER)

    points = area.find_element(By.TAG_NAME, "textarea")
    note = area.find_element(By.CSS_SELECTOR, "[data-shape-note]")
    press("[data-shape-open]")
    WebDriverWait(screen, 15).until(lambda _: area.find_elements(By.CSS_SELECTOR, ".shape__cross"))
    tools = "[data-shape-tools] button"
    press(tools, 0)
    for arrow in (3, 6, 3, 4, 6, 4):  # up and right, …: north, east
        press(tools, arrow)
        press(tools, 0)
    drawn = points.get_property("value").splitlines()
    assert len(drawn) == 7, drawn
    press("[data-shape-undo]")
    assert points.get_property("value").splitlines() == drawn[:6]
    press("[data-shape-clear]")
    assert points.get_property("value") == ""
    points.send_keys("-6.17, 106.63\n-6.17, 106.64\n-6.18, 106.64")
    assert "3 " in note.text and "m²" in note.text, note.text
    screen.execute_script("arguments[0].scrollIntoView()", area)
    screen.save_screenshot(str(pictures / f"fields-area-{width}-{language}.png"))
