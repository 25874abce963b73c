"""A family asks for its card from a phone; the city prepares it for SIAK, notes the number, and each step says why."""

import re

import pytest
from selenium.webdriver.common.by import By

from people import png
from screen import follow, picture, see, sign_in
from test_fields import fill, go_on
from test_pages import check

PAGES = [
    {"kind": ["lost"]},
    {"card": "3671 0101 0110 0001", "head": "Warga Contoh", "head_nik": "3671 0155 0590 0001"},
    {"home.street": "Jalan Contoh 1", "home.rt": "1", "home.rw": "2", "home.region": ["36.71.01.1001"]},
]
CONTACT = {"applicant_name": "Warga Contoh", "applicant_nik": "3671 0155 0590 0001", "applicant_phone": "0812-3456-7890",
           "applicant_email": "warga@contoh.id"}


@pytest.fixture(scope="module")
def request_(demo, windows, tmp_path_factory, axe, pictures):
    """The request as its citizen sends it: one thing a page, with a photo of the paper; gives number, link and what was wrong."""
    paper = tmp_path_factory.mktemp("paper") / "surat.png"
    paper.write_bytes(png())
    phone = windows(360, 640, True)
    phone.get("about:blank")
    phone.execute_cdp_cmd("Network.clearBrowserCookies", {})
    phone.get(demo.url("/tangerang/layanan/kartu-keluarga?bahasa=id"))
    assert "Gratis" in see(phone, "main").text and "SIAK" in see(phone, "main").text
    phone.get(demo.url("/tangerang/layanan/kartu-keluarga/mulai?bahasa=id"))
    for answers in PAGES:
        fill(phone, answers)
        go_on(phone)
    phone.find_element(By.CSS_SELECTOR, "main input[type=file]").send_keys(str(paper))
    go_on(phone)
    if not phone.find_elements(By.CSS_SELECTOR, "main [name=applicant_name]"):
        go_on(phone)
    fill(phone, CONTACT)
    go_on(phone)
    assert phone.current_url.endswith("/periksa"), see(phone, "main").text
    picture(phone, pictures / "kk-check.png")
    follow(phone, "main form[method=post] .buttons button, main form[method=post] > button.button")
    number = re.search(r"KK-\d{4}-\d{6}", see(phone, "main").text).group(0)
    picture(phone, pictures / "kk-sent.png")
    phone.get(demo.url(f"/tangerang/lacak/{number}"))
    return number, phone


def test_the_whole_way_of_a_family_card(demo, request_, browser, axe, pictures):
    number, phone = request_
    wrong = []
    for language in ("id", "en"):
        phone.get(demo.url(f"/tangerang/lacak/{number}/alasan?bahasa={language}"))
        said = see(phone, "main").text
        assert ("Mengapa begini?" if language == "id" else "Why is it so?") in said
        assert ("Siapa pun boleh mengajukan" if language == "id" else "Anybody may ask") in said
        assert "1 hari kerja" in said if language == "id" else "1 workday" in said
        assert "3671 0155" not in said and "81234567890" not in said, "personal answers are not repeated"
        wrong += check(phone, demo, f"/tangerang/lacak/{number}/alasan", axe, [(320, 640), (360, 640)])
        picture(phone, pictures / f"kk-why-{language}.png")

    desk = browser(1920, 1080)
    sign_in(desk, demo, "kartu-keluarga.operator")
    here = demo.url(f"/tangerang/petugas/laporan/{number}")
    desk.get(here)
    act(desk, "verify")
    desk.get(here)
    boxes = {row.find_element(By.TAG_NAME, "label").text: row.find_element(By.TAG_NAME, "input").get_attribute("value")
             for row in desk.find_elements(By.CSS_SELECTOR, ".national__row")}
    assert boxes["NIK kepala keluarga"] == "3671015505900001" and boxes["Nomor KK"] == "3671010101100001", boxes
    assert boxes["Jenis permohonan"] == "KK hilang"
    picture(desk, pictures / "kk-panel.png")
    wrong += check(desk, demo, f"/tangerang/petugas/laporan/{number}", axe, [(360, 640), (1920, 1080)])
    desk.get(here)
    act(desk, "enter", siak_number="12")
    assert "Ini bukan nomor SIAK" in see(desk, "[role=alert]").text
    act(desk, "enter", siak_number="3671-KK-24112026-0001")
    desk.get(here + "/alasan")
    assert "Nyatakan lengkap" in see(desk, "main").text or "Catat nomor SIAK" in see(desk, "main").text

    signer = browser(1920, 1080)
    sign_in(signer, demo, "kartu-keluarga.signer")
    signer.get(here)
    act(signer, "issue")
    assert "Terbit" in see(signer, "main").text
    assert not wrong, "\n".join(wrong[:40])


def act(driver, action, **answers):
    form = see(driver, f"details.act[data-act={action}]")
    if not form.get_attribute("open"):
        driver.execute_script("arguments[0].open = true", form)
    for name, value in answers.items():
        box = form.find_element(By.NAME, name)
        box.clear()
        box.send_keys(value)
    follow(driver, f"details.act[data-act={action}] form button.button:not([name])")
