"""Answers in a few words."""

from model.domain.answers import Answer
from model.domain.forms import Choice, Form, Number

UNSAID = "未填"


def in_short(form: Form, answer: Answer) -> str:
    """'推进中 62.5%', '256 家', 未填: choices and numbers, texts left aside."""
    words = []
    for field in form.fields():
        text = answer.get(field.key)
        if not text:
            continue
        if isinstance(field, Choice | Number):
            words.append(field.words(text))
    return " ".join(words) or ("有说明" if answer else UNSAID)
