"""Other programs are told of facts: Standard Webhooks over real sockets, checked by a script that knows nothing of the server."""

import base64
import hashlib
import hmac
import json
import re
import time

import pytest

from lumbung import Api, wait_until
from people import Person
from receiver import Receiver

REPORT = {"category": "noise", "description": "Lampu jalan padam di depan rumah.", "contact_phone": "0812-3456-7890",
          "location": {"latitude": -6.17188, "longitude": 106.63172}}
PAGE = "/tangerang/kelola/webhook"


def opens(secret, request, age=300):
    """The check that the specification describes: some signature of version 1 is the HMAC of id, time and body."""
    headers = {name.lower(): value for name, value in request["headers"].items()}
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + request["body"]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert abs(time.time() - int(headers["webhook-timestamp"])) < age
    return any(hmac.compare_digest(given, wanted) for given in headers["webhook-signature"].split())


def message(request):
    return {name.lower(): value for name, value in request["headers"].items()}["webhook-id"]


class Steward(Person):
    def __init__(self, server):
        super().__init__(server)
        self.sign_in("pengelola")

    def allow(self, networks):
        done = self.send(self.get("/tangerang/kelola/pos").form("pos/aturan"), networks=networks)
        assert done.status == 200, done.text

    def hook(self, name, receiver, **more):
        page = self.get(PAGE)
        done = self.send(page.form("kelola/webhook"), id=name, address=receiver.url(), do="add", **more)
        assert name in done.text, done.text[:500]
        return self.secret(name)

    def part(self, name):
        html = self.get(PAGE).html
        return html[html.index(f'<strong class="code">{name}<'):].split("</li>")[0]

    def secret(self, name):
        return re.search(r"whsec_[A-Za-z0-9+/=]+", self.part(name)).group(0)

    def do(self, name, what):
        form = next(f for f in self.get(PAGE).forms if f.action == PAGE and f.fields.get("id") == name and "address" not in f.fields)
        return self.send(form, do=what)

    def test(self, name):
        form = next(f for f in self.get(PAGE).forms if f.action == PAGE + "/uji" and f.fields.get("id") == name)
        return self.send(form)


@pytest.fixture
def town(fresh):
    server, receivers = fresh(), []

    def receiver(*answers):
        receivers.append(Receiver(*answers))
        return receivers[-1]

    yield server, Steward(server), receiver
    for one in receivers:
        one.close()


def test_a_fact_arrives_signed_with_what_the_public_sees(town):
    server, steward, receiver = town
    steward.allow("127.0.0.0/8")
    taker = receiver(200)
    secret = steward.hook("dasbor", taker)
    started = Api(server).start(**REPORT).json()
    request = wait_until(lambda: taker.of("case.started"), 10, "the fact to arrive")[0]
    assert opens(secret, request) and not opens("whsec_" + base64.b64encode(b"x" * 32).decode(), request)
    body = json.loads(request["body"])
    public = Api(server).case(started["number"]).json()
    case = body["data"]["case"]
    for name in set(case) - {"state_name"}:
        assert case[name] == public[name], name
    assert case["number"] == started["number"]
    for closed in (b"3456", b"Lampu jalan", b"106.63", started["link"].encode()):
        assert closed not in request["body"]
    assert request["headers"]["Content-Type"] == "application/json"
    steward.test("dasbor")
    assert opens(secret, wait_until(lambda: taker.of("webhook.test"), 10, "the test message")[0])
    steward.do("dasbor", "renew")
    fresh_secret = steward.secret("dasbor")
    assert fresh_secret != secret
    steward.test("dasbor")
    both = wait_until(lambda: taker.of("webhook.test")[1:], 10, "a message under both secrets")[0]
    assert opens(secret, both) and opens(fresh_secret, both)
    steward.do("dasbor", "pause")
    Api(server).start(**REPORT)
    steward.do("dasbor", "open")
    second = Api(server).start(**REPORT).json()["number"]
    wait_until(lambda: any(second.encode() in request["body"] for request in taker.of("case.started")), 10, "the next fact")
    assert len(taker.of("case.started")) == 2
    steward.do("dasbor", "remove")
    assert '<strong class="code">dasbor<' not in steward.get(PAGE).html


def test_a_receiver_that_hangs_holds_up_nobody_and_one_that_fails_is_told_again(town):
    server, steward, receiver = town
    steward.allow("127.0.0.0/8")
    hanging, failing, steady = receiver("hang"), receiver(500, 200), receiver(200)
    steward.hook("macet", hanging)
    secret = steward.hook("rusak", failing)
    steward.hook("lancar", steady)
    begin = time.time()
    number = Api(server).start(**REPORT).json()["number"]
    wait_until(lambda: hanging.requests and steady.requests, 5, "all to be called")
    assert steady.requests[0]["at"] - begin < 3
    again = wait_until(lambda: failing.requests[1:], 20, "the second attempt")[0]
    assert message(again) == message(failing.requests[0]) and again["body"] == failing.requests[0]["body"]
    assert again["at"] - failing.requests[0]["at"] >= 4.5
    assert opens(secret, again)
    Api(server).start(**REPORT)
    wait_until(lambda: len(steady.requests) == 2, 3, "the next fact, while the other hangs")
    wait_until(lambda: "no answer in time" in steward.part("macet"), 25, "the one that hangs to be cut off")
    assert number in steward.part("macet")


def test_410_ends_it_redirects_are_not_followed_and_the_house_is_not_called(town):
    server, steward, receiver = town
    done = steward.send(steward.get(PAGE).form("kelola/webhook"), id="dalam", address=receiver(200).url(), do="add")
    assert done.status == 422 and "https://" in done.text
    steward.allow("127.0.0.0/8")
    gone, moved, inside = receiver(410), receiver(302), receiver(200)
    steward.hook("pergi", gone)
    steward.hook("pindah", moved)
    steward.hook("dalam", inside)
    Api(server).start(**REPORT)
    wait_until(lambda: "410" in steward.part("pergi") and "Dihentikan penerima" in steward.part("pergi"), 10, "410 to end it")
    wait_until(lambda: "HTTP 302" in steward.part("pindah"), 10, "the redirect to be a failure")
    assert all(request["path"] == "/terima" for request in moved.requests)
    wait_until(lambda: inside.requests, 5, "the one inside")
    steward.allow("")
    Api(server).start(**REPORT)
    wait_until(lambda: "private network" in steward.part("dalam"), 10, "the house to be closed again")
    assert len(gone.requests) == 1 and len(inside.requests) == 1


def test_a_fact_that_waited_arrives_after_a_crash_with_the_same_id(town):
    server, steward, receiver = town
    steward.allow("127.0.0.0/8")
    taker = receiver(503, 503, 200)
    steward.hook("dasbor", taker)
    Api(server).start(**REPORT)
    wait_until(lambda: taker.requests, 10, "the first attempt")
    server.kill()
    server.start()
    wait_until(lambda: len(taker.requests) >= 2, 30, "an attempt after the crash")
    assert {message(request) for request in taker.of("case.started")} == {message(taker.requests[0])}


def test_the_page_reads_well(town, browser, axe, pictures):
    server, steward, receiver = town
    steward.allow("127.0.0.0/8")
    steward.hook("dasbor-kota", receiver(200), kind=["case.started", "case.moved"])
    steward.hook("peta-jalan", receiver(500))
    Api(server).start(**REPORT)
    wait_until(lambda: "HTTP 500" in steward.part("peta-jalan"), 10, "an outcome")
    for width, height in ((360, 740), (1920, 1080)):
        driver = browser(width, height)
        driver.get(server.url("/tangerang/"))
        for cookie in steward.session.cookies:
            driver.add_cookie({"name": cookie.name, "value": cookie.value, "path": "/"})
        for language in ("id", "en"):
            for name, path in (("webhook", PAGE), ("post", "/tangerang/kelola/pos")):
                driver.get(server.url(f"{path}?bahasa={language}"))
                driver.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
                assert driver.execute_script("return document.documentElement.scrollWidth") <= width
                driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                    "width": width, "height": driver.execute_script("return document.documentElement.scrollHeight"),
                    "deviceScaleFactor": 1, "mobile": width < 500})
                driver.save_screenshot(str(pictures / f"notify-{name}-{width}-{language}.png"))
                driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                    "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
                assert axe(driver) == []
