from model.workbook.causes import CAUSES, MOST, cause_of
from model.workbook.codes import Reason


def test_that_every_reason_has_a_cause_of_its_own_of_a_few_letters():
    assert CAUSES.keys() == set(Reason)
    assert [word for word in CAUSES.values() if not 1 < len(word) <= MOST] == []
    assert len(set(CAUSES.values())) == len(CAUSES)


def test_that_a_code_of_another_program_has_no_cause():
    assert cause_of("pdf") == "PDF"
    assert cause_of("") == cause_of("of-next-year") == ""
