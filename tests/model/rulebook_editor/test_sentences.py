"""Every sentence about a rulebook, as its file's reader hears it and as its editor's user does."""

from collections.abc import Iterator

from model.domain.plan import Plan
from model.errors import RulebookRejected
from model.rulebook_editor.draft import Path
from model.rulebook_editor.validation import examine
from model.scoring.loader import parse_rulebook
from tests.golden.sentences import compare, known_slips
from tests.model.rulebook_editor.slips import slips, whole_rulebooks


def test_that_what_a_file_s_reader_hears_is_what_was_read_and_approved():
    compare("rulebook_files", _of_files())


def test_that_what_the_editor_s_user_hears_is_what_was_read_and_approved(plan):
    compare("rulebook_forms", _of_forms(plan))


def _of_files() -> Iterator[tuple[str, str, str]]:
    known = known_slips("rulebook_files")
    seen: set[Path] = set()
    for draft in whole_rulebooks():
        for what, slip in slips(draft, seen):
            if what not in known:
                continue
            try:
                parse_rulebook(slip.text, "规则.toml")
            except RulebookRejected as error:
                for problem in error.problems:
                    yield what, problem.message, str(problem)


def _of_forms(plan: Plan) -> Iterator[tuple[str, str, str]]:
    known = known_slips("rulebook_forms")
    seen: set[Path] = set()
    for draft in whole_rulebooks():
        before = set(examine(draft, plan).complaints)
        for what, slip in slips(draft, seen):
            if what not in known:
                continue
            for complaint in examine(slip, plan).complaints:
                if complaint not in before:
                    entry = complaint.entry.key if complaint.entry else ""
                    path = ".".join(map(str, complaint.path or ()))
                    told = f"{entry} ‹{path}› {complaint.sentence}"
                    yield what, complaint.sentence, told
