"""The composition root: everything is put together here, and nothing else happens."""

import sys

from forms import FORMS
from model.errors import AppError
from model.headless.arguments import Arguments, parse
from model.lean import import_without
from model.paths import DATA_FILE, PLAN, RULEBOOK, asset, data_folder, keep_font_cache
from model.plan.loader import load_plan
from model.scoring.loader import load_rulebook
from model.workbook.intake.serve import FLAG, child_main
from model.workbook.layout import Questionnaire


def main(argv: list[str]) -> int:
    """Exit code: 0 done; 1 something was refused; 2 wrong words on the command line."""
    if argv[1:] == [FLAG]:
        return child_main()
    arguments = parse(argv[1:])
    keep_font_cache(arguments.data or data_folder())
    if arguments.window:
        return _window(arguments)
    from model.headless.commands import carry_out

    try:
        plan = load_plan(arguments.plan or asset(PLAN))
        rulebook = load_rulebook(asset(RULEBOOK), plan)
        return carry_out(arguments, Questionnaire(plan=plan, forms=FORMS), rulebook)
    except AppError as error:
        print(error, *error.problems, error.hint, sep="\n", file=sys.stderr)
        return 1


def _window(arguments: Arguments) -> int:
    import_without("numpy", "sqlite_utils")
    from ui.alerts import show_error
    from ui.start import application, run

    app = application(sys.argv[:1])
    try:
        plan = load_plan(arguments.plan or asset(PLAN))
        rulebook = load_rulebook(asset(RULEBOOK), plan)
        if arguments.self_test:
            from ui.self_test import run_self_test

            return run_self_test(Questionnaire(plan=plan, forms=FORMS), rulebook)
        run(app, plan, rulebook, (arguments.data or data_folder()) / DATA_FILE, arguments.package)
    except AppError as error:
        show_error(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
