"""The JSON Schema for editors: every application of the project is right by it, and what is broken is not."""

import copy
import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

PROJECT = Path(__file__).resolve().parents[2]


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: dates and `no` are text."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]+[.][0-9]*|[.][0-9]+)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
]:
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


@pytest.fixture(scope="module")
def validator():
    schema = json.loads((PROJECT / "docs/definitions/app.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def read(path):
    return yaml.load(path.read_text(), EditorLoader)


APPLICATIONS = sorted([*PROJECT.glob("Apps/*/app.yaml"), *PROJECT.glob("Apps/_archetypes/*/app.yaml")])


@pytest.mark.parametrize("path", APPLICATIONS, ids=lambda path: str(path.parent.relative_to(PROJECT)))
def test_every_application_is_right(validator, path):
    wrong = [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in validator.iter_errors(read(path))]
    assert not wrong, wrong


def change(text, path, value):
    text = copy.deepcopy(text)
    at = text
    for key in path[:-1]:
        at = at[key]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return text


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["ownr"], "dlh"),
        (["owner"], "Dinas LH"),
        (["version"], "1.0"),
        (["group"], "service"),
        (["states"], None),
        (["states", "drafting", "tone"], "green"),
        (["states", "drafting", "colour"], "green"),
        (["states", "drafting", "name"], {"en": "Draft"}),
        (["states", "drafting", "name"], {"id": "Draf", "xx": "Draft"}),
        (["actions", "submit", "to"], None),
        (["retention", "years"], "five"),
        (["form", "study", "required"], "yes"),
        (["form", "study", "type"], "essay"),
    ],
)
def test_what_is_broken_is_not(validator, path, value):
    whole = read(PROJECT / "Apps/kajian/app.yaml")
    assert validator.is_valid(whole)
    assert not validator.is_valid(change(whole, path, value))


def test_an_archetype_may_have_what_is_required(validator):
    small = {"app": "taman", "version": "0.1.0", "extends": "report", "form": {"photos": {"after": "first"}}}
    assert validator.is_valid(small)
    assert not validator.is_valid({key: value for key, value in small.items() if key != "extends"})
    assert not validator.is_valid(small | {"form": {"photos": {"aftr": "first"}}})
