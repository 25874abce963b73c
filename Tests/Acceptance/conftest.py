"""Fixtures: one demo server for the tests that only read or add, copies of a small one for those that break things, a browser."""

import itertools
import os
import pathlib
import shutil

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from lumbung import ROOT, Server

AXE = next((ROOT / ".venv").rglob("axe_playwright_python/axe.min.js"), None)


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo with 300 cases and nobody simulated, shared by all tests that leave it usable; its ledgers are verified at the end."""
    if "LUMBUNG_SERVER" in os.environ:
        yield Server.running(os.environ["LUMBUNG_SERVER"])
        return
    server = Server(tmp_path_factory.mktemp("demo"), "demo", "--seed", "7", "--cases", "300", "--still").start()
    yield server
    server.stop()
    server.run("verify", "--data", str(server.folder / "data"))


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """The folder of a small demo (its data, and the secret beside them), made once and never served again: tests take copies."""
    server = Server(tmp_path_factory.mktemp("small"), "demo", "--seed", "3", "--cases", "20", "--still").start()
    server.stop()
    return server.folder


@pytest.fixture
def fresh(tmp_path, small):
    """Makes small demo servers of a test's own, started unless told otherwise; they are ended afterwards."""
    made, names = [], itertools.count(1)

    def make(*arguments, environment=None, starts=True):
        folder = tmp_path / f"own-{next(names)}"
        shutil.copytree(small, folder)
        server = Server(folder, "demo", "--seed", "3", "--cases", "20", "--still", *arguments, environment=environment)
        made.append(server)
        return server.start() if starts else server

    yield make
    for server in made:
        if server.process and server.process.poll() is None:
            server.kill()


@pytest.fixture(scope="session")
def windows():
    """The Chromium windows of this run, by width, height and whether scripts run; all are closed at the end."""
    opened = {}

    def window(width, height, script):
        key = (width, height, script)
        if key not in opened:
            options = webdriver.ChromeOptions()
            options.binary_location = shutil.which("chromium")
            for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                             f"--window-size={max(width, 500)},{height}", "--force-color-profile=srgb", "--lang=id", "--accept-lang=id"]:
                options.add_argument(argument)
            options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
            driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
            driver.set_page_load_timeout(60)
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                   {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
            if not script:
                driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
            opened[key] = driver
        return opened[key]

    yield window
    for driver in opened.values():
        driver.quit()


@pytest.fixture
def browser(windows):
    """A Chromium window of a given size without cookies, with or without JavaScript."""

    def open_browser(width=360, height=640, script=True):
        driver = windows(width, height, script)
        driver.get("about:blank")
        driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        return driver

    return open_browser


@pytest.fixture(scope="session")
def axe():
    """Runs axe-core on the page that a browser shows and returns what is wrong, in words."""
    if AXE is None:
        pytest.fail("axe.min.js is not in .venv: run scripts/setup test")
    source = AXE.read_text(encoding="utf-8")

    def run(driver):
        driver.execute_script(source)
        result = driver.execute_async_script("""
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(r => done(r.violations));""")
        return [f"{v['id']}: {v['help']} at {[n['target'] for n in v['nodes']][:3]}" for v in result]

    return run


@pytest.fixture(scope="session")
def pictures():
    """The folder where screenshots are put to be looked at."""
    folder = ROOT / ".build" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return pathlib.Path(folder)
