"""Documents in pieces, in a browser, over a line that is cut in the middle; and whole, without scripts."""

import re
import socket
import threading

import pytest
from selenium.webdriver.common.by import By

from lumbung import Server, wait_until
from screen import follow, picture, see
from test_fields import APPLICATION, PAGES, fill, go_on

PIECE = 256 * 1024


class CutLine:
    """A line to the server that breaks once, after so many bytes went up."""

    def __init__(self, port, cut_after):
        self.port, self.left, self.cuts = port, cut_after, 0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.port))
            threading.Thread(target=self.carry, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self.carry, args=(far, near, False), daemon=True).start()

    def carry(self, source, target, is_up):
        try:
            while data := source.recv(16_384):
                if is_up and self.cuts == 0:
                    self.left -= len(data)
                    if self.left < 0:
                        self.cuts += 1
                        break
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()

    def close(self):
        self.door.close()


def document(folder, size):
    """A PDF of one page and so many bytes."""
    path = folder / "Denah rumah.pdf"
    head = (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
            b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>\nendobj\n")
    filling = bytes((number * 7919) % 251 for number in range(1000)) * (size // 1000)
    path.write_bytes(head + f"4 0 obj\n<< /Length {len(filling)} >>\nstream\n".encode() + filling
                     + b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")
    return path


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("uploads"), "serve")
    server.run("init", "--data", str(server.folder / "data"), "--government", "36.71", "--name", "Kota Tangerang", "--slug", "tangerang",
               "--app", str(APPLICATION))
    yield server.start()
    server.stop()


def to_files(driver, base):
    driver.get(base + "/tangerang/layanan/every-field/mulai?bahasa=id")
    for answers in PAGES[:8]:
        fill(driver, answers)
        go_on(driver)
    see(driver, "[name=plan]")


def test_a_document_goes_on_where_the_line_was_cut(city, browser, pictures, tmp_path):
    port = int(city.base.rsplit(":", 1)[1])
    line = CutLine(port, 1_000_000)
    phone = browser(360, 640, script=True)
    to_files(phone, line.base)
    path = document(tmp_path, 1_500_000)
    phone.find_element(By.CSS_SELECTOR, "[name=plan][type=file]").send_keys(str(path))
    wait_until(lambda: phone.find_elements(By.CSS_SELECTOR, "[name=plan][type=hidden]"), 60, "the document to arrive")
    assert line.cuts == 1
    picture(phone, pictures / "upload-arrived.png")
    assert "Denah rumah.pdf (PDF, 1 halaman" in phone.find_element(By.CSS_SELECTOR, ".papers").text
    go_on(phone)
    phone.back()
    phone.refresh()
    link = see(phone, ".papers a")
    assert link.text == "Denah rumah.pdf" and "/foto/" in link.get_attribute("href")
    line.close()


def test_without_scripts_the_form_brings_the_document(city, browser, pictures, tmp_path):
    phone = browser(360, 640, script=False)
    to_files(phone, city.base)
    phone.find_element(By.CSS_SELECTOR, "[name=plan][type=file]").send_keys(str(document(tmp_path, 100_000)))
    go_on(phone)
    phone.get(re.sub(r"/office.*", "/files", phone.current_url))
    picture(phone, pictures / "upload-without-scripts.png")
    assert see(phone, ".papers a").text == "Denah rumah.pdf"


def test_a_file_that_lies_is_refused_with_a_sentence(city, browser, pictures, tmp_path):
    phone = browser(360, 640, script=True)
    to_files(phone, city.base)
    lie = tmp_path / "surat.pdf"
    lie.write_bytes(b"GIF89a" + bytes(500))
    phone.find_element(By.CSS_SELECTOR, "[name=plan][type=file]").send_keys(str(lie))
    note = see(phone, "[data-photos-note].field__error", text="mengaku PDF")
    assert "GIF" in note.text
    picture(phone, pictures / "upload-lie.png")
    follow(phone, "a.back")
