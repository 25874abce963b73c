"""The citizen's way in a browser: with and without JavaScript, on a phone, in both languages, to the end and back."""

import re

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from lumbung import Api, report, wait_until
from people import Person, one_time_code, png
from screen import follow, gone, picture, press, see, sign_in


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    path = tmp_path_factory.mktemp("photo") / "jalan.png"
    path.write_bytes(png(1200, 900))
    return path


@pytest.fixture
def verifier(demo):
    return Api(demo, token=demo.tokens()["tangerang/verifier"])


@pytest.fixture
def handler(demo):
    return Api(demo, token=demo.tokens()["tangerang/handler/dishub"])


def fill(driver, css, text):
    box = see(driver, css)
    box.clear()
    box.send_keys(text)


def choose(driver, value):
    """Ticks a radio button by keyboard."""
    box = driver.find_element(By.CSS_SELECTOR, f"input[value='{value}']")
    box.send_keys(Keys.SPACE)
    assert box.is_selected()


def go_on(driver):
    follow(driver, "main form[method=post] .buttons button, main form[method=post] > button.button")


def test_a_phone_without_javascript_reports_from_home_to_receipt(demo, browser, photo, pictures, verifier):
    phone = browser(360, 640, script=False)
    phone.get(demo.url("/tangerang/"))
    picture(phone, pictures / "home-360.png")
    follow(phone, ".hero a.button")
    if "/mulai" not in phone.current_url:
        follow(phone, "a[href$='/mulai']")
    picture(phone, pictures / "form-category-360.png")
    choose(phone, "road_damage")
    go_on(phone)
    see(phone, "[name='location.village'] option[value='36.71.01.1007']").click()
    fill(phone, "[name='location.landmark']", "Depan Pasar Anyar")
    picture(phone, pictures / "form-place-360.png")
    go_on(phone)
    picture(phone, pictures / "form-photos-360.png")
    see(phone, "input[type=file]").send_keys(str(photo))
    go_on(phone)
    fill(phone, "textarea[name=description]", "Jalan berlubang sejak seminggu, dalamnya kira-kira 20 cm.")
    go_on(phone)
    picture(phone, pictures / "form-contact-360.png")
    choose(phone, "ya")
    go_on(phone)
    picture(phone, pictures / "form-check-360.png")
    words = see(phone, "main").text
    assert "Depan Pasar Anyar" in words and "Sukasari" in words and "sejak seminggu" in words
    assert phone.find_elements(By.CSS_SELECTOR, "main .photos img")
    go_on(phone)
    picture(phone, pictures / "receipt-360.png")
    number = see(phone, ".receipt__number").text
    assert re.fullmatch(r"LAKSA-\d{4}-\d{6}", number)
    assert see(phone, ".qr img") and see(phone, "a[href*='k=']")
    case = verifier.case(number).json()
    assert case["state"] == "received" and len(case["data"]["photos"]) == 1 and case["village"] == "36.71.01.1007"
    link = see(phone, "a[href*='k=']").get_attribute("href")
    phone.execute_cdp_cmd("Network.clearBrowserCookies", {})
    phone.get(link)
    assert "k=" not in phone.current_url, "the secret is dropped from the address"
    assert "sejak seminggu" in see(phone, "main").text
    picture(phone, pictures / "case-360.png")


def test_with_javascript_a_place_is_picked_by_keyboard_alone(demo, browser, photo, pictures):
    phone = browser()
    phone.get(demo.url("/tangerang/layanan/laksa/mulai?category=street_light"))
    go_on(phone)
    button = see(phone, "[data-place-open]")
    button.send_keys(Keys.ENTER)
    see(phone, ".map-arrows button")
    wait_until(lambda: phone.find_elements(By.CSS_SELECTOR, "[data-place-map] svg path"), 15, "the areas on the map")
    point = phone.find_element(By.CSS_SELECTOR, "[data-place-point]")
    arrows = phone.find_elements(By.CSS_SELECTOR, ".map-arrows button")
    arrows[0].send_keys(Keys.ENTER)
    first = wait_until(lambda: point.get_attribute("value"), 5, "the point of the map")
    arrows[0].send_keys(Keys.ENTER)
    wait_until(lambda: point.get_attribute("value") != first, 5, "the point to move north")
    assert float(point.get_attribute("value").split(",")[0]) > float(first.split(",")[0])
    picture(phone, pictures / "form-map-360.png")
    fill(phone, "[data-place-point]", "-6.18258, 106.63729")
    go_on(phone)
    see(phone, "input[type=file]").send_keys(str(photo))
    wait_until(lambda: "1 foto" in see(phone, "[data-photos-note]").text, 15, "the photo to be made small")
    go_on(phone)
    fill(phone, "textarea[name=description]", "Lampu jalan padam di depan pasar.")
    assert wait_until(lambda: "19" in see(phone, ".field__count").text, 5, "the letters that are left")
    go_on(phone)
    choose(phone, "ya")
    go_on(phone)

    # Every "change" leads to its page with the old answer and comes back to the check page.
    for link in [a.get_attribute("href") for a in phone.find_elements(By.CSS_SELECTOR, ".answers__change a")]:
        phone.get(link)
        see(phone, "main form[method=post]")
        if "/description" in link:
            assert see(phone, "textarea").get_attribute("value") == "Lampu jalan padam di depan pasar."
            fill(phone, "textarea", "Lampu jalan padam, tiang nomor 12.")
        if "/category" in link:
            assert phone.find_element(By.CSS_SELECTOR, "input[value=street_light]").is_selected()
        go_on(phone)
        assert phone.current_url.endswith("/periksa"), link
    assert "tiang nomor 12" in see(phone, ".answers").text
    go_on(phone)
    assert see(phone, ".receipt__number").text.startswith("LAKSA-")


def test_the_error_summary_has_the_focus_and_leads_to_the_field(demo, browser, pictures):
    phone = browser()
    phone.get(demo.url("/tangerang/layanan/laksa/mulai"))
    go_on(phone)
    summary = wait_until(lambda: phone.switch_to.active_element if "errors" in (phone.switch_to.active_element.get_attribute("class") or "") else None,
                         5, "the focus to be on the error summary")
    picture(phone, pictures / "form-error-360.png")
    link = summary.find_element(By.CSS_SELECTOR, "a[href^='#']")
    link.send_keys(Keys.ENTER)
    field = link.get_attribute("href").split("#")[1]
    wait_until(lambda: phone.switch_to.active_element.get_attribute("id") == field, 5, "the focus to be on the field")
    assert phone.title.startswith("Galat:"), phone.title
    assert phone.find_elements(By.CSS_SELECTOR, ".field--wrong .field__error")


def test_the_language_is_one_click_and_stays(demo, browser):
    phone = browser()
    phone.get(demo.url("/tangerang/layanan/laksa"))
    assert phone.find_element(By.CSS_SELECTOR, "html").get_attribute("lang") == "id"
    follow(phone, "header a[hreflang=en]")
    assert phone.find_element(By.CSS_SELECTOR, "html").get_attribute("lang") == "en"
    assert "/tangerang/layanan/laksa" in phone.current_url and "Service standard" in see(phone, "main").text
    phone.get(demo.url("/tangerang/lacak"))
    assert phone.find_element(By.CSS_SELECTOR, "html").get_attribute("lang") == "en"
    follow(phone, "header a[hreflang=id]")
    assert "Lacak" in see(phone, "h1").text


def test_the_case_page_follows_and_the_holder_confirms_or_reopens(demo, browser, verifier, handler, pictures):
    case = Api(demo).start(**report()).json()
    number = case["number"]
    phone = browser()
    phone.get(demo.url(case["link"]))
    see(phone, ".timeline")
    phone.execute_script("window.stillHere = true")

    def act(caller, action, **data):
        done = caller.act(number, action, verifier.case(number).json()["version"], **data)
        assert done.status_code == 200, done.text
        return done

    act(verifier, "verify")
    see(phone, ".timeline", "dinyatakan lengkap", seconds=5)
    act(verifier, "dispatch", agency="dishub")
    see(phone, ".timeline", "Diteruskan ke", seconds=5)
    answer(demo, number)
    see(phone, ".timeline", "Dijawab", seconds=5)
    assert phone.execute_script("return window.stillHere"), "the page must not have been loaded anew"
    picture(phone, pictures / "case-answered-360.png")

    see(phone, "summary", "Buka kembali").click()
    follow(phone, "form[action$='/reopen'] button")
    assert see(phone, ".errors"), "the reason is asked for"
    reason = see(phone, "form[action$='/reopen'] textarea, form[action$='/reopen'] input[name=_reason]")
    reason.send_keys("Masih padam pada malam hari.")
    follow(phone, "form[action$='/reopen'] button")
    assert verifier.case(number).json()["state"] == "in_progress"

    answer(demo, number)
    see(phone, "summary", "Nyatakan selesai", seconds=10).click()
    choose(phone, "5")
    see(phone, "form[action$='/confirm'] textarea").send_keys("Terima kasih, sudah terang.")
    follow(phone, "form[action$='/confirm'] button")
    closed = verifier.case(number).json()
    assert closed["state"] == "closed"
    assert "terang" in see(phone, "main").text or "Tercatat" in see(phone, "main").text
    picture(phone, pictures / "case-closed-360.png")


def answer(demo, number):
    """The officer of the agency answers with a photo, on the desk's own page."""
    officer = Person(demo)
    officer.sign_in("dishub1")
    page = officer.get(f"/tangerang/petugas/laporan/{number}")
    done = officer.send(page.form("/answer"), files=[("proof", "bukti.png", png(), "image/png")],
                        answer="Lampu sudah diganti dengan yang baru hari ini.")
    assert done.status == 200, done.text[:600]


def test_who_signs_in_by_phone_sees_their_reports(demo, browser, pictures):
    phone_number = "0899-0000-4321"
    number = Api(demo).start(**report(contact_name="Warga Contoh", contact_phone=phone_number)).json()["number"]
    phone = browser()
    phone.get(demo.url("/tangerang/masuk"))
    fill(phone, "input[name=phone]", phone_number)
    go_on(phone)

    fill(phone, "input[name=code]", wait_until(lambda: one_time_code(demo, phone_number), 10, "the message with the code"))
    go_on(phone)
    assert number in see(phone, "main").text
    picture(phone, pictures / "account-360.png")
    follow(phone, "form[action$='/keluar'] button")
    phone.get(demo.url("/tangerang/akun"))
    assert "/masuk" in phone.current_url


def test_the_demo_lets_a_visitor_in_with_one_click(demo, browser, pictures):
    wide = browser(1920, 1080)
    wide.get(demo.url("/"))
    picture(wide, pictures / "start-1920.png")
    sign_in(wide, demo, "verifikasi1")
    assert "/tangerang/petugas" in wide.current_url
