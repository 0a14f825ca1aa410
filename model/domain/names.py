"""Names as they are compared: nobody is another person for a blank in their name."""

from collections.abc import Iterable, Mapping

from model.domain.letter_widths import narrow
from model.domain.typed_words import without_unseen


def folded(text: str) -> str:
    """*text* as names are compared: width and composition, blanks and invisible letters aside."""
    plain = narrow(text)
    return without_unseen("".join(plain.split()))


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's: 王芳, 王　芳. Two that are nobody's are alike."""
    return folded(one) == folded(other)


def spelled_alike(names: Iterable[str]) -> Mapping[str, str]:
    """Each of *names* -> the spelling of that person that came first."""
    first: dict[str, str] = {}
    return {name: first.setdefault(folded(name), name) for name in names}
