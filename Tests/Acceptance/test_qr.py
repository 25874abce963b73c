"""QR codes are read by a decoder that we did not write."""

import subprocess

def read_code(driver, address, path):
    """Shows a drawing in a browser, large, and lets zbar read it."""
    driver.get(address)
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": 600, "height": 600, "deviceScaleFactor": 1, "mobile": False})
    driver.get_screenshot_as_file(str(path))
    done = subprocess.run(["zbarimg", "--quiet", "--raw", str(path)], stdout=subprocess.PIPE, text=True, timeout=30)
    return done.stdout.strip()

def test_the_code_of_the_tour_opens_the_form(demo, browser, tmp_path):
    text = read_code(browser(600, 600), demo.url("/tur/qr.svg"), tmp_path / "tour.png")
    assert text.endswith("/tangerang/layanan/laksa/mulai"), text
