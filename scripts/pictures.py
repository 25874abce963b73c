"""Photographs the pages that the README shows, from a demo of its own."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests" / "Acceptance"))
from lumbung import Server  # noqa: E402

#: name, width, height, who looks, address
PAGES = [
    ("wall", 1920, 1080, "tangerang/executive", "/tangerang/live/dinding"),
    ("portal", 360, 740, None, "/tangerang/"),
    ("report", 360, 740, None, "/tangerang/layanan/laksa/mulai"),
    ("phone", 360, 740, "tangerang/executive", "/tangerang/live/ponsel"),
    ("desk", 1366, 860, "tangerang/verifier", "/tangerang/petugas/"),
    ("exchange", 1366, 860, None, "/bursa/aplikasi/laksa"),
]


def browser(width, height):
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=id"]:
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"intl.accept_languages": "id"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
    return driver


def main():
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(tempfile.mkdtemp(), "demo", "--seed", "1", "--cases", "5000", "--still").start()
    try:
        for name, width, height, role, address in PAGES:
            driver = browser(width, height)
            if role:
                driver.get(server.url("/?bahasa=id"))
                form = driver.find_element(By.CSS_SELECTOR, f'form[data-sign-in="{role}"]')
                driver.execute_script("arguments[0].requestSubmit()", form)
                WebDriverWait(driver, 20).until(lambda d: d.current_url.rstrip("/") != server.base)
            driver.get(server.url(address))
            WebDriverWait(driver, 20).until(lambda d: d.execute_script("return document.readyState") == "complete")
            driver.get_screenshot_as_file(str(folder / f"{name}.png"))
            driver.quit()
        for picture in folder.glob("*.png"):
            subprocess.run(["convert", str(picture), "-strip", "-colors", "128", str(picture)], check=True)
    finally:
        server.stop()


main()
