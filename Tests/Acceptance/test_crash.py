"""What was acknowledged survives kill -9; a second process, an old key and a full disk do no harm."""

import random
import shutil
import sqlite3
import subprocess
import threading

import pytest
import requests

from lumbung import Api, Server, report, wait_until

CLIENTS, KILLS = 8, 3


def load(server, acknowledged, stop):
    api = Api(server)
    while not stop.is_set():
        try:
            answer = api.start(**report(category=random.choice(["flood", "street_light", "noise"])))
        except requests.RequestException:
            return
        if answer.status_code == 201:
            acknowledged.append((answer.json()["number"], answer.json()["link"], answer.json()["receipt"]["sequence"]))


def test_kill_9_during_load_loses_nothing_acknowledged(fresh):
    server, acknowledged = fresh(), []
    for _ in range(KILLS):
        stop = threading.Event()
        clients = [threading.Thread(target=load, args=(server, acknowledged, stop)) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        threading.Event().wait(random.uniform(0.5, 2.0))
        server.kill()
        stop.set()
        for client in clients:
            client.join()
        server.start()
    assert len(acknowledged) > 50
    assert len({number for number, _, _ in acknowledged}) == len(acknowledged), "a number was given twice"
    for number, link, _ in acknowledged:
        assert Api(server).case(number, link).status_code == 200, f"{number} was acknowledged and is gone"
    server.stop()
    checked = server.run("verify", "--data", str(server.folder / "data"))
    assert checked.stdout.strip().splitlines()[-1]


def test_a_second_process_on_the_same_folder_is_refused(fresh):
    server = fresh()
    second = subprocess.run([*server.command[:1], "serve", "--data", str(server.folder / "data"), "--port", "0"],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60, env=server.environment)
    assert second.returncode != 0
    assert "proses Lumbung lain" in second.stdout or "another Lumbung process" in second.stdout
    assert server.ready()


def test_verify_names_a_row_that_somebody_changed(fresh, tmp_path):
    server = fresh()
    Api(server).start(**report())
    server.stop()
    ledger = next((server.folder / "data").glob("*36.71*/ledger.sqlite"))
    with sqlite3.connect(ledger) as database:
        database.execute("UPDATE entry SET at = at + 1 WHERE sequence = (SELECT max(sequence) FROM entry)")
    checked = server.run("verify", "--data", str(server.folder / "data"), check=False)
    assert checked.returncode != 0
    wrong = [line for line in checked.stdout.splitlines() if line.startswith("tangerang") and "perbedaan" in line]
    assert wrong, checked.stdout


def test_rebuild_makes_the_same_projections(fresh):
    server = fresh()
    Api(server).start(**report())
    server.stop()
    data = str(server.folder / "data")
    server.run("rebuild", "--data", data)
    server.run("verify", "--data", data)


def test_streams_do_not_hold_the_server_at_its_end(fresh):
    server = fresh()
    streams = [requests.get(server.url("/tangerang/api/v1/events"), stream=True, timeout=30) for _ in range(20)]
    assert server.stop(seconds=15) < 15
    for stream in streams:
        stream.close()


@pytest.mark.skipif(subprocess.run(["id", "-u"], capture_output=True, text=True).stdout.strip() != "0",
                    reason="a file system of its own size is only for root")
def test_a_full_disk_refuses_writes_and_recovers(tmp_path, small):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", str(disk)]).returncode != 0:
        pytest.skip("this machine does not let a test mount a small file system")
    shutil.copytree(small, disk, dirs_exist_ok=True)
    server = Server(disk, "demo", "--seed", "3", "--cases", "20", "--still")
    try:
        server.start()
        first = Api(server).start(**report()).json()
        with open(disk / "filler", "wb") as filler:
            try:
                while True:
                    filler.write(b"\0" * 65536)
                    filler.flush()
            except OSError:
                pass
        answers = [Api(server).start(**report(description="Penuh. " * 200)) for _ in range(12)]
        refused = [a for a in answers if a.status_code in (503, 507)]
        assert refused, [a.status_code for a in answers]
        assert refused[0].headers["Content-Type"].startswith("application/problem+json")
        assert Api(server).case(first["number"], first["link"]).status_code == 200
        (disk / "filler").unlink()
        wait_until(lambda: Api(server).start(**report()).status_code == 201, 30, "reports to be taken again")
        server.stop()
        server.run("verify", "--data", str(disk / "data"))
    finally:
        if server.process and server.process.poll() is None:
            server.kill()
        server.output.close()
        subprocess.run(["umount", "-l", str(disk)])
