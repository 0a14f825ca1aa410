"""The sample years of packages, and files of them as they come by mail."""

from tests.ui.pages.package.conftest import file_of, history, rules, version, written

__all__ = ["file_of", "history", "rules", "version", "written"]
