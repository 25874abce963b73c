"""An advertising sign permit in a browser: a shopkeeper applies on a phone, officers of three agencies act on the desk, two branches
go on side by side and come together, the permit is issued."""

import datetime
import re

import pytest
import requests
from selenium.webdriver.common.by import By

from lumbung import wait_until
from people import png
from screen import follow, picture, see, sign_in
from test_fields import fill, go_on

PDF = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
       b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\n"
       b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
       b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n")


def pages(stands_from):
    """What the shopkeeper types, by the name of a question on its page."""
    return [
        {"sign_kind": ["billboard"]},
        {"wording": "Toko Contoh buka setiap hari"},
        {"faces.0.width": "4", "faces.0.height": "2,5"},
        {"stands_from": stands_from, "duration_days": "90"},
        {"site": "-6.18258, 106.63729"},
        {"road_class": ["arterial"]},
        {"land": ["own"]},
        {"applicant_name": "Warga Contoh", "applicant_nik": "3671011506900001", "applicant_phone": "0812-3456-7890"},
        {"business_name": "Toko Contoh", "nib": "9120304567890"},
        {"drawing": None},
    ]


def answer_pages(phone, answers, drawing):
    """Answers each page by what it asks, in whatever order the form has them."""
    for _ in range(len(answers) + 2):
        if phone.current_url.endswith("/periksa"):
            return
        here = next((page for page in answers
                     if phone.find_elements(By.CSS_SELECTOR, f"main [name='{next(iter(page))}']")), None)
        assert here, f"nothing to answer on {phone.current_url}: {see(phone, 'main').text[:400]}"
        if "drawing" in here:
            phone.find_element(By.CSS_SELECTOR, "main input[type=file][name='drawing']").send_keys(str(drawing))
        else:
            fill(phone, here)
        before = phone.current_url
        go_on(phone)
        assert phone.current_url != before, see(phone, "main").text
    raise AssertionError(f"no end: {phone.current_url}")


def act(desk, action, files=(), **answers):
    """Takes one action on the case's page at the desk."""
    box = f"[data-act={action}]"
    summary = see(desk, f"{box} summary")
    desk.execute_script("arguments[0].closest('details').open = true", summary)
    for name, value in answers.items():
        name = name.replace("__", ".")
        fields = desk.find_elements(By.CSS_SELECTOR, f"{box} [name='{name}']")
        assert fields, f"{action} does not ask for {name}"
        if fields[0].get_attribute("type") == "radio":
            one = desk.find_element(By.CSS_SELECTOR, f"{box} [name='{name}'][value='{value}']")
            desk.execute_script("arguments[0].click()", one)
        elif fields[0].tag_name == "select":
            fields[0].find_element(By.CSS_SELECTOR, f"option[value='{value}']").click()
        elif fields[0].get_attribute("type") == "date":
            desk.execute_script("arguments[0].value = arguments[1]", fields[0], value)
        else:
            fields[0].clear()
            fields[0].send_keys(value)
    for name, path in files:
        desk.find_element(By.CSS_SELECTOR, f"{box} input[type=file][name='{name}']").send_keys(str(path))
    follow(desk, f"{box} form button.button:not([name])")
    assert not desk.find_elements(By.CSS_SELECTOR, ".errors"), see(desk, ".errors").text


def signed_letter(phone, demo, number):
    """The address of the signed permit on the shopkeeper's page, or None while it waits for its signature."""
    phone.get(demo.url(f"/tangerang/lacak/{number}?bahasa=id"))
    links = phone.find_elements(By.CSS_SELECTOR, ".issued a.button")
    return links[0].get_attribute("href") if links else None


def as_shopkeeper(browser, demo, cookies):
    """The phone again, with the cookies of whoever applied."""
    phone = browser(360, 640)
    phone.get(demo.url("/tangerang/"))
    for cookie in cookies:
        phone.add_cookie({"name": cookie["name"], "value": cookie["value"], "path": cookie["path"]})
    return phone


def at_desk(browser, demo, login, number):
    desk = browser(1920, 1080)
    sign_in(desk, demo, login)
    desk.get(demo.url(f"/tangerang/petugas/laporan/{number}"))
    return desk


def test_a_sign_is_permitted_from_the_phone_to_the_permit(demo, browser, pictures, tmp_path):
    drawing, photo = tmp_path / "gambar.pdf", tmp_path / "lokasi.png"
    drawing.write_bytes(PDF)
    photo.write_bytes(png())
    today = datetime.date.today()
    phone = browser(360, 640)
    phone.get(demo.url("/tangerang/layanan/izin-reklame?bahasa=id"))
    picture(phone, pictures / "permit-service.png")
    phone.get(demo.url("/tangerang/layanan/izin-reklame/mulai"))
    answer_pages(phone, pages((today + datetime.timedelta(days=40)).isoformat()), drawing)
    picture(phone, pictures / "permit-check.png")
    said = see(phone, "main").text
    # 10 m² for 90 days on an arterial road: 10 × 90 × Rp18.000 × 25 %.
    assert "10,00" in said and "Rp4.050.000" in said, said
    follow(phone, "main form[method=post] .buttons button, main form[method=post] > button.button")
    number = re.search(r"REK-\d{4}-\d{6}", see(phone, "main").text).group(0)
    own = phone.get_cookies()

    desk = at_desk(browser, demo, "izin-reklame.front-office", number)
    act(desk, "accept")
    assert "Peninjauan lokasi" in see(desk, ".branches").text

    # Each finds it in their own list, by the branch that waits for them.
    desk = browser(1920, 1080)
    sign_in(desk, demo, "izin-reklame.inspector")
    desk.get(demo.url("/tangerang/petugas/?saya=1"))
    assert number in see(desk, "[data-cases]").text
    desk = browser(1920, 1080)
    sign_in(desk, demo, "izin-reklame.reviewer")
    desk.get(demo.url("/tangerang/petugas/?saya=1"))
    assert number in see(desk, "[data-cases]").text
    picture(desk, pictures / "permit-desk-list.png", whole=False)
    desk.get(demo.url(f"/tangerang/petugas/laporan/{number}"))
    picture(desk, pictures / "permit-desk-case.png")
    act(desk, "review", technical_verdict="fits", technical_note="Konstruksi memadai dan sesuai tata ruang.")
    rows = see(desk, ".branches").text
    assert "Menunggu peninjauan" in rows and "Sudah dinilai" in rows, rows
    desk.get(demo.url("/tangerang/petugas/?saya=1"))
    assert number not in see(desk, "main").text

    # The shopkeeper sees both lines.
    phone = as_shopkeeper(browser, demo, own)
    phone.get(demo.url(f"/tangerang/lacak/{number}?bahasa=id"))
    picture(phone, pictures / "permit-branches-360.png")
    rows = see(phone, ".branches").text
    assert "Peninjauan lokasi" in rows and "Sudah dinilai" in rows, rows
    phone.get(demo.url(f"/tangerang/lacak/{number}?bahasa=en"))
    assert "Site visit" in see(phone, ".branches").text

    desk = at_desk(browser, demo, "izin-reklame.inspector", number)
    inspect(desk, photo)
    assert not desk.find_elements(By.CSS_SELECTOR, ".branches")
    assert "Menunggu keputusan" in see(desk, ".case-head").text
    act(at_desk(browser, demo, "izin-reklame.decider", number), "approve")

    # The tax is billed to the rupiah and paid at the demo's bank.
    phone = as_shopkeeper(browser, demo, own)
    phone.get(demo.url(f"/tangerang/lacak/{number}?bahasa=id"))
    picture(phone, pictures / "permit-bill-360.png")
    assert "Rp4.050.000" in see(phone, ".bill").text
    follow(phone, "a[href*='demo/bayar/bank-uji']")
    follow(phone, "form[action*='demo/bayar'] button")
    desk = at_desk(browser, demo, "izin-reklame.signer", number)
    act(desk, "issue")
    assert "Izin terbit" in see(desk, ".case-head").text

    phone = as_shopkeeper(browser, demo, own)
    letter = wait_until(lambda: signed_letter(phone, demo, number), 120, "the permit to be printed and signed")
    picture(phone, pictures / "permit-issued-360.png")
    assert "Izin terbit" in see(phone, "main").text
    session = requests.Session()
    for cookie in own:
        session.cookies.set(cookie["name"], cookie["value"], path=cookie["path"])
    pdf = session.get(letter, timeout=60)
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")
    (pictures / "permit.pdf").write_bytes(pdf.content)
    # Anybody with the paper in hand may check it, and reads nothing of the person.
    follow(phone, ".issued a[href*='/dok/']")
    picture(phone, pictures / "permit-verify-360.png")
    said = see(phone, "main").text
    assert "Papan atau billboard" in said and "Warga Contoh" not in said, said


def inspect(desk, photo):
    """The report of the visit: three rows of the checklist, added one by one, and a photo."""
    box = "[data-act=inspect]"
    desk.execute_script("document.querySelector('[data-act=inspect]').open = true")
    for _ in range(6):
        if desk.find_elements(By.CSS_SELECTOR, f"{box} [name='checks.2.passed']"):
            break
        follow(desk, f"{box} button[name='_more']")
        desk.execute_script("document.querySelector('[data-act=inspect]').open = true")
    answers = {f"checks__{row}__{part}": value for row, item in enumerate(["measured", "sidewalk", "visibility"])
               for part, value in [("item", item), ("passed", "ya")]}
    act(desk, "inspect", files=[("site_photos", photo)], site_result="meets", site_report="Ukuran sesuai dan trotoar bebas.", **answers)


@pytest.mark.parametrize("size", [(360, 640), (1920, 1080)])
def test_the_picture_of_the_way_has_a_lane_for_each_branch(demo, browser, pictures, size):
    window = browser(*size)
    window.get(demo.url("/tangerang/layanan/izin-reklame?bahasa=id"))
    window.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    lanes = window.find_elements(By.CSS_SELECTOR, "svg .workflow__branch")
    picture(window, pictures / f"permit-way-{size[0]}.png")
    assert len(lanes) == 2
