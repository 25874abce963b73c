"""People and their work: one officer holds a case, hands it over, acts for another, and does one thing with many cases."""

import datetime
import re

import pytest
from selenium.webdriver.common.by import By

from lumbung import Api, report
from people import Page, Person
from screen import follow, gone, picture, press, see, sign_in


@pytest.fixture
def verifier(demo):
    return Api(demo, token=demo.tokens()["tangerang/verifier"])


def officer(demo, login, language="id"):
    person = Person(demo, language)
    person.sign_in(login)
    return person


def page(person, number):
    return person.get(f"/tangerang/petugas/laporan/{number}")


def options(seen):
    """The officers that a page offers to choose from."""
    chosen = seen.html.split('name="officer"')[1].split("</select>")[0]
    return [value for value in re.findall(r'<option value="([^"]*)"', chosen) if value]


def appoint(seen):
    return next(form for form in seen.forms if form.action.endswith("/petugas/mandat"))


def test_one_officer_holds_a_case_and_hands_it_over_with_a_word(demo, verifier):
    number = Api(demo).start(**report()).json()["number"]
    ani, budi = officer(demo, "verifikasi1"), officer(demo, "verifikasi2")
    mine = ani.send(page(ani, number).form("/pegang"))
    assert mine.status == 200 and "Anda memegang" in mine.text
    seen = page(budi, number)
    assert "Dipegang" in seen.text and not any("/verify" in form.action for form in seen.forms)
    refused = verifier.act(number, "verify", verifier.case(number).json()["version"])
    assert refused.status_code in (200, 409), refused.text
    silent = ani.send(mine.form("/serahkan"), note="")
    assert silent.status == 422
    done = ani.send(silent.form("/serahkan"), officer=options(silent)[0], note="Saya rapat sampai sore.")
    assert done.status == 200 and "Saya rapat sampai sore." in done.text and "Dipegang" in done.text
    assert "Saya rapat" not in Person(demo).get(f"/tangerang/lacak/{number}").text, "colleagues' words stay inside"


def test_many_cases_are_taken_and_checked_at_once_and_a_reload_does_nothing_twice(demo, verifier):
    numbers = [Api(demo).start(**report()).json()["number"] for _ in range(3)]
    ani = officer(demo, "verifikasi1")
    token = page(ani, numbers[0]).form("/catatan").fields["_token"]
    picks = [f"{number}:1" for number in numbers]
    choice = ani.session.post(demo.url("/tangerang/petugas/banyak"), data=[("_token", token)] + [("pilih", p) for p in picks])
    assert choice.status_code == 200
    choice = Page(choice)
    assert "3 kasus dipilih" in choice.text
    # One of them moves on meanwhile: it alone is refused, with its reason.
    assert verifier.act(numbers[2], "verify", 1).status_code == 200
    form = choice.form("laksa.verify")
    result = ani.send(form)
    assert "2 dari 3" in result.text, result.text[:500]
    again = ani.send(form)
    assert "2 dari 3" in again.text, "a page that is sent again says the same"
    for number in numbers[:2]:
        case = verifier.case(number).json()
        assert case["state"] == "verified" and case["version"] == 2, "done once"


def test_an_acting_official_is_named_so_and_two_at_a_time_are_refused(demo):
    steward = officer(demo, "pengelola")
    start = steward.get("/tangerang/petugas/mandat")
    link = next(href for href in start.links if "jabatan=head_of_agency" in href and "dpupr" in href)
    form = appoint(steward.get(link))
    today = datetime.date.today()
    people = options(steward.get(link))
    dates = {"from": today.isoformat(), "until": (today + datetime.timedelta(days=3)).isoformat()}
    given = steward.send(form, officer=people[0], kind="plt", basis="800/12/SPT/2026", **dates)
    assert given.status == 200 and "Plt." in given.text and "800/12/SPT/2026" in given.text
    twice = steward.send(appoint(steward.get(link)), officer=people[1], kind="plh", basis="800/13/SPT/2026", **dates)
    assert twice.status == 409 or twice.status == 422
    assert "Sudah ada Plt." in twice.text, re.findall(r'class="errors.*?</ul>', twice.html, re.S)
    assert appoint(twice).fields["basis"] == "800/13/SPT/2026", "what was typed stays"


def test_the_desk_by_keyboard_takes_ticks_and_gives_back(demo, browser, pictures):
    number = Api(demo).start(**report()).json()["number"]
    for width, height in [(360, 740), (1920, 1080)]:
        desk = browser(width, height)
        sign_in(desk, demo, "verifikasi1")
        desk.get(demo.url(f"/tangerang/petugas/laporan/{number}"))
        main = desk.find_element(By.CSS_SELECTOR, "main")
        press(desk, "c")
        gone(desk, main)
        assert "Anda memegang" in see(desk, ".hold").text
        picture(desk, pictures / f"hold-{width}.png", whole=False)
        main = desk.find_element(By.CSS_SELECTOR, "main")
        press(desk, "C")
        gone(desk, main)
        assert "Belum dipegang" in see(desk, ".hold").text
        desk.get(demo.url("/tangerang/petugas/?saya=bebas"))
        see(desk, "[data-cases] [data-case]")
        press(desk, "j")
        press(desk, "x")
        assert desk.find_elements(By.CSS_SELECTOR, "[name=pilih]:checked")
        picture(desk, pictures / f"list-ticked-{width}.png", whole=False)
        main = desk.find_element(By.CSS_SELECTOR, "main")
        press(desk, "b")
        gone(desk, main)
        see(desk, "details.act summary")
        picture(desk, pictures / f"bulk-{width}.png", whole=False)


def test_two_reports_of_the_same_become_one_and_one_of_two_matters_two(demo, verifier, browser, pictures):
    first, second = [Api(demo).start(**report()).json()["number"] for _ in range(2)]
    ani = officer(demo, "verifikasi1")
    seen = page(ani, second)
    twin = next(href for href in seen.links if f"gabung={first}" in href)
    desk = browser(1920, 1080)
    sign_in(desk, demo, "verifikasi1")
    desk.get(demo.url(twin))
    assert see(desk, "[data-act=merge][open] input[name=parent]").get_attribute("value") == first
    picture(desk, pictures / "merge-1920.png", whole=False)
    merged = ani.send(ani.get(twin).form("/merge"))
    assert merged.status == 200 and verifier.case(second).json()["state"] == "merged"
    assert first in merged.text and second in page(ani, first).text, "both pages lead to the other"
    later = verifier.act(second, "verify", verifier.case(second).json()["version"])
    assert later.status_code == 409 and first in later.text
    split = page(ani, first).form("/split")
    two = ani.send(split, second_description="Trotoarnya juga retak sepanjang sepuluh meter.", second_category="street_light")
    assert two.status == 200, two.text[:400]
    part = re.search(r"Sebagian menjadi\s+(LAKSA-\d{4}-\d+)", two.text).group(1)
    assert verifier.case(part).json()["state"] == "received"
    assert first in page(ani, part).text
