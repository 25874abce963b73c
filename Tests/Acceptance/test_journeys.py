"""Applications from the first page to the last, as their own stories tell it: the citizen on a phone of 360 px, officers at the desk.

The story is one of the scenarios of the application; what a scenario refuses or only waits for is left out here, for `app run`
plays it. Permits, civil documents, reports and bills have journeys of their own.
"""

import datetime
import re

import pytest
import requests
import yaml
from selenium.common.exceptions import NoSuchElementException
from selenium.webdriver.common.by import By

from lumbung import ROOT
from people import png
from screen import follow, picture, see, sign_in
from test_permit import PDF

JOURNEYS = [("e-kir", "passed_at_once"), ("e-sabakota", "paid_and_accounted_for"), ("e-office", "a_secret_letter")]


class Story:
    """One scenario, with the answers that the application gives to every such step, on days that begin today."""

    def __init__(self, app, name):
        folder = ROOT / "Apps" / app
        own = yaml.safe_load((folder / "scenarios.yaml").read_text())
        self.definition = yaml.safe_load((folder / "app.yaml").read_text())
        self.archetype = {}
        inherited = {"scenarios": {}}
        if pattern := self.definition.get("extends"):
            folder = ROOT / "Apps/_archetypes" / pattern
            self.archetype = yaml.safe_load((folder / "app.yaml").read_text())
            inherited = yaml.safe_load((folder / "scenarios.yaml").read_text())
        scenario = own["scenarios"].get(name) or inherited["scenarios"][name]
        self.app, self.given = app, own.get("given", {})
        began = scenario["at"].date() if isinstance(scenario["at"], datetime.datetime) else datetime.date.fromisoformat(scenario["at"][:10])
        self.shift = datetime.date.today() - began
        self.steps = [step for step in scenario["steps"] if "do" in step and "refused" not in step.get("expect", {})]

    def state(self, name):
        """What officers call a state."""
        return next(states[name]["name"]["id"] for part in (self.definition, self.archetype)
                    if name in (states := part.get("states", {})) and "name" in (states[name] or {}))

    def answers(self, step):
        told = {**self.given.get(step["do"], {}), **(step.get("with") or {})}
        return {name: value for name, value in self.flat(told)}

    def flat(self, answers, before=""):
        """Groups and rows as their boxes are named: `costs.0.need`."""
        for name, value in answers.items():
            if isinstance(value, dict):
                yield from self.flat(value, f"{before}{name}.")
            elif isinstance(value, list) and value and isinstance(value[0], dict):
                for number, row in enumerate(value):
                    yield from self.flat(row, f"{before}{name}.{number}.")
            else:
                yield before + name, self.typed(value)

    def typed(self, value):
        if isinstance(value, bool):
            return "ya" if value else "tidak"
        if isinstance(value, datetime.date):
            return (value + self.shift).isoformat()
        if isinstance(value, list):
            return [self.typed(one) for one in value]
        text = str(value)
        return text.replace(".", ",") if re.fullmatch(r"\d+\.\d+", text) else text

    def login(self, who):
        """`assessor@dinsos/tono` is `e-sabakota.assessor.dinsos` in the demo; an agency's first officer has no agency in his name."""
        role, _, agency = who.split("/")[0].partition("@")
        login = f"{self.app}.{role.replace('_', '-')}"
        return [f"{login}.{agency}", login] if agency else [login]


def type_in(driver, box, name, value, folder):
    """Gives one answer in whatever way its box takes it."""
    boxes = box.find_elements(By.CSS_SELECTOR, f"[name='{name}']")
    kind = boxes[0].get_attribute("type")
    if kind in ("radio", "checkbox"):
        for wanted in value if isinstance(value, list) else [value]:
            found = [one for one in boxes if one.get_attribute("value") == wanted] or (boxes if kind == "checkbox" and wanted == "ya" else [])
            assert found or wanted == "tidak", f"{name} does not offer {wanted}"
            for one in found:
                if not one.is_selected():
                    driver.execute_script("arguments[0].click()", one)
    elif boxes[0].tag_name == "select":
        boxes[0].find_element(By.CSS_SELECTOR, f"option[value='{value}']").click()
    elif kind == "file":
        for wanted in value if isinstance(value, list) else [value]:
            boxes[0].send_keys(str(paper(folder, wanted)))
    elif kind in ("date", "time"):
        driver.execute_script("arguments[0].value = arguments[1]", boxes[0], value)
    else:
        boxes[0].clear()
        boxes[0].send_keys(value)


def paper(folder, name):
    """A file of that name, as its ending says."""
    path = folder / name
    path.write_bytes(PDF if name.endswith(".pdf") else png())
    return path


def fits(phone):
    needed, has = phone.execute_script("return [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert needed <= has, f"{phone.current_url} is {needed} px wide"


def fill_in(driver, answers, folder):
    """Answers the pages of a form, in whatever order it asks, up to the page that shows them all."""
    for _ in range(40):
        if driver.current_url.split("?")[0].endswith("/periksa"):
            return
        fits(driver)
        box = see(driver, "main form[method=post]")
        for name, value in answers.items():
            # A further row of a list appears only when it is asked for.
            first = re.sub(r"\.[1-9]\d*\.", ".0.", name)
            if not box.find_elements(By.CSS_SELECTOR, f"[name='{name}']") and box.find_elements(By.CSS_SELECTOR, f"[name='{first}']"):
                follow(driver, "main button[name=_more]")
                box = see(driver, "main form[method=post]")
            if box.find_elements(By.CSS_SELECTOR, f"[name='{name}']"):
                type_in(driver, box, name, value, folder)
        before = driver.current_url
        follow(driver, "main form[method=post] .buttons button")
        assert driver.current_url != before, see(driver, "main").text
    raise AssertionError(f"no end: {driver.current_url}")


def act(driver, step, answers, folder):
    """Takes an action of a case on its page, the citizen's or the officers'."""
    ways = [f"[data-act={step['do']}]", f"details:has(form[action$='/{step['do']}'])"]
    see(driver, ", ".join(ways))
    way = next(way for way in ways if driver.find_elements(By.CSS_SELECTOR, way))
    box = driver.find_element(By.CSS_SELECTOR, way)
    driver.execute_script("(arguments[0].closest('details') || arguments[0]).open = true; for (const d of arguments[0].querySelectorAll('details')) d.open = true", box)
    if "reason" in step:
        answers = {**answers, "_reason": step["reason"]}
    for name, value in answers.items():
        try:
            type_in(driver, box, name, value, folder)
        except (IndexError, NoSuchElementException) as missing:
            raise AssertionError(f"{step['do']} does not ask for {name} = {value}: {box.text}") from missing
    follow(driver, f"{way} form button.button:not([name])")
    assert not driver.find_elements(By.CSS_SELECTOR, ".errors"), see(driver, ".errors").text


@pytest.mark.parametrize("app, name", JOURNEYS)
def test_a_story_is_told_in_the_browser_to_its_end(demo, browser, pictures, tmp_path, app, name):
    story = Story(app, name)
    phone = browser(360, 740)
    first, *rest = story.steps
    assert first["do"] == "start"
    if first["as"] == "citizen":
        phone.get(demo.url(f"/tangerang/layanan/{app}?bahasa=id"))
        fits(phone)
        picture(phone, pictures / f"journey-{app}-service.png")
        phone.get(demo.url(f"/tangerang/layanan/{app}/mulai"))
    else:
        sign_in(phone, demo, story.login(first["as"])[-1])
        phone.get(demo.url(f"/tangerang/petugas/catat/{app}?bahasa=id"))
        box = see(phone, "main form[method=post]")
        for field, value in story.answers(first).items():
            type_in(phone, box, field, value, tmp_path)
    if first["as"] == "citizen":
        fill_in(phone, story.answers(first), tmp_path)
    fits(phone)
    picture(phone, pictures / f"journey-{app}-check.png")
    follow(phone, "main form[method=post] .buttons button, main form[method=post] > button.button")
    number = re.search(r"[A-Z]+-\d{4}-\d{6}", see(phone, "main").text).group(0)
    logins = set(re.findall(r'name="login" value="([^"]+)"', requests.get(demo.url("/"), timeout=30).text))
    desk, at_desk = browser(1366, 768), None
    for step in rest:
        if step["as"] == "citizen":
            phone.get(demo.url(f"/tangerang/lacak/{number}?bahasa=id"))
            act(phone, step, story.answers(step), tmp_path)
            continue
        login = next(login for login in story.login(step["as"]) if login in logins)
        if login != at_desk:
            desk.get("about:blank")
            desk.execute_cdp_cmd("Network.clearBrowserCookies", {})
            sign_in(desk, demo, login)
            at_desk = login
        desk.get(demo.url(f"/tangerang/petugas/laporan/{number}?bahasa=id"))
        act(desk, step, story.answers(step), tmp_path)
    if first["as"] == "citizen":
        phone.get(demo.url(f"/tangerang/lacak/{number}?bahasa=id"))
        fits(phone)
        picture(phone, pictures / f"journey-{app}-end.png")
    desk.get(demo.url(f"/tangerang/petugas/laporan/{number}?bahasa=id"))
    picture(desk, pictures / f"journey-{app}-desk.png")
    assert story.state(rest[-1]["expect"]["state"]) in see(desk, "main .page-head, main header").text
