"""What others read of an application: held against judges that are not ours (jsonschema, openapi-spec-validator, a PDF reader)."""

import json
import random
import re
import subprocess
import xml.etree.ElementTree

import jsonschema
import openapi_spec_validator
import pypdf
import pytest
import requests
import yaml

from lumbung import PROGRAM, ROOT, SUKASARI, Api, report

APPS = sorted(path.parent.name for path in (ROOT / "Apps").glob("[a-z]*/app.yaml"))
SEED = 20261124


@pytest.fixture(scope="session")
def exports(tmp_path_factory):
    """The folder with everything of every application, written once by the command."""
    folder = tmp_path_factory.mktemp("exports")
    done = run("app", "export", *APPS, "--to", str(folder), "--repository", "https://example.org/kota/layanan.git",
               "--license", "AGPL-3.0-or-later", "--contact", "Siti Aminah", "--email", "siti@contoh.id",
               "--government", "36.71")
    assert done.returncode == 0, done.stdout
    return folder


def run(*arguments, **more):
    return subprocess.run([str(PROGRAM), *arguments], cwd=ROOT, text=True, timeout=300, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, **more)


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


# --- JSON Schema: the same verdicts as the server

HASH = "0123456789abcdef" * 4
#: By the word of the field's type: answers that are right, and answers that are wrong or at the edge. None is left out of the draw
#: because it would be awkward.
POOLS = {
    "text": (["Jalan Merdeka 5", "  12 ", "Ré", "x"], ["", "   ", 5, None, True, "a\u0007b", "\u202eabc", "y" * 201, ["a"]]),
    "paragraph": (["Lampu padam sejak tiga hari di depan pasar.", "Baris satu\nbaris dua\nbaris tiga", "😀 senyum di sini saja"],
                  ["", "\n \t", "pendek", " 123456789 ", "1234567890", 7, None, {}, "z" * 2000, "z" * 2001, "z" * 4001,
                   "a\u0000 nol di tengah kalimat", "\ue000 huruf milik pribadi saja"]),
    "yes-no": ([True, False], ["ya", "true", 1, 0, None, "", []]),
    "integer": ([0, 3, 12, 5.0], ["3", 2.5, None, True, 10**30, -1, 10**6, [3]]),
    "rating": ([1, 3, 5], [0, 6, "5", 4.0, 4.5, None, -1]),
    "date": (["2099-01-31", "2028-02-29", "2199-12-31"],
             ["2027-02-29", "2100-02-29", "24/11/2026", "2026-13-01", "2026-1-1", "1899-12-31", " 2099-01-31", "2099-01-31\n", "", None, 20260101]),
    "phone": (["0812-3456-7890", "+62 812 3456 7890", "(021) 555 1234", "+65 9123 4567", "62-21-5551234", "0062 812 345 6789", "+62 (0)812 3456 789"],
              ["", "  ", "12", "0812", "+62 1234", "telepon saya", "+0812345678", 8123456789, None, "0812-3456-7890-1234-5678", "++62812345678"]),
    "email": (["siti@contoh.id", " Siti.Aminah+kota@mail.contoh.co.id ", "a@b.c1d"],
              ["", "siti", "@contoh.id", "siti@contoh", "si ti@contoh.id", "siti@-contoh.id", "siti@contoh.123", "a..b@contoh.id", None, 5,
               "a" * 65 + "@contoh.id", "siti@contoh.id\n"]),
    "person": (["Siti Aminah", "O'Brien", "王小明", "Sukarno"], ["", "123", "!!!", 5, None, "a" * 121, "--"]),
    "nik": (["3671011506900001", "3671015506900002"], ["", "3671", "36710115069000011", 3671011506900001, None, "3671013206900001", "36710115069OOO01"]),
    "time": (["08:00", "23:59", "00:00"], ["24:00", "8:0", "", None, 800, "08:60", "pagi"]),
    "location": ([SUKASARI, {"type": "Point", "coordinates": [106.6, -6.2]}, {**SUKASARI, "landmark": "depan pasar"},
                  {"type": "Point", "coordinates": [106, -6, 12.5]}],
                 [{}, None, "-6.17, 106.63", {"latitude": -96, "longitude": 106}, {"type": "Point", "coordinates": [106]},
                  {"type": "Point", "coordinates": [206.5, -6]}, {"latitude": "-6.2", "longitude": "106.6"}, {**SUKASARI, "landmark": 5},
                  {**SUKASARI, "landmark": "p" * 201}, {"type": "Line", "coordinates": [106, -6]}, [106, -6]]),
    "files": ([[{"file": HASH}], [{"file": HASH}, {"file": HASH[::-1]}]],
              [[], None, HASH, [HASH], [{"file": HASH.upper()}], [{"file": HASH[:-1]}], [{}], [{"file": HASH}] * 5, [{"file": HASH}] * 6,
               [{"file": HASH}] * 11, [{"file": HASH + "\n"}], {"file": HASH}]),
    "agency": (["dlh", "satpol-pp", "dinas-1"], ["", "DLH", "dinas dua", "satpol--pp", "1dinas", None, 5, "dlh\n", "-dlh"]),
    "file": ([[{"file": HASH}]], [[], None, HASH, [{}], [5]]),
    "photo": ([[{"file": HASH}]], [[], None, HASH, [{}], [5]]),
    "address": ([{"street": "Jl. Merdeka 1", "rt": "003", "rw": "005", "region": "36.71.01.1001"}], ["", None, 5, ["x"]]),
    "nib": (["9120304567890"], ["", "912", None, 5]),
    "money": ([1000, 250000, 1], ["1000", 2.5, None, True, -1, [1]]),
    "decimal": (["12", "3.5", "0"], ["", "satu", None, True, [1]]),
    "case": (["LAKSA-2026-000123"], ["", None, 5, ["x"]]),
    "plate": (["B 1234 CTH", "D 12 A"], ["", "1234", None, 5]),
    "npwp": (["013121660091000"], ["", "0131", None, 5]),
    "kk": (["3671011506200001"], ["", "3671", None, 5]),
    "government": (["36.71", "32", "32.15"], ["", "3671", "36.7", "00.71", "36.00", "36.71.01", "Tangerang", None, 36.71, "36.71\n"]),
    "document": ([{"clauses": [1]}, HASH, HASH.upper()], [{}, "", HASH[:-1], None, 5, ["x"], "naskah", HASH + " "]),
    "applications": ([[{"app": "laksa", "version": "1.0.0"}], [{"app": "laksa", "version": "1.0.0"}, {"app": "a-b", "version": "2.1.0-rc.1"}]],
                     [[], None, "laksa@1.0.0", ["laksa@1.0.0"], [{"app": "laksa"}], [{"app": "LAKSA", "version": "1.0.0"}],
                      [{"app": "laksa", "version": "1.0"}], [{"app": "laksa", "version": "01.0.0"}], [{"app": "laksa", "version": "1.0.0\n"}]]),
}


def options(schema):
    return [option["const"] for option in schema.get("oneOf", [])]


def pool(schema, full):
    """Right and wrong answers of a field; a choice's come from its options, wherever the schema says them."""
    word = schema["x-type"]
    if word == "choice":
        return options(schema) or options(full) or ["none"], ["", "nothing_such", None, 5, " " + (options(schema) or ["x"])[0], ["a"]]
    if word == "multiple-choice":
        known = options(schema.get("items", {}))
        return [known[:1], known] if known else [["none"]], ["", None, 5, ["nothing_such"], {}]
    if word == "group":
        if "properties" not in schema.get("items", {}):
            return [[]], [None, "x", [5]]
        usual = {"integer": 1000, "boolean": True, "number": 2.5}
        row = {name: (options(field) or [usual.get(field.get("type"), "2.5" if "pattern" in field else "Pelatih")])[0]
               for name, field in schema["items"]["properties"].items()}
        return [[row], [row, row]], [None, "x", [5], {}]
    assert word in POOLS, f"no answers for the type {word}: add some here"
    return POOLS[word]


def draw(schema, chance):
    """One set of answers: mostly right ones, so that one wrong one decides; sometimes a wild mixture."""
    conditional = {name: rule for one in schema.get("allOf", []) for name, rule in one.get("then", one).get("properties", {}).items()}
    wrong, left_out = chance.choice([(0, 0), (0, 0.3), (0.08, 0.1), (0.08, 0.3), (0.4, 0.3)])
    answers = {}
    for name, field in schema["properties"].items():
        if chance.random() < left_out * (0.3 if name in schema["required"] else 1.5):
            continue
        if "x-type" not in field:
            continue  # what an officer marks is no question of the form
        good, bad = pool(field, conditional.get(name, {}))
        answers[name] = chance.choice(bad if chance.random() < wrong else good)
    if chance.random() < 0.03:
        answers[chance.choice(["unknown_field", "Not An Id", "x"])] = "?"
    return answers



@pytest.mark.parametrize("app", APPS)
def test_a_schema_and_the_server_agree_on_every_answer(exports, tmp_path, app):
    """2,000 drawn sets of answers for the start, 300 for each action. Where the schema leaves something to the server (`x-server-decides`),
    the server may refuse more; it never takes what the schema refuses."""
    files = {"start": exports / app / "schema" / "start.id.json"}
    files |= {path.name.removesuffix(".id.json"): path for path in (exports / app / "schema" / "actions").glob("*.id.json")}
    verdicts = {True: 0, False: 0}
    for stage, path in sorted(files.items()):
        schema = load(path)
        judge = jsonschema.Draft202012Validator(schema)
        judge.check_schema(schema)
        chance = random.Random(f"{SEED}/{app}/{stage}")
        drawn = [draw(schema, chance) for _ in range(2000 if stage == "start" else 300)]
        lines = tmp_path / f"{stage}.jsonl"
        lines.write_text("".join(json.dumps(one) + "\n" for one in drawn), encoding="utf-8")
        done = run("app", "validate", app, "--stage", stage, "--file", str(lines))
        assert done.returncode == 0, done.stdout
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(answers) == len(drawn)
        for one, answer in zip(drawn, answers):
            valid = judge.is_valid(one)
            verdicts[valid] += 1
            if valid == answer["valid"]:
                continue
            about = f"{app} {stage}: {json.dumps(one)}\nschema: {[e.message for e in judge.iter_errors(one)][:3]}\nserver: {answer['problems']}"
            assert valid, "the server takes what the schema refuses\n" + about
            left = [p["field"] for p in answer["problems"] if "x-server-decides" not in schema and "x-server-decides" not in schema["properties"].get(p["field"], {})]
            assert not left, f"the schema takes what the server refuses, and does not say that it leaves {left} to it\n" + about
    assert min(verdicts.values()) > 100, f"the draw does not try both sides: {verdicts}"


def test_validate_says_what_is_wrong_in_words(tmp_path):
    done = run("app", "validate", "laksa", input='{"category": "flood"}\nnot json\n[]\n')
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["valid"] for one in answers] == [False, False, False]
    assert {"field": "location", "key": "field.missing"}.items() <= next(
        p for p in answers[0]["problems"] if p["field"] == "location").items()
    assert answers[1]["problems"][0]["key"] == "json" and answers[1]["problems"][0]["message"]
    refused = run("app", "validate", "laksa", "--stage", "no_such", input="")
    assert refused.returncode != 0 and "verify" in refused.stdout


def test_the_api_takes_only_answers_in_the_types_of_the_schema(demo):
    for wrong in [{"anonymous": "ya"}, {"category": " street_light"}, {"location": "-6.18, 106.63"}, {"photos": [HASH]}]:
        refused = Api(demo).start(**report(**wrong))
        assert refused.status_code == 422, (wrong, refused.text)
        assert refused.json()["errors"][0]["field"] == next(iter(wrong))


# --- OpenAPI

@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_an_application_s_part_of_the_api_is_openapi_3_1(exports, app, language):
    openapi_spec_validator.validate(load(exports / app / f"openapi.{language}.json"))


def test_a_government_s_document_is_openapi_3_1_and_tells_the_truth(demo):
    document = requests.get(demo.url("/tangerang/api/openapi.json"), timeout=30).json()
    openapi_spec_validator.validate(document)
    paths = document["paths"]
    for path in ["/applications", "/applications/laksa/cases", "/applications/laksa/schema", "/applications/laksa/drafts",
                 "/cases/{number}", "/cases/{number}/actions/verify", "/cases/{number}/files/{field}", "/events", "/data/angka.json",
                 "/data/ledger/checkpoint", "/peta/titik.geojson", "/live/publik.json", "/healthz"]:
        assert path in paths, path
    # Every address without a gap in it that is read answers as the document says.
    for path, operations in paths.items():
        if "get" not in operations or "{" in path or path == "/events":
            continue
        server = operations.get("servers", document["servers"])[0]["url"]
        address = re.sub(r"^https?://[^/]+", demo.base, server) + path
        asked = {one["name"]: one["schema"].get("examples", [one["schema"].get("minimum")])[0]
                 for one in operations["get"].get("parameters", []) if one.get("required") and one["in"] == "query"}
        answer = requests.get(address, params=asked, timeout=30)
        assert answer.status_code == 200, address
        types = operations["get"]["responses"]["200"]["content"]
        assert answer.headers["Content-Type"].split(";")[0] in types, (address, answer.headers["Content-Type"])


def judge(document, name):
    """A validator of one of the document's schemas, references and all."""
    return jsonschema.Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": document["components"]})


def test_answers_are_as_the_document_says(demo):
    document = requests.get(demo.url("/tangerang/api/openapi.json"), timeout=30).json()
    started = Api(demo).start(**report(contact_name="Siti Aminah", contact_phone="0812-3456-7890"))
    judge(document, "receipt").validate(started.json())
    for link in [started.json()["link"], None]:
        case = Api(demo).case(started.json()["number"], link)
        assert case.status_code == 200
        judge(document, "laksa-case").validate(case.json())
    problem = Api(demo).start(category="nothing_such")
    assert problem.headers["Content-Type"].startswith("application/problem+json")
    judge(document, "problem").validate(problem.json())


# --- The sheet

@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_printed_standard_holds_its_fourteen_components(exports, app, language):
    reader = pypdf.PdfReader(exports / app / f"standard.{language}.pdf")
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    html = (exports / app / f"standard.{language}.html").read_text(encoding="utf-8")
    titles = re.findall(r"<dt>(\d+)\. ([^<]+)</dt>", html)
    assert [int(number) for number, _ in titles] == list(range(1, 15))
    for number, title in titles:
        assert f"{number}. {title}" in text, f"{number}. {title}"
    assert f"1 / {len(reader.pages)}" in text
    assert reader.trailer["/Root"]["/Lang"] == language
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_portal_s_sheet_can_be_read_and_taken_along(demo, browser, axe, pictures):
    page = requests.get(demo.url("/tangerang/layanan/laksa"), timeout=30).text
    assert "/tangerang/layanan/laksa/standar.pdf" in page
    first = requests.get(demo.url("/tangerang/layanan/laksa/standar.pdf"), timeout=90)
    assert first.status_code == 200 and first.content.startswith(b"%PDF")
    assert first.headers["Content-Type"] == "application/pdf"
    assert requests.get(demo.url("/tangerang/layanan/laksa/standar.pdf"), timeout=30).content == first.content
    driver = browser(1366, 900)
    driver.get(demo.url("/tangerang/layanan/laksa/standar"))
    driver.save_screenshot(str(pictures / "standard-laksa.png"))
    assert axe(driver) == []
    assert not [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    for path in ["/tangerang/layanan/no-such/standar", "/tangerang/layanan/pks/standar.pdf"]:
        assert requests.get(demo.url(path), timeout=30).status_code == 404


# --- Pictures, words

@pytest.mark.parametrize("app", APPS)
def test_a_workflow_is_a_picture_with_a_name_and_a_description(exports, browser, pictures, app):
    for language in ["id", "en"]:
        path = exports / app / f"workflow.{language}.svg"
        root = xml.etree.ElementTree.parse(path).getroot()
        name = "{http://www.w3.org/2000/svg}"
        assert root.get("role") == "img" and root.find(name + "title").text and len(root.find(name + "desc").text) > 80
        driver = browser(900, 1600)
        driver.get(path.as_uri())
        driver.save_screenshot(str(pictures / f"workflow-{app}-{language}.png"))


@pytest.mark.parametrize("app", APPS)
def test_a_summary_is_there_in_both_languages(exports, app):
    for language in ["id", "en"]:
        text = (exports / app / f"summary.{language}.md").read_text(encoding="utf-8")
        assert text.startswith("# ") and text.count("\n## ") >= 8


# --- publiccode.yml 0.7: the rules of the standard and of its parser (publiccode-parser-go 5.4), which no Python package has

KEYS = {"publiccodeYmlVersion", "name", "applicationSuite", "url", "landingURL", "isBasedOn", "softwareVersion", "releaseDate", "logo",
        "platforms", "categories", "usedBy", "fundedBy", "roadmap", "developmentStatus", "softwareType", "supports", "organisation",
        "intendedAudience", "description", "legal", "maintenance", "localisation", "dependsOn"}
SCOPES = set("agriculture culture defence education emergency-services employment energy environment finance-and-economic-development "
             "foreign-affairs government healthcare infrastructures justice local-authorities manufacturing research "
             "science-and-technology security society sport tourism transportation welfare".split())


@pytest.mark.parametrize("app", APPS)
def test_publiccode_yml_follows_the_rules_of_0_7(exports, app):
    text = (exports / app / "publiccode.yml").read_text(encoding="utf-8")
    code = yaml.safe_load(text)
    assert set(code) <= KEYS
    assert code["publiccodeYmlVersion"] in {"0", "0.7", "0.7.0"} and isinstance(code["publiccodeYmlVersion"], str)
    assert code["name"] and re.match(r"https?://\S+$", code["url"])
    assert isinstance(code["platforms"], list) and code["platforms"]
    assert code["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert code["softwareType"] in {"addon", "library", "configurationFiles"} or code["softwareType"].startswith("standalone/")
    assert isinstance(code["softwareVersion"], str)
    assert re.match(r"urn:[a-z0-9-]{2,32}:\S+$", code["organisation"]["uri"])
    assert set(code["intendedAudience"]) <= {"countries", "unsupportedCountries", "scope"}
    assert all(re.match("[A-Z]{2}$", country) for country in code["intendedAudience"]["countries"])
    assert set(code["intendedAudience"]["scope"]) <= SCOPES
    for language, words in code["description"].items():
        assert language in {"id", "en"}
        assert set(words) <= {"localisedName", "shortDescription", "longDescription", "documentation", "apiDocumentation", "features",
                              "screenshots", "videos", "awards"}
        assert 0 < len(words["shortDescription"]) <= 150 and 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"] and all(words["features"])
    assert set(code["legal"]) <= {"license", "mainCopyrightOwner"} and code["legal"]["license"]
    assert code["maintenance"]["type"] in {"internal", "community"} and "contractors" not in code["maintenance"]
    assert all(contact["name"] for contact in code["maintenance"]["contacts"])
    assert code["localisation"]["localisationReady"] is True and code["localisation"]["availableLanguages"] == ["id", "en"]
    assert all(set(one) <= {"name", "versionMin", "versionMax", "version", "optional"} and one["name"] for one in code["dependsOn"]["open"])
    own = yaml.safe_load((exports / app / "lumbung.yml").read_text(encoding="utf-8"))
    assert own["app"] == app and re.match("[0-9a-f]{64}$", own["definition"])


def test_publiccode_says_what_it_lacks(tmp_path):
    refused = run("app", "export", "laksa", "--to", str(tmp_path), "--format", "publiccode")
    assert refused.returncode != 0 and "--repository" in refused.stdout
