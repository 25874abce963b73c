"""How citizens hear of their cases: wishes, the way out of e-mail, quiet hours; what the desk sees of it."""

import email.header
import socket
import threading

import requests

from lumbung import Api, wait_until
from people import Person

REPORT = {"category": "noise", "description": "Lampu jalan padam di depan rumah.", "contact_email": "warga@contoh.example",
          "location": {"latitude": -6.17188, "longitude": 106.63172}}


class Mailbox:
    """A mail server that takes every letter."""

    def __init__(self):
        self.letters, self.socket = [], socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            line, _ = self.socket.accept()
            threading.Thread(target=self.talk, args=(line,), daemon=True).start()

    def talk(self, line):
        file = line.makefile("rwb")

        def say(text):
            file.write(text.encode() + b"\r\n")
            file.flush()

        say("220 surat")
        while command := file.readline().upper():
            if command.startswith(b"DATA"):
                say("354 ya")
                text = b""
                while (row := file.readline()) != b".\r\n":
                    text += row
                self.letters.append(email.message_from_bytes(text))
                say("250 diterima")
            elif command.startswith(b"QUIT"):
                return
            else:
                say("250 ya")


def awake(server):
    """Quiet hours off: tests run at any hour."""
    steward = Person(server)
    steward.sign_in("pengelola")
    done = steward.send(steward.get("/tangerang/kelola/pos").form("pos/aturan"), **{"quiet-from": "00:00", "quiet-until": "00:00"})
    assert done.status == 200


def test_every_letter_has_a_way_out_and_one_click_takes_it(fresh):
    box = Mailbox()
    server = fresh()
    awake(server)
    server.stop()
    server.command = [server.command[0], "serve", "--data", str(server.folder / "data"), "--port", "0",
                      "--smtp", f"127.0.0.1:{box.port}", "--sender", "kota@contoh.example"]
    server.start()
    started = Api(server).start(**REPORT).json()
    letter = wait_until(lambda: [one for one in box.letters if started["number"] in str(email.header.make_header(
        email.header.decode_header(one["Subject"])))], 15, "the letter")[0]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter["List-Unsubscribe"].strip("<>")
    path = "/" + address.split("/", 3)[3]
    assert address in letter.get_payload(decode=True).decode()
    page = Person(server).get(path)
    assert page.status == 200 and "Berhenti menerima surel tentang" in page.text
    done = requests.post(server.url(path), data={"List-Unsubscribe": "One-Click"}, timeout=30)
    assert done.status_code == 200 and "sudah dihentikan" in done.text
    citizen = Person(server)
    citizen.get(started["link"])
    wishes = citizen.get(f"/tangerang/lacak/{started['number']}/kabar")
    assert "email" not in str(wishes.form("simpan").fields.get("way"))
    again = citizen.get(path)
    assert requests.post(server.url(path), data={"do": "back"}, timeout=30).text.count("akan dikirim lagi") == 1
    assert again.status == 200
    assert requests.post(server.url(path[:-1] + "x"), timeout=30).status_code == 404


def test_wishes_and_the_desk_log_read_well(fresh, browser, axe, pictures):
    server = fresh()
    awake(server)
    started = Api(server).start(**{**REPORT, "contact_phone": "0812-3456-7890"}).json()
    citizen, officer = Person(server), Person(server)
    citizen.get(started["link"])
    officer.sign_in("verifikasi1")
    page = citizen.get(f"/tangerang/lacak/{started['number']}/kabar")
    kept = citizen.send(page.form("simpan"), rhythm="daily", way=["phone", "email"])
    assert "Tersimpan" in kept.text
    stranger = Person(server).get(f"/tangerang/lacak/{started['number']}/kabar")
    assert stranger.status == 404
    desk = officer.get(f"/tangerang/petugas/laporan/{started['number']}")
    assert desk.status == 200 and "Pesan yang dikirim" in desk.text and "3456" not in desk.html.split('id="pesan"')[1].split("</details>")[0]
    for width, height in ((360, 740), (1920, 1080)):
        driver = browser(width, height)
        for person, name, path in ((citizen, "wish", f"/tangerang/lacak/{started['number']}/kabar"),
                                   (officer, "told", f"/tangerang/petugas/laporan/{started['number']}")):
            driver.get(server.url("/tangerang/"))
            driver.delete_all_cookies()
            for cookie in person.session.cookies:
                driver.add_cookie({"name": cookie.name, "value": cookie.value, "path": "/"})
            for language in ("id", "en"):
                driver.get(server.url(f"{path}?bahasa={language}"))
                driver.execute_script("document.querySelectorAll('details.told').forEach(d => { d.open = true; d.scrollIntoView(); })")
                assert driver.execute_script("return document.documentElement.scrollWidth") <= width
                driver.save_screenshot(str(pictures / f"notify-{name}-{width}-{language}.png"))
                assert axe(driver) == []
