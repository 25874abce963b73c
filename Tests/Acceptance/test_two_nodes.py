"""Karawang moves to a server of its own in the middle of a PKS: two running servers, each once, even when one is down in between."""

import re
import shutil
import socket

import pytest

import test_exchange as adoption
from lumbung import Api, Server, wait_until
from people import Person

TANGERANG, KARAWANG, BEKASI = "36.71", "32.15", "32.16"
REVIEW = "Naskah diserahkan untuk ditelaah kedua pihak"
#: An act that found nobody is sent again after 5, 10, 20 seconds.
CROSSING_SECONDS = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class TwoNodes(adoption.Journey):
    """The people of both sides, each at the server of their own government."""

    def __init__(self, servers):
        super().__init__(None)
        self.servers = servers

    def person(self, login, government="karawang"):
        if (login, government) not in self.people:
            self.people[login, government] = Person(self.servers[government])
            self.people[login, government].sign_in(login, government)
        return self.people[login, government]

    def history(self, government):
        """The agreement as the government's own officers read it."""
        page = self.person("kerjasama", government).get(f"/{government}/bursa/perjanjian/{self.number}")
        assert page.status == 200, page.text[:400]
        return page

    def arrives_once(self, words, government):
        """What the other side did stands in this side's timeline, and stands there once."""
        page = wait_until(lambda: (lambda p: p if words in p.text else None)(self.history(government)), CROSSING_SECONDS,
                          f"{words!r} to cross to {government}")
        assert page.text.count(words) == 1, page.text


def split(small, folder):
    """The small demo twice: Tangerang and Bekasi on one node, Karawang on the other, each other's neighbours."""
    servers, keys = {}, {}
    for name in ("tangerang", "karawang"):
        shutil.copytree(small, folder / name)
        server = Server(folder / name, "demo", "--seed", "3", "--cases", "20", "--still")
        port = str(free_port())
        server.command[server.command.index("--port") + 1] = port
        server.command += ["--base-url", f"http://127.0.0.1:{port}"]
        server.address = f"http://127.0.0.1:{port}"
        servers[name] = server
    for name, gone in [("tangerang", [KARAWANG]), ("karawang", [TANGERANG, BEKASI])]:
        server = servers[name]
        data = str(server.folder / "data")
        for line in server.run("government", "list", "--data", data).stdout.splitlines():
            code, slug, *_, key = line.split("  ")
            keys[slug.strip()] = (code.strip(), key.strip())
        for code in gone:
            server.run("government", "leave", "--data", data, code)
            shutil.rmtree(server.folder / "data" / code)
    for name, other in [("tangerang", "karawang"), ("karawang", "tangerang")]:
        code, key = keys[other]
        known = servers[name].run("neighbour", "add", "--data", str(servers[name].folder / "data"), code,
                                  f"{servers[other].address}/{other}", key)
        assert code in known.stdout
    return servers


@pytest.fixture(scope="module")
def two(tmp_path_factory, small):
    """A PKS is drafted while both are on one node; then each goes on with its own server."""
    folder = tmp_path_factory.mktemp("two-nodes")
    shutil.copytree(small, folder / "one")
    one = Server(folder / "one", "demo", "--seed", "3", "--cases", "20", "--still").start()
    together = adoption.Journey(one)
    try:
        officer = together.person("kerjasama")
        home = officer.get("/karawang/bursa/")
        draft = officer.get(next(link for link in home.links if "pks/baru" in link))
        page = officer.send(draft.form("pks/baru"))
        number = re.search(r"PKS-\d{4}-\d+", page.address).group()
        together.number = number
        wait_until(lambda: any(number in link or "/perjanjian/PKS" in link
                               for link in together.person("kerjasama", "tangerang").get("/tangerang/bursa/").links), 20, "the draft at both")
    finally:
        one.stop()
    servers = split(folder / "one", folder)
    journey = TwoNodes(servers)
    journey.number = number
    try:
        for server in servers.values():
            server.start()
        yield journey
    finally:
        for server in servers.values():
            if server.process and server.process.poll() is None:
                server.stop()


def test_each_server_hosts_its_own_and_both_hold_the_draft(two):
    assert Person(two.servers["tangerang"]).get("/karawang/").status == 404
    assert Person(two.servers["karawang"]).get("/tangerang/").status == 404
    for government in ("tangerang", "karawang"):
        assert two.number in two.history(government).text


def test_an_act_waits_for_a_server_that_is_down_and_arrives_once(two):
    two.servers["tangerang"].stop()
    assert two.act("kerjasama", "karawang", "request_review").status == 200
    advice = {"adopter_advice": "proceed", "adopter_needs_dprd": "tidak", "adopter_dprd_reason": "Dana tersedia dalam APBD tahun berjalan."}
    assert two.act("kerjasama", "karawang", "adopter_advise", **advice).status == 200
    assert REVIEW in two.history("karawang").text
    # The sender restarts too, before anybody has heard of it: what waits is in its ledger, not in its memory.
    two.servers["karawang"].stop()
    two.servers["karawang"].start()
    two.servers["tangerang"].start()
    two.arrives_once(REVIEW, "tangerang")


def test_both_sides_review_each_on_its_own_server(two):
    for side, government, number in [("provider", "tangerang", "134.4/31-KSD/2026"), ("adopter", "karawang", "134.4/92-KSD/2026")]:
        if side == "provider":
            advice = {"provider_advice": "proceed", "provider_needs_dprd": "tidak", "provider_dprd_reason": "Dana tersedia dalam APBD tahun berjalan."}
            assert two.act("kerjasama", government, "provider_advise", **advice).status == 200
        assert two.act("hukum", government, f"{side}_review", number=number).status == 200
    assert two.act("kerjasama", "karawang", "finalise").status == 200


def test_both_heads_sign_and_the_first_signature_waits_for_a_restart(two):
    page = two.page("kepala", "tangerang", "provider_sign")
    two.servers["karawang"].kill()
    signed = two.person("kepala", "tangerang").send(page.form("/provider_sign"), password=adoption.PASSWORD)
    assert signed.status == 200, signed.text[:600]
    two.servers["karawang"].start()
    done = two.act("kepala", "karawang", "adopter_sign", password=adoption.PASSWORD)
    assert done.status == 200, done.text[:600]
    texts = {}
    for government, server in two.servers.items():
        public = wait_until(lambda: public_link(two, government), CROSSING_SECONDS, f"the PKS to be in force at {government}")
        page = Person(server).get(public)
        assert page.status == 200 and page.text.count("Sah") >= 2, "outsiders check both signatures at either server"
        texts[government] = Person(server).get(public + "/naskah.json").html
    assert texts["tangerang"] == texts["karawang"] and "134.4/31-KSD/2026" in texts["karawang"]


def public_link(two, government):
    """The address of the signed text for everybody; None while it is not in force."""
    return next((link for link in two.history(government).links if link.startswith("/bursa/perjanjian/")), None)


def test_the_release_crosses_and_the_service_runs_on_the_other_server(two):
    steward, path = two.person("pengelola"), "/karawang/bursa/pemasangan/laksa"
    page = wait_until(lambda: (lambda p: p if any(f.action.endswith("/pasang") for f in p.forms) else None)(steward.get(path)),
                      CROSSING_SECONDS, "the release to arrive")
    installed = steward.send(page.form("/pasang"))
    assert installed.status == 200
    assert steward.send(installed.form("/aktifkan")).status == 200
    assert Person(two.servers["karawang"]).get("/karawang/layanan/laksa").status == 200
    sent = Api(two.servers["karawang"], "karawang").start(**adoption.road())
    assert sent.status_code == 201, sent.text


def test_both_nodes_are_sound(two):
    for government, server in two.servers.items():
        server.stop()
        checked = server.run("verify", "--data", str(server.folder / "data"))
        assert government in checked.stdout
