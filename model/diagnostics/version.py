"""Which version of the program this is."""

import tomllib

from model.paths import ROOT


def app_version() -> str:
    """As pyproject.toml has it; a build takes that file along."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])
