"""Money from the citizen's side: a bill, the simulator of a bank, the confirmation, the receipt; and what banks and forgers send."""

import base64
import hashlib
import hmac
import json
import re
import time

import requests

from lumbung import Api
from people import Page, Person

HALL = {"hall": "assembly_hall", "day": "2099-01-16", "from_hour": "08:00", "hours": 4, "people": 150, "event": "Rapat warga",
        "applicant_name": "Warga Contoh", "applicant_phone": "0812-3456-7890"}
LAND = {"address": "Jalan Contoh 1", "land_area": "200", "building_area": "100",
        "payer_name": "Warga Contoh", "payer_phone": "0812-3456-7890"}


def act(server, login, number, action, **answers):
    officer = Person(server)
    officer.sign_in(login)
    page = officer.get(f"/tangerang/petugas/laporan/{number}")
    done = officer.send(page.form(f"/{action}"), **answers)
    assert done.status == 200, done.text[:500]
    return done


def billed(server):
    """A hall that is approved and billed: its number, its secret link, the code to pay with."""
    started = Api(server).start("sewa-gor", **HALL)
    assert started.status_code == 201, started.text
    number, link = started.json()["number"], started.json()["link"]
    act(server, "sewa-gor.officer", number, "take")
    act(server, "sewa-gor.decider", number, "grant", answer="Disetujui untuk dipakai.")
    citizen = Person(server)
    page = citizen.get(link)
    code = re.search(r"\d{4} \d{4} \d{4} \d{2}", page.text).group(0).replace(" ", "")
    return citizen, number, code


def secret(server, channel="bank-uji"):
    steward = Person(server)
    steward.sign_in("pengelola")
    page = steward.get("/tangerang/kelola/pembayaran")
    part = page.html[page.html.index(f">{channel}<"):]
    return base64.b64decode(re.search(r"whsec_([A-Za-z0-9+/=]+)", part).group(1))


def callback(server, key, body, government="tangerang", channel="bank-uji", at=None):
    raw, stamp = json.dumps(body).encode(), str(int(at or time.time()))
    mac = hmac.new(key, f"m1.{stamp}.".encode() + raw, hashlib.sha256).digest()
    return requests.post(server.url(f"/{government}/api/v1/payments/{channel}"), data=raw, timeout=30, headers={
        "Content-Type": "application/json", "webhook-id": "m1", "webhook-timestamp": stamp,
        "webhook-signature": "v1," + base64.b64encode(mac).decode()})


def test_a_hall_is_paid_in_the_simulator_and_confirmed(demo, browser, axe, pictures):
    """Apply, approve, bill, pay in the simulator on a phone, confirmed, receipt."""
    citizen, number, code = billed(demo)
    driver = browser(360, 740)
    driver.get(demo.url("/tangerang/"))
    for cookie in citizen.session.cookies:
        driver.add_cookie({"name": cookie.name, "value": cookie.value, "path": "/"})
    driver.get(demo.url(f"/tangerang/lacak/{number}"))
    words = driver.find_element("tag name", "main").text
    assert "Rp400.000" in words and "empat ratus ribu rupiah" in words
    assert driver.execute_script("return document.documentElement.scrollWidth") <= 360
    driver.save_screenshot(str(pictures / "money-bill-360.png"))
    assert axe(driver) == []
    driver.find_element("css selector", "a[href*='demo/bayar/bank-uji']").click()
    driver.save_screenshot(str(pictures / "money-simulator-360.png"))
    driver.find_element("css selector", "form[action*='demo/bayar'] button").click()
    assert "200 lunas" in driver.find_element("tag name", "main").text
    driver.get(demo.url(f"/tangerang/lacak/{number}?bahasa=en"))
    words = driver.find_element("tag name", "main").text
    assert "Confirmed" in words and "Paid" in words
    driver.save_screenshot(str(pictures / "money-paid-360.png"))
    driver.find_element("css selector", "a[href*='/kuitansi/']").click()
    assert code + "-1" in driver.page_source
    driver.save_screenshot(str(pictures / "money-receipt-360.png"))
    assert axe(driver) == []
    pdf = citizen.session.get(demo.url(f"/tangerang/lacak/{number}/kuitansi/{code}-1.pdf"), timeout=60)
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")
    assert requests.get(demo.url(f"/tangerang/lacak/{number}/kuitansi/{code}-1"), timeout=30).status_code == 404


def test_forged_late_and_repeated_news_of_a_payment(demo):
    _, number, code = billed(demo)
    key = secret(demo)
    news = {"government": "36.71", "bill": code, "amount": 399_999, "reference": "BANK-" + code, "paid_at": "2026-11-24T09:00:00+07:00"}
    assert callback(demo, b"x" * 32, news).status_code == 401
    assert callback(demo, key, news, at=time.time() - 3_600).status_code == 401
    assert callback(demo, key, news, government="karawang").status_code == 401
    assert callback(demo, key, news, channel="qris-uji").status_code == 401
    assert callback(demo, key, {**news, "government": "32.15"}).status_code == 422
    assert callback(demo, key, {**news, "amount": 1.5}).status_code == 422
    first = callback(demo, key, news)
    assert first.status_code == 200 and first.json()["result"] == "partial" and first.json()["remaining"] == 1
    for _ in range(20):
        again = callback(demo, key, news)
        assert (again.status_code, again.json()) == (200, first.json())
    assert callback(demo, key, {**news, "amount": 5}).status_code == 409
    assert callback(demo, key, {**news, "bill": "20260000000000", "reference": "S-" + code}).status_code == 202
    assert Api(demo).case(number).status_code in (200, 404)


def test_the_treasurer_sees_bills_and_compares_with_the_bank(demo, browser, axe, pictures):
    _, _, code = billed(demo)
    key = secret(demo)
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 7 * 3_600))
    at = time.strftime("%Y-%m-%dT%H:%M:%S+07:00", time.gmtime(time.time() + 7 * 3_600))
    news = {"government": "36.71", "bill": code, "amount": 400_001, "reference": "R-" + code, "paid_at": at}
    assert callback(demo, key, news).json()["result"] == "over"
    treasurer = Person(demo)
    treasurer.sign_in("bendahara")
    page = treasurer.get("/tangerang/petugas/bendahara")
    assert page.status == 200 and "Rp1" in page.text
    done = treasurer.send(page.form(f"kembali/{code}"), reference="TRF-1")
    assert done.status == 200 and "Tercatat" in done.text, done.text[:400]
    page = treasurer.get("/tangerang/petugas/bendahara/rekonsiliasi")
    lines = f"reference,bill,amount,paid_at\nR-{code},{code},400000,{at}\nX-{code},{code},7,{at}\n"
    report = treasurer.send(page.form("rekonsiliasi"), channel="bank-uji", day=day, lines=lines)
    assert "Jumlah berbeda" in report.text and "Ada di bank, tidak di buku" in report.text
    form = report.form("rekonsiliasi")
    csv = treasurer.session.post(demo.url(form.action), timeout=30, data=form.sent({"channel": "bank-uji", "day": day, "lines": lines, "as": "csv"}))
    assert csv.headers["Content-Type"].startswith("text/csv") and "amount_differs,R-" + code in csv.text
    stranger = Person(demo)
    stranger.sign_in("dishub1")
    assert stranger.get("/tangerang/petugas/bendahara").status == 403
    driver = browser(1920, 1080)
    driver.get(demo.url("/tangerang/petugas/masuk"))
    for cookie in treasurer.session.cookies:
        driver.add_cookie({"name": cookie.name, "value": cookie.value, "path": "/"})
    driver.get(demo.url("/tangerang/petugas/bendahara"))
    driver.save_screenshot(str(pictures / "money-treasury-1920.png"))
    assert axe(driver) == []


def test_a_property_tax_is_billed_objected_to_and_paid(demo, browser, pictures):
    started = Api(demo).start("pbb", **LAND)
    assert started.status_code == 201, started.text
    number, link = started.json()["number"], started.json()["link"]
    act(demo, "pbb.officer", number, "assess", land_value="1000000", building_value="2000000", free_part="ya")
    act(demo, "pbb.decider", number, "issue")
    driver = browser(360, 740)
    driver.get(demo.url(link))
    words = driver.find_element("tag name", "main").text
    assert "Rp390.000" in words and "NJOPTKP" in words
    assert driver.execute_script("return document.documentElement.scrollWidth") <= 360
    driver.save_screenshot(str(pictures / "pbb-bill-360.png"))
    driver.find_element("css selector", "a[href*='demo/bayar/qris-uji']").click()
    driver.find_element("css selector", "form[action*='demo/bayar'] button").click()
    assert "200 lunas" in driver.find_element("tag name", "main").text
    driver.get(demo.url(f"/tangerang/lacak/{number}"))
    assert "Lunas" in driver.find_element("tag name", "main").text
    driver.save_screenshot(str(pictures / "pbb-paid-360.png"))
