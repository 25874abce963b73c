"""Check 2 of live-room.md §4.1: every way of cutting the open cases has the same sum, also while the city is busy."""

import collections
import concurrent.futures
import html
import itertools
import random
import re
import threading

import pytest

from lumbung import Api, Stream, report, wait_until
from people import png
from room import officer, own_city, settled

ACTIONS, HANDS = 1000, 4
ZOOMS = (10, 13, 16)


@pytest.fixture
def city(tmp_path, small):
    yield from own_city(tmp_path, small)


def parts(now):
    """The total said in every way that one frame knows."""
    def of(name):
        return sum(row["counts"]["open"] for row in now["lists"][name])

    clusters = sum(mark[4] for mark in now["map"])
    return {"agencies": of("agency"), "kecamatan": of("district"), "states": of("state"), "kelurahan and none": sum(now["villages"].values()),
            "clusters and none": clusters + now["figures"]["unplaced"]["value"]}


def listed(person):
    """The numbers of all cases behind the total, page by page."""
    numbers, path = [], "/tangerang/live/kasus"
    while path:
        page = person.get(path)
        numbers += re.findall(r'data-case="([^"]+)"', page.html)
        following = re.search(r'rel="next" href="([^"]+)"', page.html)
        path = following and html.unescape(following.group(1))
        assert len(numbers) == len(set(numbers)), "no case stands twice in the list"
    return numbers


def sums(person, now):
    """The total said in every way that the room knows, the list and three zoom levels of the map with it."""
    said = parts(now)
    for zoom in ZOOMS:
        clusters = person.session.get(person.server.url(f"/tangerang/live/peta.json?zoom={zoom}"), timeout=30).json()
        said[f"zoom {zoom}"] = sum(f["properties"]["count"] for f in clusters["features"]) + clusters["without_place"]
    return {**said, "rows of the list": len(listed(person))}


class Hand:
    """One pair of hands that keeps the city busy: citizens report, officers act, at random from a seed."""

    CATEGORIES = ["street_light", "flood", "wifi", "people_in_need", "noise", "school", "market", "suggestion", "pollution", "animals"]

    def __init__(self, server, tokens, seed):
        self.dice, self.citizen = random.Random(seed), Api(server)
        self.verifier = Api(server, token=tokens["tangerang/verifier"])
        self.checker, self.lights = Api(server, token=tokens["tangerang/checker"]), officer(server, "dishub1")
        self.cases = {}  # number: version, link, state, agency

    def start(self):
        place = {"latitude": -6.178 + self.dice.uniform(-0.05, 0.05), "longitude": 106.63 + self.dice.uniform(-0.05, 0.05)}
        sent = self.citizen.start(**report(location=place, category=self.dice.choice(self.CATEGORIES)))
        if sent.status_code == 201:
            case = sent.json()
            self.cases[case["number"]] = [case["version"], case["link"], "received", None]
        return sent.status_code == 201

    def answer(self, number):
        """The officer of dishub answers with a photo, on the desk's own page."""
        page = self.lights.get(f"/tangerang/petugas/laporan/{number}")
        done = self.lights.send(page.form("/answer"), files=[("proof", "bukti.png", png(16, 12), "image/png")],
                                answer="Lampu sudah diganti dengan yang baru hari ini.")
        seen = self.verifier.case(number).json()
        self.cases[number][0], self.cases[number][2] = seen["version"], seen["state"]
        return done.status == 200

    def act(self, number, action, reason=None, **data):
        version, link, _, agency = self.cases[number]
        caller = self.checker if action in ("confirm", "reopen") else self.verifier
        done = caller.act(number, action, version, reason=reason, **data)
        if done.status_code == 200:
            self.cases[number] = [done.json()["version"], link, done.json()["state"], data.get("agency", agency)]
        return done.status_code == 200

    def turn(self):
        """One random action; whether it was taken."""
        going = sorted(number for number, case in self.cases.items() if case[2] not in ("rejected", "closed"))
        if len(going) < 5 or self.dice.random() < 0.35:
            return self.start()
        number = self.dice.choice(going)
        match self.cases[number][2]:
            case "received":
                if self.dice.random() < 0.2:
                    return self.act(number, "reject", reason="Bukan kewenangan kami.")
                return self.act(number, "verify")
            case "verified":
                return self.act(number, "dispatch", agency=self.dice.choice(["dishub", "dishub", "dpupr", "dlh", "bpbd"]))
            case "in_progress":
                return self.answer(number) if self.cases[number][3] == "dishub" else self.start()
            case _:
                return self.act(number, "confirm", rating=self.dice.randint(1, 5)) if self.dice.random() < 0.6 else (
                    self.act(number, "reopen", reason="Lampu padam lagi malam ini."))


def test_check_2_the_parts_add_up_to_the_total(city):
    person, tokens = officer(city), city.tokens()
    hands = [Hand(city, tokens, seed) for seed in range(HANDS)]
    stream = Stream(city.url("/tangerang/live/arus"), session=person.session)
    frames, wrong, over = [], [], threading.Event()

    def watch():
        """Every frame that a screen gets while the city is busy adds up in itself."""
        while not over.is_set():
            now = stream.next("figures", seconds=60)["data"]
            frames.append(now["position"])
            if set(parts(now).values()) != {now["figures"]["open"]["value"]}:
                wrong.append((now["position"], now["figures"]["open"]["value"], parts(now)))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    taken = collections.Counter()

    def work(hand, until):
        tries = 0
        while taken[hand] < until:
            tries += 1
            assert tries <= ACTIONS, f"{taken[hand]} of {tries} actions were taken"
            taken[hand] += hand.turn()

    for quarter in range(1, 5):
        with concurrent.futures.ThreadPoolExecutor(HANDS) as pool:
            list(pool.map(work, hands, itertools.repeat(quarter * ACTIONS // HANDS // 4)))
        now = wait_until(lambda: settled(person), 10, "the figures to be settled")
        said = sums(person, now)
        assert set(said.values()) == {now["figures"]["open"]["value"]}, (now["figures"]["open"], said)
    over.set()
    assert Api(city).start(**report()).status_code == 201  # The watcher's last frame.
    watcher.join(60)
    stream.close()
    assert sum(taken.values()) >= ACTIONS, taken
    states = collections.Counter(case[2] for hand in hands for case in hand.cases.values())
    assert len(states) >= 5, states
    assert len(frames) > 20 and not wrong, (len(frames), wrong[:3])
