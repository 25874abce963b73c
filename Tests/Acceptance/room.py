"""What the tests of the LIVE Room share: a city of a test's own, an officer who watches, the figures at rest."""

import shutil

from lumbung import Server
from people import Person


def own_city(folder, small, is_sound=True):
    """A running server on a copy of the small demo; when the tests are done with it, its ledgers are verified."""
    shutil.copytree(small, folder, dirs_exist_ok=True)
    server = Server(folder, "demo", "--seed", "3", "--cases", "20", "--still").start()
    yield server
    server.stop()
    verified = server.run("verify", "--data", str(server.folder / "data"), check=False)
    assert (verified.returncode == 0) == is_sound, verified.stdout


def officer(server, login="ruang"):
    person = Person(server)
    person.sign_in(login)
    return person


def frame(person):
    answer = person.session.get(person.server.url("/tangerang/live/angka.json"), timeout=30)
    assert answer.status_code == 200, answer.status_code
    return answer.json()


def settled(person):
    """A frame after which nothing was written, or None: figures are made anew at most twice a second."""
    first = frame(person)
    answer = person.session.get(person.server.url("/tangerang/live/peta.json?zoom=10"), timeout=30).json()
    return first if first["position"] == answer["position"] else None
