"""One report through HTTP: accepted, routed, dispatched, answered, confirmed; figures and streams follow; repeats are repeats."""

import subprocess
import sys
import uuid

import pytest
import requests

from lumbung import ROOT, Api, Stream, report
from people import png


@pytest.fixture(scope="module")
def verifier(demo):
    return Api(demo, token=demo.tokens()["tangerang/verifier"])


@pytest.fixture(scope="module")
def handler(demo):
    return Api(demo, token=demo.tokens()["tangerang/handler/dpupr"])


def test_a_report_goes_all_the_way(demo, verifier, handler):
    citizen = Api(demo)
    sent = citizen.start_with_photo(png(), **report(category="road_damage"))
    assert sent.status_code == 201, sent.text
    case = sent.json()
    assert case["number"].startswith("LAKSA-") and case["state"] == "received" and case["receipt"]["sequence"] > 0

    seen = citizen.case(case["number"], case["link"]).json()
    version = seen["version"]
    for caller, action, data, state in [
        (verifier, "verify", {}, "verified"),
        (verifier, "dispatch", {"agency": "dpupr"}, "in_progress"),
    ]:
        done = caller.act(case["number"], action, version, **data)
        assert done.status_code == 200, done.text
        assert done.json()["state"] == state
        version = done.json()["version"]
    assert citizen.case(case["number"], case["link"]).json()["state"] == "in_progress"


def test_a_report_is_for_the_agency_that_the_table_names(demo, verifier):
    case = Api(demo).start(**report()).json()
    seen = verifier.case(case["number"]).json()
    assert seen["attributes"]["proposed_agency"] == "dishub"
    assert seen["village"] == "36.71.01.1007"


def test_a_repeat_with_the_same_key_is_the_same_case(demo):
    key = str(uuid.uuid4())
    first, again = (Api(demo).start(key=key, **report()) for _ in range(2))
    assert first.status_code == 201 and again.status_code == 201
    assert first.json() == again.json()
    other = Api(demo).start(key=key, **report(description="Isi yang lain sama sekali."))
    assert other.status_code == 422 and other.headers["Content-Type"].startswith("application/problem+json")


def test_two_officers_do_not_overwrite_each_other(demo, verifier):
    case = Api(demo).start(**report()).json()
    version = verifier.case(case["number"]).json()["version"]
    assert verifier.act(case["number"], "verify", version).status_code == 200
    late = verifier.act(case["number"], "reject", version, reason="Sudah dilaporkan.")
    assert late.status_code == 409
    assert late.json()["detail"]


def test_an_agency_does_not_act_on_what_is_not_its_own(demo, verifier, handler):
    case = Api(demo).start(**report(category="street_light")).json()
    version = verifier.case(case["number"]).json()["version"]
    assert handler.act(case["number"], "verify", version).status_code == 403
    assert Api(demo).act(case["number"], "verify", version).status_code in (401, 403)


def test_a_case_is_shown_to_nobody_without_its_link(demo):
    case = Api(demo).start(**report(description="Rahasia pelapor di sini.")).json()
    without = Api(demo).case(case["number"])
    assert "Rahasia pelapor" not in without.text
    wrong = Api(demo).case(case["number"], case["link"][:-4] + "0000")
    assert "Rahasia pelapor" not in wrong.text
    assert "Rahasia pelapor" in Api(demo).case(case["number"], case["link"]).text


def test_the_public_stream_tells_of_a_new_case_and_resumes(demo):
    stream = Stream(demo.url("/tangerang/api/v1/events"))
    assert stream.answer.headers["Content-Type"].startswith("text/event-stream")
    beat = stream.next("heartbeat")
    Api(demo).start(**report())
    event = stream.next("case")
    assert int(event["id"]) > beat["data"]["position"]
    stream.close()
    Api(demo).start(**report())
    resumed = Stream(demo.url("/tangerang/api/v1/events"), last=event["id"])
    assert int(resumed.next("case")["id"]) > int(event["id"])
    resumed.close()


def test_a_receipt_is_checked_without_the_server(demo, tmp_path):
    case = Api(demo).start(**report()).json()
    key = case["link"].split("k=")[1]
    base = demo.url(f"/tangerang/lacak/{case['number']}")

    def fetch(name):
        answer = requests.get(f"{base}/{name}", params={"k": key}, timeout=30)
        assert answer.status_code == 200, f"{name}: {answer.status_code} {answer.text[:300]}"
        path = tmp_path / name
        path.write_bytes(answer.content)
        return path

    proof, leaf = fetch("bukti.tlog-proof"), fetch("bukti.leaf")
    vkey = requests.get(demo.url("/tangerang/data/ledger/vkey"), timeout=30).text.strip()
    tool = [sys.executable, str(ROOT / "Tools" / "check-receipt.py"), str(proof), str(leaf), "--key", vkey]
    assert subprocess.run(tool, timeout=60).returncode == 0
    leaf.write_bytes(leaf.read_bytes().replace(b'"sequence":', b'"sequence":1'))
    assert subprocess.run(tool, timeout=60).returncode != 0


def test_a_place_elsewhere_is_refused_with_the_neighbour_in_mind(demo):
    for latitude, longitude in [(-6.2, 106.85), (51.5, 0.1)]:
        refused = Api(demo).start(**report(location={"latitude": latitude, "longitude": longitude}))
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["field"] == "location"


def test_the_schema_describes_what_the_api_takes(demo):
    schema = requests.get(demo.url("/tangerang/api/v1/applications/laksa/schema"), timeout=30).json()
    assert "category" in schema["properties"] and "description" in schema["required"]
    openapi = requests.get(demo.url("/tangerang/api/openapi.json"), timeout=30).json()
    assert openapi["openapi"].startswith("3.1")


@pytest.mark.parametrize("app", ["pks", "kesepakatan-bersama", "kajian"])
def test_work_of_the_house_is_no_service_to_citizens(demo, app):
    for path in [f"/tangerang/layanan/{app}", f"/tangerang/layanan/{app}/mulai"]:
        assert requests.get(demo.url(path), timeout=30).status_code == 404
    assert Api(demo).start(app=app).status_code in (401, 403, 404, 422)
