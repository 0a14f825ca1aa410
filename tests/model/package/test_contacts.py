"""Contacts from an Excel list and from what came."""

from contextlib import closing
from dataclasses import replace

import pytest

from model.domain.canonical import digest_of
from model.domain.package import Contact
from model.domain.sealed import seal
from model.package.contacts import pasted_contacts, with_contacts
from model.store.data_file import open_store
from model.store.integrity import check_data_file
from model.store.packages import fetch_package, is_kept, keep_package

LIST = (
    "序号\t单位\t联系人\t电话\t邮箱\n"
    "1\t区科技局\t王芳\t022-26290001\twang@hebei.gov.cn\n"
    "2\t区城市管理部门\t李强\t13800000000\t\n"
    "3\t火星局\t赵六\t022-1234567\t\n"
)


def test_that_a_list_is_read_by_names_and_aliases_in_any_order_of_columns(plan):
    pasted = pasted_contacts(LIST, plan.bodies)
    assert pasted.contacts == {
        "kjj": Contact(name="王芳", phone="022-26290001", email="wang@hebei.gov.cn"),
        "csglw": Contact(name="李强", phone="13800000000"),
    }
    assert pasted.strange == ("火星局",)
    turned = "\n".join("\t".join(reversed(line.split("\t"))) for line in LIST.splitlines())
    assert pasted_contacts(turned, plan.bodies) == pasted


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("区城管委", "区城市管理委"), ("区住建委", "区住房建设委"), ("区发改委", "区发展改革委"),
        ("区生态局", "区生态环境局"),
    ],
)  # fmt: skip
def test_that_short_names_in_use_are_known_where_they_can_mean_one_body_alone(plan, short, name):
    (body,) = (one for one in plan.bodies if one.name == name)
    assert set(pasted_contacts(f"{short}\t王芳\n", plan.bodies).contacts) == {body.id}


@pytest.mark.parametrize("words", ["区局", "区委", "王芳", "区政府办", "区委办", "区政办"])
def test_that_words_too_short_or_of_several_bodies_are_nobodys(plan, words):
    assert not pasted_contacts(f"{words}\t022-26290001\n", plan.bodies).contacts


def test_that_rows_of_one_body_that_say_different_things_are_named_and_none_is_taken(plan):
    rows = "区科技局\t王芳\n区科技局\t李四\n区教育局\t赵六\n区教育局\t赵六\n"
    pasted = pasted_contacts(rows, plan.bodies)
    assert pasted.twice == ("kjj",)
    assert pasted.contacts == {"jyj": Contact(name="赵六")}


@pytest.mark.parametrize("shown", ["1.38E+10", "1.38e10", "########"])
def test_that_a_number_whose_digits_the_spreadsheet_did_not_show_is_named_and_left_out(plan, shown):
    pasted = pasted_contacts(f"区科技局\t王芳\t{shown}\n", plan.bodies)
    assert pasted.cut == ("kjj",)
    assert pasted.contacts == {"kjj": Contact(name="王芳")}


def test_that_what_a_list_leaves_blank_stays(plan, package):
    before = with_contacts(package, {"csglw": Contact(name="旧", email="old@x.cn")})
    after = with_contacts(before, pasted_contacts(LIST, plan.bodies).contacts)
    assert after.contacts["csglw"] == Contact(name="李强", phone="13800000000", email="old@x.cn")


def test_that_a_text_without_departments_changes_nothing(plan, package):
    for text in ("", "随便一句话", "单位\t联系人"):
        assert with_contacts(package, pasted_contacts(text, plan.bodies).contacts) == package


def test_that_a_department_gets_no_contact_but_its_own_and_the_digest_is_the_same(plan, proposed):
    contacts = {key: Contact(name=f"{key}的联系人", phone="022-1") for key in ("fgw", "swj", "jyj")}
    package = replace(proposed, contacts=contacts)
    sent = package.sent_to("swj")
    assert sent.contacts == {"swj": contacts["swj"]}
    assert sent.digest == package.digest == package.sent_to("").digest
    assert package.sent_to("").contacts == {}
    assert b"fgw\xe7\x9a\x84" not in seal(sent)


def test_that_a_package_of_an_older_version_keeps_its_digest(proposed):
    contacts = {"fgw": Contact(name="甲")}
    older = replace(proposed, contacts_apart=False, contacts=contacts)
    assert older.digest == digest_of(seal(older))
    assert older.sent_to("swj") is older
    assert b"contacts_apart" not in seal(older)


def test_that_the_office_keeps_all_contacts_and_its_file_is_sound(tmp_path, proposed):
    package = replace(proposed, contacts={"fgw": Contact(name="甲"), "swj": Contact(name="乙")})
    with closing(open_store(tmp_path / "a.db")) as db:
        keep_package(db, package)
        assert fetch_package(db, package.year) == package
        assert check_data_file(db) == ()
        assert is_kept(db, package.sent_to("swj"))
