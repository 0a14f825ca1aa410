"""The version of the program."""

import tomllib

from model.paths import ROOT


def app_version() -> str:
    """The version in pyproject.toml, which a build takes along."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])
