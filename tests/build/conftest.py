"""The scripts of .ci, and the built program where there is one."""

import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent
NAME = "hebei-carbon-assessment"


@pytest.fixture
def script():
    """Loads a script of .ci, whose names are no module names."""

    def load(name: str) -> ModuleType:
        spec = spec_from_file_location(name.replace("-", "_"), ROOT / f".ci/{name}.py")
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder that make build made, or the one that BUILT names."""
    folder = ROOT / os.environ.get("BUILT", f"dist/{NAME}")
    if not folder.is_dir():
        pytest.skip("nothing built: make build")
    return folder


@pytest.fixture(scope="session")
def program(built) -> Path:
    return built / (f"{NAME}.exe" if sys.platform == "win32" else NAME)
