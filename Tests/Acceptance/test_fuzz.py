"""Random payloads at the doors of commands: whatever comes, it is taken or refused with a problem document, and nothing falls over.

The seed is fixed, so a failure comes again; what was refused has changed nothing, and the demo's ledgers are verified at the end.
"""

import copy
import datetime
import json
import random
import uuid

import pytest

from lumbung import Api, report
from test_journeys import Story

STARTS = [("laksa", None), ("e-kir", "passed_at_once"), ("e-sabakota", "paid_and_accounted_for"), ("kartu-keluarga", None)]
ROUNDS = 60
NASTY = [
    None, True, False, 0, -1, 2**31, 2**63, -2**63, 1e308, 0.1, "", " ", "\u0000", "\ud83d\ude00", "\u202e", "x" * 5_000, "<b>", "' OR 1=1 --",
    "../../etc/passwd", "{{name}}", "${x}", "%s%n", "2026-02-30", "9999-12-31", "25:61", "-91,181", "NaN", [], {}, [[[[[]]]]], [None], {"": ""},
    {"typed": "1e9"}, {"file": "0" * 64}, [{"file": "x"}], {"latitude": "a"}, ["a"] * 300,
]


def plain(value):
    """A scenario's answer as a program sends it."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else value


def sound(app, name):
    if name is None:
        return report() if app == "laksa" else {"kind": "lost", "card": "3671010101100001", "head": "Warga Contoh"}
    story = Story(app, name)
    return plain({**story.given.get("start", {}), **(story.steps[0].get("with") or {})})


def spoiled(answers, dice):
    """The same answers with up to three things wrong with them."""
    answers = copy.deepcopy(answers)
    for _ in range(dice.randint(1, 3)):
        name = dice.choice([*answers, "category", "unknown", "", "__proto__"])
        way = dice.randrange(4)
        if way == 0:
            answers.pop(name, None)
        elif way == 1 and isinstance(answers.get(name), (dict, list)) and answers[name]:
            part = answers[name] if isinstance(answers[name], dict) else dice.choice(answers[name])
            if isinstance(part, dict) and part:
                part[dice.choice(list(part))] = dice.choice(NASTY)
        else:
            answers[name] = dice.choice(NASTY)
    return answers


def told(answer, sent):
    assert answer.status_code < 500, (answer.status_code, answer.text[:300], sent)
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"].startswith("application/problem+json"), (answer.headers, sent)
        assert answer.json()["title"], sent
    return answer.status_code


@pytest.mark.parametrize("app, name", STARTS)
def test_whatever_begins_a_case_is_taken_or_refused(demo, app, name):
    dice, api, seen = random.Random(f"{app} 20261124"), Api(demo), set()
    answers = sound(app, name)
    for _ in range(ROUNDS):
        data = spoiled(answers, dice)
        sent = api.start(app=app, **{key: value for key, value in data.items() if key not in ("app", "key")})
        seen.add(told(sent, data))
        if sent.status_code == 201:
            case = sent.json()
            assert api.case(case["number"], case["link"]).status_code == 200, data
    assert 422 in seen, seen


@pytest.mark.parametrize("body", [
    b"", b"{", b"null", b"[]", b'"x"', b"{}", b'{"data": null}', b'{"data": []}', b'{"data": {}, "data": {}}', b"\xff\xfe", b"[" * 5_000,
    b'{"data": ' + b"[" * 200 + b"]" * 200 + b"}", json.dumps({"data": {f"f{n}": n for n in range(5_000)}}).encode(),
])
def test_a_body_that_is_no_command_is_refused(demo, body):
    api = Api(demo)
    answer = api.session.post(f"{api.root}/applications/laksa/cases", data=body, timeout=30,
                              headers={"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())})
    assert 400 <= told(answer, body[:80]) < 500


def test_whatever_is_done_to_a_case_is_taken_or_refused_and_a_refusal_changes_nothing(demo):
    dice = random.Random(20261124)
    verifier = Api(demo, token=demo.tokens()["tangerang/verifier"])
    number = Api(demo).start(**report()).json()["number"]
    actions = ["verify", "dispatch", "answer", "confirm", "reopen", "merge", "split", "wait", "nope", "..", "%00"]
    taken = 0
    for _ in range(2 * ROUNDS):
        before = verifier.case(number).json()
        version = dice.choice([before["version"]] * 4 + [0, -1, 10**12, before["version"] - 1])
        data = spoiled({"agency": "dishub", "answer": "Sudah diperbaiki.", "rating": 5}, dice)
        reason = dice.choice([None, "", "Karena perlu.", "x" * 5_000])
        data = {key: value for key, value in data.items() if key not in ("number", "action", "version", "key", "reason")}
        sent = verifier.act(number, dice.choice(actions), version, reason=reason, **data)
        if told(sent, data) >= 400:
            assert verifier.case(number).json()["version"] == before["version"], data
        else:
            taken += 1
    assert taken < 2 * ROUNDS
