"""Contacts from an Excel list and from what came."""

from model.domain.package import Contact
from model.package.contacts import pasted_contacts, with_contacts

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


def test_that_what_a_list_leaves_blank_stays(plan, package):
    before = with_contacts(package, {"csglw": Contact(name="旧", email="old@x.cn")})
    after = with_contacts(before, pasted_contacts(LIST, plan.bodies).contacts)
    assert after.contacts["csglw"] == Contact(name="李强", phone="13800000000", email="old@x.cn")


def test_that_a_text_without_departments_changes_nothing(plan, package):
    for text in ("", "随便一句话", "单位\t联系人"):
        assert with_contacts(package, pasted_contacts(text, plan.bodies).contacts) == package
