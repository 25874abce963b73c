"""Check 3 of live-room.md §4.1: a screen that was away finds the way back, whatever cut it off."""

import shutil
import time

import pytest
from selenium.webdriver.common.by import By

from lumbung import Api, report, wait_until
from room import officer, own_city, settled
from screen import figure, see, sign_in
from wire import Wire

CUT_SECONDS, SPOILT_SECONDS, BACK_SECONDS, CHANGES = 90, 30, 5, 200


@pytest.fixture
def city(tmp_path, small):
    """A server of the test's own: stopped, started, and once an older one, which `verify` must not call sound afterwards."""
    yield from own_city(tmp_path, small, is_sound=False)


class Screen:
    """A screen of the room behind a line of its own."""

    def __init__(self, driver, server, path):
        self.driver, self.wire = driver, Wire(server)
        sign_in(driver, self.wire, "ruang")
        driver.get(self.wire.url(path))
        see(driver, "[data-age=hidup]")
        wait_until(lambda: self.streams(0), 10, "the stream to be asked for")
        driver.execute_script("window.stillHere = true")

    def streams(self, begin):
        """The requests for the stream that came through since then."""
        return [path for path in self.wire.asked[begin:] if "/live/arus" in path]

    @property
    def position(self):
        return int(self.driver.find_element(By.CSS_SELECTOR, "[data-module=live-room]").get_attribute("data-position"))

    def leave(self, how=lambda: None):
        """Goes away, remembering what it knew last."""
        self.last, self.begin, self.left = self.position, len(self.wire.asked), time.monotonic()
        how()

    def rest(self, seconds):
        """Stays away until so long after it left."""
        wait_until(lambda: time.monotonic() - self.left >= seconds, seconds + 1, f"{seconds} s to pass")

    def returns(self, truth, how):
        """Within the limit the figures are the server's, asked for from the last position, without a reload, no line twice."""
        back = time.monotonic()
        how()
        wait_until(lambda: figure(self.driver, "open") == truth, 30, f"{self.driver.current_url} to show {truth}")
        took = time.monotonic() - back
        assert took < BACK_SECONDS, f"back after {took:.1f} s"
        asked = self.streams(self.begin)
        assert asked and asked[0].endswith(f"after={self.last}"), (asked, self.last)
        keys = [row.get_attribute("data-key") for row in self.driver.find_elements(By.CSS_SELECTOR, "[data-list=news] [data-key]")]
        assert keys and len(keys) == len(set(keys)), keys
        assert all(int(key) <= self.position for key in keys), (keys, self.position)
        assert self.driver.execute_script("return window.stillHere"), "no reload"
        see(self.driver, "[data-age=hidup]", seconds=2)


def change(server, count):
    """So many changes at the city: reports, and what is decided about them."""
    citizen, verifier, going = Api(server), Api(server, token=server.tokens()["tangerang/verifier"]), []
    for turn in range(count):
        if turn % 4 < 2:
            case = citizen.start(**report()).json()
            going.append((case["number"], case["version"]))
            continue
        number, version = going[-1]
        action, reason = ("verify", None) if turn % 4 == 2 else ("reject", "Bukan kewenangan kami.")
        done = verifier.act(number, action, version, reason=reason)
        assert done.status_code == 200, done.text
        going[-1] = (number, done.json()["version"])


def total(server):
    watcher = officer(server)
    return wait_until(lambda: settled(watcher), 10, "the server's figures")["figures"]["open"]["value"]


def test_check_3_a_screen_that_was_away_finds_the_way_back(city, browser, tmp_path):
    # One is hung up on, one hears nothing any more (a pulled cable), one meets a proxy whose server restarts.
    cut = Screen(browser(1920, 1080), city, "/tangerang/live/dinding")
    pulled = Screen(browser(1366, 768), city, "/tangerang/live/")
    spoilt = Screen(browser(1280, 720), city, "/tangerang/live/dinding")
    try:
        before = total(city)
        cut.leave(cut.wire.cut)
        pulled.leave(pulled.wire.hold)
        spoilt.leave(spoilt.wire.spoil)
        change(city, CHANGES)
        spoilt.rest(SPOILT_SECONDS)
        truth = total(city)
        assert truth == before + CHANGES // 4
        spoilt.returns(truth, spoilt.wire.join)
        for screen in (cut, pulled):
            screen.rest(CUT_SECONDS)
            assert figure(screen.driver, "open") == before, "the figures stay while nobody tells better ones"
            see(screen.driver, "[data-age=putus]", seconds=1)
        cut.returns(truth, cut.wire.join)
        pulled.returns(truth, pulled.wire.join)

        # The server restarts: screens ask an address where nobody is, and then one that has gone on without them.
        for screen in (cut, pulled):
            screen.leave()
        city.stop()
        older = tmp_path / "older"
        shutil.copytree(tmp_path / "data", older)
        city.start()
        change(city, CHANGES)
        later = total(city)
        assert later == truth + CHANGES // 4
        for screen in (cut, pulled):
            screen.returns(later, lambda: screen.wire.point_at(city))

        # It comes back from an older backup: the screen follows the server, not its memory.
        for screen in (cut, pulled):
            screen.leave()
        city.stop()
        shutil.rmtree(tmp_path / "data")
        older.rename(tmp_path / "data")
        city.start()
        assert total(city) == truth
        for screen in (cut, pulled):
            screen.returns(truth, lambda: screen.wire.point_at(city))
            assert screen.position < screen.last, "what the server has forgotten is not shown"
    finally:
        for screen in (cut, pulled, spoilt):
            screen.wire.close()
