"""Every page that somebody can reach: answers, is light and safe, has no barrier, fits a phone, says it in both languages."""

import gzip
import json
import re
import urllib.parse

import pytest
import requests

from lumbung import Api, report
from people import Person
from screen import picture, sign_in

#: Who walks: login at a government (None: a visitor), and where they begin.
WALKERS = {
    "visitor": (None, "tangerang", ["/", "/tangerang/", "/tangerang/layanan/laksa", "/tangerang/layanan/laksa/mulai", "/tangerang/lacak", "/tangerang/masuk",
                                    "/tangerang/petugas/masuk", "/tangerang/peta", "/tangerang/data", "/tangerang/live/publik", "/demo/pesan", "/tur",
                                    "/bursa/", "/karawang/", "/kabupaten-bekasi/", "/gaya", "/tangerang/tidak-ada"]),
    "verifier": ("verifikasi1", "tangerang", ["/tangerang/petugas/", "/tangerang/petugas/cari?q=jalan", "/tangerang/petugas/akun"]),
    "handler": ("dpupr1", "tangerang", ["/tangerang/petugas/"]),
    "counter": ("loket1", "tangerang", ["/tangerang/petugas/catat/laksa"]),
    "executive": ("pimpinan", "tangerang", ["/tangerang/live/", "/tangerang/live/ponsel", "/tangerang/live/dinding", "/tangerang/live/kasus"]),
    "steward": ("pengelola", "tangerang", ["/tangerang/kelola/"]),
    "cooperation": ("kerjasama", "karawang", ["/bursa/", "/karawang/bursa/"]),
    "adopter": ("pengelola", "karawang", ["/karawang/kelola/", "/karawang/bursa/"]),
}
PAGES_MAX = 70
#: What a walk leaves alone: streams, downloads, pictures, other languages of the same page, drafts of others.
NOT_PAGES = re.compile(r"/aset/|/arus|/foto/|\.(svg|json|geojson|csv|leaf|tlog-proof|webmanifest|txt|ics|pem|sig)\b|bahasa=|/data/ledger|/keluar|^tel:|^mailto:|cetak-pdf")


def shape(path):
    """Pages of one kind have one shape, whichever government, number, id or filter they are about."""
    path, _, query = path.partition("?")
    path = re.sub(r"^/(tangerang|karawang|kabupaten-bekasi)\b", "/G", path)
    path = re.sub(r"[A-Z]{2,12}-\d{4}-\d+", "N", path)
    path = re.sub(r"/[0-9a-z]{16,}", "/H", path)
    path = re.sub(r"/bursa/aplikasi/(?!laksa)[a-z0-9-]+", "/bursa/aplikasi/A", path)
    return path.rstrip("/") + ("?" if query else "")


def walk(demo, login, government, starts):
    """Follows links of this host; one page of each shape. Returns addresses by shape, and what is wrong."""
    person, found, wrong = Person(demo), {}, []
    if login:
        person.sign_in(login, government)
    waiting = list(starts)
    while waiting and len(found) < PAGES_MAX:
        path = waiting.pop(0)
        if shape(path) in found or NOT_PAGES.search(path):
            continue
        page = person.get(path)
        found[shape(path)] = path
        if page.status >= 500:
            wrong.append(f"{path} answers {page.status}: {page.text[:200]}")
        if "html" not in page.headers.get("Content-Type", ""):
            continue
        wrong += [f"{path}: {problem}" for problem in manners(page)]
        for link in page.links:
            target = urllib.parse.urljoin(page.answer.url, link)
            if target.startswith(demo.base):
                waiting.append(target.removeprefix(demo.base).split("#")[0] or "/")
    return found, wrong


def manners(page):
    """What every page must have, whoever asks."""
    policy = page.headers.get("Content-Security-Policy", "")
    if "default-src 'self'" not in policy or "unsafe" in policy or "frame-ancestors 'none'" not in policy:
        yield f"content policy is {policy!r}"
    for name, value in [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY")]:
        if page.headers.get(name) != value:
            yield f"{name} is {page.headers.get(name)!r}"
    if page.inline:
        yield f"has inline script or style at {page.inline[:3]}"
    is_bare = '<header class="header' not in page.html
    if "<main" not in page.html or page.language not in ("id", "en") or not (is_bare or 'href="#isi"' in page.html):
        yield "has no main part, skip link or language"
    if re.search(r"\{\{|\}\}|\b[a-z]+\.[a-z]+\.[a-z-]+\b(?=</(?:h1|h2|p|a|button|label|th)>)", page.html):
        yield "shows a tag or a message key"
    if re.search(r"Rp \d|\d [AP]M\b", page.text):
        yield "writes money or time as foreigners do"


@pytest.fixture(scope="module")
def places(demo):
    """Addresses of all shapes for each walker; a case and its secret page are among them."""
    case = Api(demo).start(**report(contact_name="Warga Contoh", contact_phone="0899-0000-1234")).json()
    starts = {name: list(where[2]) for name, where in WALKERS.items()}
    starts["visitor"].append(f"/tangerang/lacak/{case['number']}")
    found, wrong = {}, []
    for name, (login, government, _) in WALKERS.items():
        found[name], problems = walk(demo, login, government, starts[name])
        wrong += [f"{name}: {problem}" for problem in problems]
    return found, wrong


def test_every_page_answers_with_good_manners(places):
    found, wrong = places
    assert not wrong, "\n".join(wrong[:40])
    assert len(found["visitor"]) > 15 and all(found.values())


def test_the_first_visit_is_light_and_asks_nobody_else(demo):
    for path in ["/", "/tangerang/", "/tangerang/layanan/laksa/mulai", "/tangerang/live/publik", "/tangerang/peta"]:
        sizes = {}
        page = requests.get(demo.url(path), timeout=30, headers={"Accept-Encoding": "gzip"})
        assert page.headers.get("Content-Encoding") == "gzip", path
        sizes[path] = len(gzip.compress(page.content))
        for name in re.findall(r'<(?:link rel="stylesheet" href|script type="module" src|img[^>]* src)="([^"]+)"', page.text):
            assert name.startswith("/") and not name.startswith("//"), name
            part = requests.get(demo.url(name), timeout=30, headers={"Accept-Encoding": "gzip"})
            assert part.status_code == 200, name
            sizes[name] = int(part.headers.get("Content-Length") or len(gzip.compress(part.content)))
            if "/aset/" in name:
                assert "immutable" in part.headers["Cache-Control"], name
            if name.endswith(".js"):
                assert len(part.content) < 20_000, f"{name} is over 20 kB"
        assert sum(sizes.values()) < 100_000, sizes


def check(driver, demo, path, axe, sizes):
    """Barriers and width of one page at some widths; a wall is only ever wide."""
    driver.get_log("browser")  # what earlier pages said is not this page's
    driver.get(demo.url(path))
    for width, height in sizes:
        if "/dinding" in path and width < 1920:
            continue
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
        needed, has = driver.execute_script("return [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if needed > has:
            yield f"{path} at {width} px is {needed} px wide: {overflowing(driver)}"
        if width != 320:
            for problem in axe(driver):
                yield f"{path} at {width} px: {problem}"
    asked = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    for message in asked:
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if not url.startswith((demo.base, "data:", "blob:", "about:", "chrome")):
                yield f"{path} asks {url}"
    for entry in driver.get_log("browser"):
        if entry["level"] == "SEVERE" and "status of 40" not in entry["message"]:
            yield f"{path} complains: {entry['message'][:300]}"


def overflowing(driver):
    return driver.execute_script("""
        const wide = document.documentElement.clientWidth;
        return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > wide + 1)
            .slice(0, 4).map(e => e.tagName.toLowerCase() + '.' + e.className).join(' ')""")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("walker", list(WALKERS))
def test_no_page_has_a_barrier_or_a_sideways_scroll(demo, places, browser, axe, pictures, walker, language):
    login, government, _ = WALKERS[walker]
    driver = browser(360, 640)
    if login:
        sign_in(driver, demo, login, government)
    driver.get(demo.url(f"/{government}/lacak?bahasa={language}"))
    for log in ("browser", "performance"):
        driver.get_log(log)  # What other tests left in this browser's logs is read away.
    seen = set().union(*[places[0][name] for name in list(WALKERS)[:list(WALKERS).index(walker)]]) if walker != "visitor" else set()
    # What the languages change is the length of words: the narrow page shows that.
    sizes = [(360, 640), (320, 640)] + ([(1920, 1080)] if language == "id" else [])
    wrong = []
    for kind, path in places[0][walker].items():
        if kind in seen:
            continue
        wrong += check(driver, demo, path, axe, sizes)
        if driver.find_element("css selector", "html").get_attribute("lang") != language:
            wrong.append(f"{path} is not in {language}")
        if language == "id":
            name = re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-") or "start"
            picture(driver, pictures / f"page-{walker}-{name}-1920.png")
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 360, "height": 640, "deviceScaleFactor": 1, "mobile": True})
    assert not wrong, "\n".join(wrong[:40])
