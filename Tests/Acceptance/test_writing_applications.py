"""What a service designer does at a terminal: a new application, what changed, and a release that meets local changes."""

import json
import re
import shutil
import subprocess

import pytest

from lumbung import PROGRAM, ROOT

QUESTIONS = "condition: choice(Patah / Broken, Kotor / Dirty)! = Ada apa? / What is wrong?; since: date!; landmark: text"


def run(*arguments, answers=None):
    return subprocess.run([str(PROGRAM), "app", *arguments], cwd=ROOT, text=True, timeout=120, input=answers or "",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@pytest.fixture
def apps(tmp_path):
    """A folder of applications of our own, with the project's archetypes."""
    shutil.copytree(ROOT / "Apps/_archetypes", tmp_path / "_archetypes")
    return tmp_path


@pytest.mark.parametrize("archetype", ["none", "report", "request"])
def test_a_new_application_checks_and_plays_at_once(apps, archetype):
    made = run("new", "--id", "bangku", "--name", "Lapor bangku", "--english-name", "Report a bench", "--owner", "dlh",
               "--archetype", archetype, "--ask", QUESTIONS, "--to", str(apps))
    assert made.returncode == 0, made.stdout
    check = run("check", str(apps / "bangku"), "--strict", "--no-cache")
    assert check.returncode == 0, check.stdout
    play = run("run", str(apps / "bangku"))
    assert play.returncode == 0, play.stdout


def test_what_does_not_fit_is_asked_again_and_nothing_is_overwritten(apps):
    answers = "Bangku Taman\nbangku\nLapor\nLapor bangku / Report a bench\nlaporan\nnone\nDinas LH\ndlh\nstory: essay\nstory: paragraph!\n"
    made = run("new", "--to", str(apps), answers=answers)
    assert made.returncode == 0, made.stdout
    assert "essay" in made.stdout and "laporan" in made.stdout
    written = (apps / "bangku/app.yaml").read_text()
    again = run("new", "--id", "bangku", "--to", str(apps))
    assert again.returncode != 0 and "bangku" in again.stdout
    assert (apps / "bangku/app.yaml").read_text() == written


@pytest.fixture
def versions(apps):
    """LAKSA 1.0.0, a release 1.1.0, and a government's own."""
    text = (ROOT / "Apps/laksa/app.yaml").read_text()
    scenarios = ROOT / "Apps/laksa/scenarios.yaml"
    def write(name, text):
        (apps / name).mkdir()
        (apps / name / "app.yaml").write_text(text)
        shutil.copy(scenarios, apps / name)
        return str(apps / name)
    version = re.search(r"^version: (\S+)", text, re.M).group(1)
    release = text.replace(f"version: {version}", "version: 9.1.0", 1).replace("workdays: 7\n", "workdays: 8\n", 1)
    own = text.replace("workdays: 7\n", "workdays: 9\n", 1)
    assert release.count("workdays: 8\n") > text.count("workdays: 8\n") and own != text
    return write("base", text), write("release", release), write("own", own)


def test_what_changed_is_told_with_its_weight(versions):
    base, release, own = versions
    told = run("diff", base, release, "--language", "en")
    assert told.returncode == 0, told.stdout
    assert "went from 7 to 8" in told.stdout
    low = run("diff", base, own, "--json")
    assert low.returncode == 1
    said = json.loads(low.stdout)
    assert not said["enough"] and [change["weight"] for change in said["changes"]] == ["minor"]
    changelog = run("diff", base, release, "--changelog", "--language", "en").stdout
    assert changelog.startswith("## 9.1.0\n") and "- " in changelog


def test_a_merge_asks_once_and_gives_a_tree_that_can_be_compared(versions, apps):
    base, release, own = versions
    asked = run("merge", base, release, own)
    assert asked.returncode == 1, asked.stdout
    question = re.search(r"^\? ([0-9a-f]{8})  ", asked.stdout, re.M).group(1)
    merged = apps / "merged.json"
    done = run("merge", base, release, own, "--decide", f"{question}=ours", "--to", str(merged))
    assert done.returncode == 0, done.stdout
    assert run("diff", str(merged), release, "--language", "en").stdout.count("went from 9 to 8") == 1
    wrong = run("merge", base, release, own, "--decide", "zz=ours")
    assert wrong.returncode == 1 and question in wrong.stdout
