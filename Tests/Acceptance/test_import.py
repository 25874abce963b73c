"""A real city's history comes in once, however often the import is killed; all pages work on it."""

import csv
import gzip
import json
import random
import re
import signal
import subprocess

import pytest
import requests

from lumbung import PROGRAM, ROOT, SHARED, wait_until
from people import Person

HISTORY = SHARED / "data" / "reports" / "boston311_2015_first_half.csv.gz"
MAPPING = ROOT / "Data" / "demo" / "boston311.mapping.yaml"
ROWS = 2000

pytestmark = pytest.mark.skipif(not HISTORY.exists(), reason="the history of a real city is not here")


@pytest.fixture
def slice_of_history(tmp_path):
    """The first rows of the history, with two of them twice, and two broken ones."""
    file = tmp_path / "riwayat.csv"
    with gzip.open(HISTORY, "rt", encoding="utf-8") as source:
        lines = [next(source) for _ in range(ROWS + 1)]
    cells = lines[10].rstrip("\n").split(",")
    header = next(csv.reader([lines[0]]))
    wrong_time = list(cells)
    wrong_time[header.index("case_id")], wrong_time[header.index("opened_at")] = "999999000001", "kemarin sore"
    file.write_text("".join(lines) + lines[5] + lines[6] + ",".join(wrong_time) + "\n", encoding="utf-8")
    return file


def test_an_import_that_is_killed_goes_on_and_doubles_nothing(fresh, slice_of_history, tmp_path):
    server = fresh(starts=False)
    data, rejected = server.folder / "data", tmp_path / "ditolak.csv"
    command = ["import", "reports", str(slice_of_history), "--data", str(data), "--government", "tangerang",
               "--mapping", str(MAPPING), "--rejected", str(rejected)]
    dice = random.Random(2)
    told = rows(next(data.glob("*36.71*/ledger.sqlite")), "SELECT count(*) FROM entry WHERE type = 'case.started'")[0][0]
    for _ in range(2):
        log = open(tmp_path / "import.log", "ab")
        process = subprocess.Popen([str(PROGRAM), *command], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        ledger = next(data.glob("*36.71*/ledger.sqlite"))
        before = len_of(ledger)
        enough = before + dice.randint(200, 600)
        wait_until(lambda: process.poll() is not None or len_of(ledger) > enough, 120, "some rows to be in")
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        log.close()
    done = server.run(*command)
    assert re.search(r"\d", done.stdout)
    reasons = rejected.read_text(encoding="utf-8")
    assert "opened_at" in reasons or "kemarin sore" in reasons, reasons[:500]
    again = server.run(*command)
    first = len_of(ledger)
    assert again.returncode == 0 and first == len_of(ledger)
    server.run("verify", "--data", str(data))
    started = rows(ledger, "SELECT count(*) FROM entry WHERE type = 'case.started'")[0][0]
    assert ROWS - 60 <= started - told <= ROWS + 60, (started, told)

    server.start()
    for path in ["/tangerang/", "/tangerang/data", "/tangerang/peta", "/tangerang/live/publik"]:
        answer = requests.get(server.url(path), timeout=60)
        assert answer.status_code == 200, path
    officer = Person(server)
    officer.sign_in("verifikasi1")
    page = officer.get("/tangerang/petugas/")
    assert page.status == 200 and len(re.findall("data-case=", page.html)) == 50
    following = next(link for link in page.links if "sesudah=" in link)
    other = officer.get(following)
    assert not set(re.findall(r'data-case="([^"]+)"', page.html)) & set(re.findall(r'data-case="([^"]+)"', other.html))


def rows(ledger, sql):
    import sqlite3
    with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True, timeout=30) as database:
        return database.execute(sql).fetchall()


def len_of(ledger):
    try:
        return rows(ledger, "SELECT coalesce(max(sequence), 0) FROM entry")[0][0]
    except Exception:  # The file is being made or locked for a moment.
        return 0
