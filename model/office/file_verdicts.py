"""What a file turned out to be, as it is kept and shown."""

from collections.abc import Iterator

from model.domain.origin import SignatureKind
from model.domain.plan import Plan
from model.domain.submission import Submission
from model.package.senders import Senders
from model.store.receipts import FileVerdict
from model.workbook.reasons import Refusal
from model.workbook.report.read import ReceivedReport


def refused(refusal: Refusal) -> FileVerdict:
    return FileVerdict(
        message=refusal.sentence,
        code=refusal.code.value,
        hint=refusal.hint,
        details=tuple(problem.within(refusal.file) for problem in refusal.problems),
        file_year=refusal.year,
    )


def accepted_verdict(known: Senders, name: str, received: ReceivedReport) -> FileVerdict:
    submission = received.submission
    plan = known.plan_of(submission)
    department = plan.departments[submission.department].name
    return FileVerdict(
        message=f"{department} {submission.year}年度第{submission.sequence}次报送",
        digest=submission.digest,
        details=(  # the gravest first
            *(one.text for one in received.remarks if not one.about_cell),
            *known.notes(submission),
            *_misnamed(plan, name, submission),
        ),
        edits=(*received.edits, *received.doubts),
        signature=_signature(known, received),
        signer=received.proof.key,
    )


def _signature(known: Senders, received: ReceivedReport) -> SignatureKind:
    proof, secret = received.proof, known.secret_kind(received.submission, received.signature)
    if proof.signed is None:
        return secret
    if not proof.fits:
        return SignatureKind.BROKEN
    return SignatureKind.BOTH if secret is SignatureKind.SECRET else SignatureKind.KEY


def bodies_named(plan: Plan, text: str) -> dict[str, str]:
    """Id -> name of the bodies whose name or alias stands in *text*."""
    return {
        body.id: body.name
        for body in plan.bodies
        for word in (body.name, *body.aliases)
        if len(word) > 2 and word in text
    }


def _misnamed(plan: Plan, name: str, submission: Submission) -> Iterator[str]:
    """The file is named after another department than the one that it reports on."""
    named = bodies_named(plan, name.rpartition("/")[2])
    if named and submission.department not in named:
        own = plan.departments[submission.department].name
        other = "、".join(f"“{word}”" for word in named.values())
        yield f"文件名写的是{other}，内容是“{own}”的，已按内容登记，请核实。"
