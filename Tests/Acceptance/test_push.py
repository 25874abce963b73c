"""News in the browser: an imitation of a push service takes the messages, and a script that knows only the RFCs opens them."""

import base64
import json
import os
import struct

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lumbung import Api, wait_until
from people import Person
from receiver import Receiver
from test_wishes import REPORT


def text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(given):
    return base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))


def derived(salt, key, info, length):
    return HKDF(hashes.SHA256(), length, salt, info).derive(key)


class Browser:
    """What a browser keeps to itself: the private key and the secret of its subscription."""

    def __init__(self):
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.point = self.key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)

    def opened(self, body):
        salt, _, length = body[:16], struct.unpack(">I", body[16:20])[0], body[20]
        point, sealed = body[21:21 + length], body[21 + length:]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
        key = derived(self.auth, shared, b"WebPush: info\0" + self.point + point, 32)
        plain = AESGCM(derived(salt, key, b"Content-Encoding: aes128gcm\0", 16)).decrypt(
            derived(salt, key, b"Content-Encoding: nonce\0", 12), sealed, None)
        assert plain[-1] == 2
        return json.loads(plain[:-1])


def test_a_browser_is_told_by_its_push_service_and_nobody_on_the_way_reads_it(fresh):
    server, service, browser = fresh(), Receiver(201), Browser()
    steward, citizen, officer = Person(server), Person(server), Person(server)
    steward.sign_in("pengelola")
    steward.send(steward.get("/tangerang/kelola/pos").form("pos/aturan"), networks="127.0.0.0/8",
                 **{"quiet-from": "00:00", "quiet-until": "00:00"})
    started = Api(server).start(**REPORT).json()
    page = citizen.get(started["link"])
    assert 'data-module="push"' in page.html
    given = {"endpoint": service.url("/kirim/1"), "p256dh": text(browser.point), "auth": text(browser.auth)}
    stranger = Person(server)
    assert stranger.send(page.form("kabar/peramban"), **given).status in (400, 403, 404, 422)
    assert citizen.send(page.form("kabar/peramban"), **{**given, "p256dh": "AAAA"}).status == 422
    assert citizen.send(page.form("kabar/peramban"), **given).status == 204
    worker = citizen.get("/tangerang/pekerja.js")
    assert worker.status == 200 and "javascript" in worker.headers["Content-Type"] and "showNotification" in worker.html
    officer.sign_in("verifikasi1")
    desk = officer.get(f"/tangerang/petugas/laporan/{started['number']}")
    assert officer.send(desk.form("tindakan/verify")).status == 200
    request = wait_until(lambda: service.requests, 15, "the push")[0]
    news = browser.opened(request["body"])
    assert news["url"] == f"/tangerang/lacak/{started['number']}" and started["number"] in news["body"]
    assert set(news) == {"title", "body", "tag", "url"}
    headers = request["headers"]
    assert headers["Content-Encoding"] == "aes128gcm" and int(headers["TTL"]) > 0 and len(headers["Topic"]) <= 32
    ticket, key = (part.split("=", 1)[1] for part in headers["Authorization"].removeprefix("vapid ").split(", "))
    head, claims, signature = ticket.split(".")
    r, s = int.from_bytes(raw(signature)[:32]), int.from_bytes(raw(signature)[32:])
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(key)).verify(
        utils.encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(raw(claims))["aud"] == service.url("").rstrip("/")
    assert key in page.html
    assert citizen.send(page.form("kabar/peramban"), do="off", **given).status == 204
    service.close()
