"""The composition root: everything is put together here, and nothing else happens."""

import os
import sys
import traceback

from model.disk import cause_of_failure
from model.errors import AppError
from model.fast_start import gc_paused, import_without_extras
from model.headless.arguments import Arguments, parse_arguments
from model.headless.output import write_utf8
from model.paths import DATA_FILE, RULEBOOK, asset, data_folder, keep_font_cache
from model.surroundings import settle_time_zone
from model.workbook.intake.limits import CHILD


def main(argv: list[str]) -> int:
    """Exit code: 0 done; 1 something was refused; 2 wrong words on the command line."""
    if argv[1:] == [CHILD]:
        from model.workbook.intake.worker_main import child_main

        return child_main()
    settle_time_zone()
    write_utf8(sys.stdout, sys.stderr)
    arguments = parse_arguments(argv[1:])
    keep_font_cache((arguments.data or data_folder()).absolute())
    if arguments.window:
        return _window(arguments)
    from forms import FORMS
    from model.headless.commands import carry_out
    from model.headless.named_plan import named_plan
    from model.package.senders import Senders
    from model.scoring.loader import load_shipped_rulebook
    from model.workbook.layout import Questionnaire

    try:
        plan = named_plan(arguments.plan)
        rulebook = load_shipped_rulebook(asset(RULEBOOK), plan)
        known = Senders(plan, versions={}, secrets={})
        asked = Questionnaire(plan=plan, forms=FORMS).as_known_to(known)
        code = carry_out(arguments, asked, rulebook)
        print(end="", flush=True)
        return code
    except BrokenPipeError:  # who reads it has had enough, as `| head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except AppError as error:
        print(error, *error.problems, error.hint, sep="\n", file=sys.stderr)
    except OSError as error:
        told = cause_of_failure(error).value.of_file
        print(f"{error.filename or '文件'}：{told.cause}", told.cure, sep="\n", file=sys.stderr)
    except Exception:  # noqa: BLE001  else a box in English holds up who called the built program
        traceback.print_exc()
        print("程序内部出错，没有做完。请把以上内容告诉技术人员。", file=sys.stderr)
    return 1


def _window(arguments: Arguments) -> int:
    with gc_paused() as collect_again:
        import_without_extras("sqlite_utils")
        from ui.qt_sources import spare_sources

        spare_sources()
        from model.headless.named_plan import named_plan
        from model.scoring.loader import load_shipped_rulebook
        from ui.alerts import show_error
        from ui.start import application, run

        app = application(sys.argv[:1])
        try:
            plan = named_plan(arguments.plan)
            rulebook = load_shipped_rulebook(asset(RULEBOOK), plan)
            if arguments.self_test:
                from forms import FORMS
                from model.workbook.layout import Questionnaire
                from ui.self_test import run_self_test

                questionnaire = Questionnaire(plan=plan, forms=FORMS)
                return run_self_test(questionnaire, rulebook, arguments.self_report)
            data_file = (arguments.data or data_folder()) / DATA_FILE
            run(app, plan, rulebook, data_file, arguments.package, once_shown=collect_again)
        except Exception as error:  # noqa: BLE001  no failure is told in English
            show_error(error)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
