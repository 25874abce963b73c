"""The LIVE Room on wall, console, phone and public page: fast, adding up, honest about its age, light and whole without script.

Checks 1 and 12 of live-room.md §4.1 in full, with the check's own limits; check 2 is in test_room_sums.py, 3 in test_room_resume.py.
"""

import collections
import itertools
import json
import signal
import time

import pytest
import requests
from selenium.webdriver.common.by import By

from lumbung import Api, report, wait_until
from room import officer, own_city, settled
from screen import figure, picture, see, sign_in

REPORTS = 50
DESK_SECONDS, PUBLIC_SECONDS = 2.0, 12.0


@pytest.fixture(scope="module")
def city(tmp_path_factory, small):
    """A server of this file's own, so that nobody else moves its figures."""
    yield from own_city(tmp_path_factory.mktemp("city"), small)


def requests_of(driver):
    """Addresses that a page asked for since the last look."""
    asked = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.append(message["params"]["request"]["url"])
    return asked


# Check 1

#: Notes, in the page, what it shows each time that something in it changes: total, map, list.
CHRONICLE = """
    const screen = document.querySelector("[data-module]");
    window.chronicle = [];
    const note = () => window.chronicle.push({
        at: Date.now() / 1000,
        open: Number(screen.querySelector("[data-figure=open]").dataset.value),
        map: [...screen.querySelectorAll("[data-marks] text")].reduce((sum, mark) => sum + Number(mark.dataset.value), 0),
        news: [...screen.querySelectorAll("[data-list=news] [data-key]")].map((row) => row.dataset.key),
    });
    note();
    new MutationObserver(note).observe(screen, {subtree: true, childList: true, attributes: true, characterData: true});"""


def chronicle(driver):
    return driver.execute_script("return window.chronicle")


def shown_at(notes, sent, has_map):
    """When a screen first showed a report in total, list and map alike; None while it did not."""
    begin = notes[0]
    for note in notes:
        is_counted = note["open"] >= begin["open"] + sent["count"]
        is_placed = not has_map or note["map"] >= begin["map"] + sent["count"]
        if is_counted and is_placed and sent["key"] in note["news"]:
            return note["at"]
    return None


def test_check_1_a_report_is_on_every_screen_at_once(city, browser, pictures):
    wall, console, phone, public = browser(1920, 1080), browser(1366, 768), browser(360, 640), browser(390, 844)
    inside = {wall: "/tangerang/live/dinding", console: "/tangerang/live/", phone: "/tangerang/live/ponsel"}
    for driver, path in inside.items():
        sign_in(driver, city, "ruang")
        driver.get(city.url(path))
        see(driver, "[data-age=hidup]")
    public.get(city.url("/tangerang/live/publik"))
    picture(wall, pictures / "wall-1920.png", whole=False)
    for driver in (*inside, public):
        driver.execute_script(CHRONICLE)
        requests_of(driver)
    citizen, late = Api(city), collections.defaultdict(list)
    sent = []
    for count in range(1, REPORTS + 1):
        begin = time.time()
        case = citizen.start(**report()).json()
        sent.append({"begin": begin, "count": count, "key": str(case["receipt"]["sequence"])})
        for driver in inside:
            seen = wait_until(lambda: shown_at(chronicle(driver), sent[-1], has_map=driver is not phone), 10,
                              f"report {count} in total, list and map of {driver.current_url}")
            late[driver].append(seen - begin)
    base = chronicle(public)[0]["open"]
    wait_until(lambda: figure(public, "open") >= base + REPORTS, PUBLIC_SECONDS + 3, "the last report on the public page")
    notes = chronicle(public)
    outside = [next(n["at"] for n in notes if n["open"] >= base + s["count"]) - s["begin"] for s in sent]
    for driver in (wall, console):
        ordered = sorted(late[driver])
        assert ordered[int(REPORTS * 0.95)] < DESK_SECONDS, (driver.current_url, ordered)
    assert max(outside) < PUBLIC_SECONDS, sorted(outside)
    # Neither a reload nor any other request than the stream; the public page asks for its one file of figures.
    marks = [int(t.get_attribute("data-value")) for t in wall.find_elements(By.CSS_SELECTOR, "[data-marks] text")]
    assert sum(marks) + figure(console, "unplaced") == figure(wall, "open")
    for driver in (*inside, public):
        assert driver.execute_script("return window.chronicle.length > 1"), "the page is still the one that was opened"
    assert not [url for driver in inside for url in requests_of(driver) if "/live/arus" not in url]
    assert {url.split("?")[0] for url in requests_of(public)} <= {city.url("/tangerang/live/publik.json")}
    picture(console, pictures / "room-1366.png")
    picture(phone, pictures / "room-phone-360.png")
    picture(public, pictures / "room-public-390.png")


def test_a_silent_server_is_shown_as_late_and_then_as_lost(city, browser, pictures):
    wall = browser(1920, 1080)
    sign_in(wall, city, "ruang")
    skew = wall.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {
        "source": "{const now = Date.now; window.skew = 0; Date.now = () => now() + window.skew}"})
    try:
        wall.get(city.url("/tangerang/live/dinding"))
        see(wall, "[data-age=hidup]")
        before = figure(wall, "open")
        city.process.send_signal(signal.SIGSTOP)
        wall.execute_script("window.skew = 12000")
        see(wall, "[data-age=tertunda]", seconds=5)
        picture(wall, pictures / "wall-late-1920.png", whole=False)
        wall.execute_script("window.skew = 70000")
        band = see(wall, "[data-age-band]", seconds=5)
        picture(wall, pictures / "wall-lost-1920.png", whole=False)
        assert band.size["width"] == 1920
        sizes = wall.execute_script("return [...arguments[0].querySelectorAll('span')].map(s => parseFloat(getComputedStyle(s).fontSize))", band)
        assert max(sizes) >= 64, sizes
        assert figure(wall, "open") == before, "the figures stay"
    finally:
        city.process.send_signal(signal.SIGCONT)
        wall.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": skew["identifier"]})
    wall.execute_script("window.skew = 0")
    see(wall, "[data-age=hidup]", seconds=20)


def test_the_wall_is_legible_and_does_not_scroll(city, browser, pictures):
    wall = browser(1920, 1080)
    sign_in(wall, city, "ruang")
    for language in ("id", "en"):
        for distance in ("2", "3", "4"):
            wall.get(city.url(f"/tangerang/live/dinding?bahasa={language}&jarak={distance}"))
            see(wall, "[data-figure=open]")
            width, height = wall.execute_script("return [document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
            assert width <= 1920 and height <= 1080, (language, distance, width, height)
            small = wall.execute_script("""
                return [...document.querySelectorAll('.wall *')].filter(e => e.checkVisibility() && !e.closest('.spoken, .lband, template')
                    && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && !e.closest('.room-map')
                    && parseFloat(getComputedStyle(e).fontSize) < 28).map(e => e.className + ': ' + e.textContent.slice(0, 30))""")
            assert not small, (language, distance, small[:5])
            picture(wall, pictures / f"wall-{language}-{distance}.png", whole=False)


# Check 12

#: 3G as browsers emulate it (the upper end of its latency), on a processor four times slower than this one.
SLOW_LINE = {"offline": False, "latency": 300, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWER_BY = 4
FIRST_FIGURES_MILLISECONDS, FIRST_BYTES = 3000, 100_000

#: When the page's figures were first painted: the frame after the one in which they have a size.
FIRST_FIGURES = """
    const look = () => {
        const figure = document.querySelector("[data-figure=received]");
        if (!figure || !figure.getClientRects().length || !figure.textContent) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => {
            const paint = performance.getEntriesByName("first-contentful-paint")[0];
            window.firstFigures = Math.max(performance.now(), paint ? paint.startTime : 0);
        }));
    };
    requestAnimationFrame(look);"""


@pytest.mark.parametrize("path", ["/tangerang/live/publik", "/tangerang/live/ponsel"])
def test_check_12_the_first_figures_come_soon_on_a_slow_line(city, browser, path):
    slow = browser(360, 640)
    sign_in(slow, city, "ruang")
    slow.get("about:blank")
    requests_of(slow)
    slow.execute_cdp_cmd("Network.clearBrowserCache", {})
    script = slow.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": FIRST_FIGURES})
    slow.execute_cdp_cmd("Network.emulateNetworkConditions", SLOW_LINE)
    slow.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": SLOWER_BY})
    try:
        slow.get(city.url(path))
        first = wait_until(lambda: slow.execute_script("return window.firstFigures"), 10, "the first figures")
        see(slow, "[data-age=hidup]")
    finally:
        slow.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 1})
        slow.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
        slow.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": script["identifier"]})
    received, origins = 0, set()
    for entry in slow.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.dataReceived":
            received += message["params"]["encodedDataLength"]
        if message["method"] == "Network.responseReceived":
            received += message["params"]["response"]["encodedDataLength"]
        if message["method"] == "Network.requestWillBeSent":
            origins.add("/".join(message["params"]["request"]["url"].split("/")[:3]))
    assert first < FIRST_FIGURES_MILLISECONDS, first
    assert 1000 < received < FIRST_BYTES, received
    assert origins == {city.base}, origins


@pytest.mark.parametrize("path", ["/tangerang/live/publik", "/tangerang/live/ponsel"])
def test_check_12_without_script_the_same_figures_stand_in_tables(city, browser, pictures, path):
    person = officer(city)
    now = wait_until(lambda: settled(person), 5, "the figures")
    if path.endswith("publik"):
        # Outsiders see the applications that publish openly, and no others' counts.
        inside, now = now, requests.get(city.url(f"{path}.json"), timeout=30).json()
        assert now["position"] == inside["position"] and now["figures"]["received"]["value"] <= inside["figures"]["received"]["value"]
    scripted, plain = browser(360, 640), browser(360, 640, script=False)
    for driver in (scripted, plain):
        sign_in(driver, city, "ruang")
        requests_of(driver)
        driver.get(city.url(path))
    see(scripted, "[data-age=hidup]")
    keys = [e.get_attribute("data-figure") for e in plain.find_elements(By.CSS_SELECTOR, "[data-figure]")]
    assert {"open", "received", "overdue", "answered", "rating"} <= set(keys), keys
    for key, driver in itertools.product(keys, (scripted, plain)):
        shown = driver.find_element(By.CSS_SELECTOR, f"[data-figure={key}]")
        assert shown.is_displayed() and shown.text == now["figures"][key]["text"], (path, key, shown.text)
    for name in ("agency", "district"):
        rows = {row["key"]: str(row["counts"]["open"]) for row in now["lists"][name]}
        seen = {row.get_attribute("data-key"): row.find_element(By.CSS_SELECTOR, "[data-cell=open]").get_attribute("data-value")
                for row in plain.find_elements(By.CSS_SELECTOR, f"[data-list={name}] [data-key]")}
        assert seen and seen.items() <= rows.items(), (path, name)
    assert see(plain, "main time[datetime]").text, "the figures carry their time"
    assert not [mark for mark in plain.find_elements(By.CSS_SELECTOR, "[data-age-mark]") if mark.is_displayed()], "it does not follow"
    # A table where a chart would be, open as it is, and it says what the chart draws.
    table = see(plain, "main table.table")
    assert not [chart for chart in plain.find_elements(By.CSS_SELECTOR, "main svg.day-curve") if chart.is_displayed()]
    cells = [row.find_elements(By.TAG_NAME, "td")[0].text.replace(".", "") for row in table.find_elements(By.CSS_SELECTOR, "tbody tr")]
    assert max((int(text) for text in cells if text), default=0) == now["figures"]["received"]["value"], cells
    assert [chart for chart in scripted.find_elements(By.CSS_SELECTOR, "main svg.day-curve") if chart.is_displayed()]
    assert {"/".join(url.split("/")[:3]) for url in requests_of(plain)} == {city.base}, "no request leaves for another origin"
    picture(plain, pictures / f"room-noscript-{path.rsplit('/', 1)[1]}.png")


def test_a_wall_has_a_token_of_its_own(city):
    token = city.tokens()["tangerang/room_operator"]
    screen = requests.Session()
    answer = screen.get(city.url(f"/tangerang/live/dinding?token={token}"), timeout=30)
    assert answer.status_code == 200 and "token=" not in answer.url
    assert screen.get(city.url("/tangerang/live/angka.json"), timeout=30).status_code == 200
    assert screen.get(city.url("/tangerang/petugas/"), timeout=30, allow_redirects=False).status_code != 200
    assert requests.get(city.url("/tangerang/live/dinding?token=salah"), timeout=30).status_code in (401, 403, 404)
