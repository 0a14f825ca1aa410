"""What a file turned out to be, as it is kept and shown."""

from collections.abc import Iterable, Iterator

from model.domain.origin import SignatureKind
from model.domain.plan import Plan
from model.domain.rectification import RectificationReply
from model.domain.submission import Submission
from model.package.senders import Senders
from model.store.receipts import FileVerdict
from model.workbook.reasons import KINDS, Reason, Refusal, is_named_feedback
from model.workbook.rectification.read import ReceivedReply
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


def reply_verdict(known: Senders, name: str, received: ReceivedReply) -> FileVerdict:
    """What is said of a 整改反馈单. Raises: Refusal: no such department reports here."""
    reply, proof = received.reply, received.proof
    body = known.name(reply.department)
    if not body:
        raise Refusal(name, Reason.UNKNOWN_DEPARTMENT)
    if proof.signed and not proof.fits:
        raise Refusal(name, Reason.NOT_A_SUBMISSION)
    return FileVerdict(
        message=(
            f"{body} {reply.year}年度整改反馈单第{reply.number}次，"
            f"{len(reply.acts)} 项，请到“整改台账”验收"
        ),
        digest=reply.digest,
        details=tuple(edit.sentence for edit in received.edits),
        signature=SignatureKind.KEY if proof.signed else SignatureKind.NONE,
        signer=proof.key,
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


def bodies_in_name(plans: Iterable[Plan], text: str) -> str:
    """What of the name of a file tells whose it is and what: bodies of *plans*, 整改反馈单."""
    names = dict.fromkeys(name for plan in plans for name in bodies_named(plan, text).values())
    feedback = [KINDS[RectificationReply.KIND]] * is_named_feedback(text)
    return "、".join((*names, *feedback))


def _misnamed(plan: Plan, name: str, submission: Submission) -> Iterator[str]:
    """The file is named after another department than the one that it reports on."""
    named = bodies_named(plan, name.rpartition("/")[2])
    if named and submission.department not in named:
        own = plan.departments[submission.department].name
        other = "、".join(f"“{word}”" for word in named.values())
        yield f"文件名写的是{other}，内容是“{own}”的，已按内容登记，请核实。"
