"""Words by which people say that there is nothing to say: 无, 暂无, /, 不涉及."""

import re

from model.domain.names import folded

_SIGNS = re.compile(r"[\W_]+")  # once folded, no letter and no digit
_NOTHING = re.compile(
    r"(目前|本年度?|今年|暂时?|尚|均|也)*"
    r"(无|没有|不存在|不涉及|不适用|未涉及|未发现|略|na|none|nil)"
    r"(此项|该项|此类|相关|任何|明显|突出|特殊|主要|重大|其他|需要|存在|的)*"
    r"(问题|困难|情况|内容|说明|意见|事项|经验|做法|工作|任务|安排|计划|打算)?",
    re.IGNORECASE,
)


def says_nothing(words: str) -> bool:
    """Whether *words* are empty, or only say that there is nothing; such words are quoted nowhere
    as a problem, a cause, a plan or an achievement.
    """
    plain = _SIGNS.sub("", folded(words))
    return not plain or bool(_NOTHING.fullmatch(plain))
