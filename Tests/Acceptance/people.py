"""People at the door: somebody whose browser knows no JavaScript, and pictures that they could have taken."""

import html.parser
import re
import struct
import urllib.parse
import zlib

import requests


class Form:
    """One form of a page, as a browser without JavaScript would send it."""

    def __init__(self, action, method, is_multipart):
        self.action, self.method, self.is_multipart, self.fields = action, method, is_multipart, {}

    def sent(self, answers):
        """What would be sent: hidden and filled-in fields, changed by the answers; None leaves a field out."""
        values = {**self.fields, **answers}
        return [(name, value) for name, given in values.items() if given is not None
                for value in (given if isinstance(given, list) else [given])]


class Page(html.parser.HTMLParser):
    """An answer of the server with its forms and texts taken apart."""

    def __init__(self, answer):
        super().__init__(convert_charrefs=True)
        self.answer, self.status, self.headers, self.html = answer, answer.status_code, answer.headers, answer.text
        self.address = urllib.parse.urlsplit(answer.url).path
        self.forms, self.links, self.title, self.language, self.inline = [], [], "", None, []
        self._words, self._form, self._area, self._select, self._in_title = [], None, None, None, False
        if "html" in answer.headers.get("Content-Type", ""):
            self.feed(answer.text)

    @property
    def text(self):
        """The words that a person reads."""
        return re.sub(r"\s+", " ", " ".join(self._words))

    def form(self, part=""):
        """The form whose action contains a text."""
        found = [form for form in self.forms if part in form.action and form.method == "post"]
        assert found, f"no form {part!r} on {self.address} ({self.status}): {[f.action for f in self.forms]}\n{self.text[:600]}"
        return found[0]

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if any(name == "style" or name.startswith("on") for name in named) or tag == "style" or (tag == "script" and "src" not in named):
            self.inline.append(tag)
        if tag == "html":
            self.language = named.get("lang")
        if tag == "title" and not self.title:
            self._in_title = True
        if tag == "a" and named.get("href"):
            self.links.append(named["href"])
        if tag == "form":
            self._form = Form(named.get("action") or self.address, named.get("method", "get"), "multipart" in named.get("enctype", ""))
            self.forms.append(self._form)
        if self._form is None or not named.get("name"):
            if tag == "option" and self._select and self._form and "selected" in named:
                self._form.fields[self._select] = named.get("value")
            return
        name, kind = named["name"], named.get("type", "text")
        if tag == "input" and kind in ("radio", "checkbox"):
            if "checked" in named:
                self._add(name, named.get("value", "on"), repeats=kind == "checkbox")
        elif tag == "input" and kind == "hidden":
            self._add(name, named.get("value", ""), repeats=True)
        elif tag == "input" and kind not in ("file", "submit"):
            self._form.fields[name] = named.get("value") or ""
        elif tag == "textarea":
            self._area = name
            self._form.fields[name] = ""
        elif tag == "select":
            self._select = name
            self._form.fields.setdefault(name, "")

    def _add(self, name, value, repeats):
        """One more value of a field: hidden fields and boxes may have several of one name."""
        known = self._form.fields.get(name)
        if known is None or not repeats:
            self._form.fields[name] = value
        else:
            self._form.fields[name] = (known if isinstance(known, list) else [known]) + [value]

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._select = None
        if tag == "title":
            self._in_title = False

    def handle_data(self, data):
        if self._in_title:
            self.title += data
        elif self._area and self._form:
            self._form.fields[self._area] += data.removeprefix("\n") if not self._form.fields[self._area] else data
        self._words.append(data)


class Person:
    """Somebody with cookies and a language, who reads pages and sends their forms."""

    def __init__(self, server, language="id"):
        self.server, self.session = server, requests.Session()
        self.session.headers.update({"Accept-Language": language, "Accept": "text/html"})

    def get(self, path):
        return Page(self.session.get(self.server.url(path), timeout=30))

    def send(self, form, files=(), **answers):
        """Sends a form; `files` are (field, name, bytes, type)."""
        fields = form.sent({name.replace("__", "."): value for name, value in answers.items()})
        if form.is_multipart:
            parts = [(name, (None, value)) for name, value in fields] + [(f, (n, b, t)) for f, n, b, t in files]
            return Page(self.session.post(self.server.url(form.action), files=parts, timeout=60))
        return Page(self.session.post(self.server.url(form.action), data=fields, timeout=60))

    def sign_in(self, login, government="tangerang"):
        """One click on the demo's start page."""
        start = self.get("/")
        form = next(f for f in start.forms if f.fields.get("login") == login and f.fields.get("government") == government)
        page = self.send(form)
        assert page.status == 200, page.text[:300]
        return page

    def report_until(self, step, government="tangerang", **answers):
        """Goes through the report form up to a step and returns that step's page."""
        given = {"category": {"category": "street_light"}, "location": {"location": "-6.18258, 106.63729", "location__landmark": "Depan pasar"},
                 "photos": {}, "description": {"description": "Lampu jalan padam sejak tiga hari yang lalu."},
                 "contact": {"anonymous": "ya"}}
        page = self.get(f"/{government}/layanan/laksa/mulai")
        for name in ["category", "location", "photos", "description", "contact"]:
            if name == step:
                return page
            page = self.send(page.form("mulai"), **{**given[name], **answers.get(name, {})})
            assert page.status == 200, f"{name}: {page.status} {page.text[:400]}"
        return page


def one_time_code(server, phone):
    """The code that the demo's page of messages shows for a phone number, or None while none has come."""
    words = Person(server).get("/demo/pesan").text
    found = re.search(re.escape(phone[-4:]) + r"\b(?:(?!\+62|08\d).){0,200}?(?<![-\d])(\d{6})(?!\d)", words)
    return found and found.group(1)


def png(width=640, height=480, colour=(90, 120, 60)):
    """A real PNG of one colour with a slope in it, so that it is not only a flat surface."""
    rows = b"".join(b"\0" + bytes(channel * (y + 40) // (height + 40) for _ in range(width) for channel in colour) for y in range(height))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
