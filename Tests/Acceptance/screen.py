"""What tests do with a browser: go somewhere, wait for what must appear, press keys, take a whole picture."""

import base64

from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from lumbung import wait_until

SECONDS = 15


def see(driver, css, text=None, seconds=SECONDS):
    """The first element that fits and is shown, once it is there (and holds a text)."""

    def found():
        try:
            for element in driver.find_elements(By.CSS_SELECTOR, css):
                if element.is_displayed() and (text is None or text in element.text):
                    return element
        except StaleElementReferenceException:
            return None
        return None

    return wait_until(found, seconds, f"{css!r}{f' with {text!r}' if text else ''} on {driver.current_url}")


def figure(driver, key):
    """The value of a figure of the LIVE Room."""
    return int(driver.find_element(By.CSS_SELECTOR, f"[data-figure={key}]").get_attribute("data-value"))


def gone(driver, element, seconds=SECONDS):
    """Waits until an element belongs to a page that is no more."""

    def stale():
        try:
            element.is_enabled()
            return False
        except WebDriverException:
            return True  # Stale, or in the moment between two pages a node of no document.

    wait_until(stale, seconds, "the next page")


def press(driver, *keys):
    """Presses keys on whatever has the focus."""
    chain = ActionChains(driver)
    for key in keys:
        chain.send_keys(key)
    chain.perform()


def press_with_control(driver, key):
    ActionChains(driver).key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()


def follow(driver, css, text=None):
    """Presses Enter on something that leads to another page, and waits for that page."""
    page = driver.find_element(By.CSS_SELECTOR, "main")
    see(driver, css, text).send_keys(Keys.ENTER)
    gone(driver, page)
    see(driver, "main")


def sign_in(driver, server, login, government="tangerang"):
    """One click on the demo's start page."""
    driver.get(server.url("/"))
    row = f"form:has(input[name=government][value={government}]):has(input[name=login][value='{login}'])"
    follow(driver, row + " button")


def picture(driver, path, whole=True):
    """A picture of the page, to its end when it is not too long."""
    width, height = driver.execute_script("return [document.documentElement.clientWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, 4000), "scale": 1}
    asked = {"format": "png", "captureBeyondViewport": True, "clip": clip} if whole else {"format": "png"}
    path.write_bytes(base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", asked)["data"]))
