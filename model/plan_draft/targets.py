"""The targets that a plan states: value, unit, direction, strictness, year, and the words for it.

Sentence by sentence, part by part. What a part does not say (its year, its subject) is taken from
the parts before it in the same sentence. A number that became no target is listed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from model.domain.plan import Direction, IndicatorKind
from model.plan_draft import target_words as w
from model.plan_draft.draft import Code, Confidence, DraftMilestone, DraftRemark, DraftTarget
from model.plan_draft.statements import (
    FILLER,
    Compact,
    Place,
    Sentence,
    Stated,
    clean_name,
    listed_words,
    noun_follows,
    without_times,
)

SENTENCE = re.compile(r"[^。！？\n]+")
PART = re.compile(r"[^，；]{1,500}")  # without a limit, a text without stops takes hours
HOPES = ("力争", "争取", "确保")


class Targets:
    """The targets of one text; *stage* is the year in which the plan's first stage ends."""

    def __init__(self, text: str, first_year: int, stage: int) -> None:
        self._text = text
        self._first_year = first_year
        self._stage = stage
        self.stated: list[Stated] = []
        self.remarks: list[DraftRemark] = []

    def read(self, place: Place) -> None:
        compact = Compact(self._text, place.start, place.end)
        before = len(self.stated)
        for found in SENTENCE.finditer(compact.words):
            self._sentence(place, compact, *found.span())
        self._date_standards(compact, before)
        if not place.id:
            for one in self.stated[before:]:
                self.remarks.append(
                    DraftRemark(
                        code=Code.TARGET_OUTSIDE,
                        start=one.milestone.start,
                        words=one.milestone.quote,
                        values={"name": one.name},
                    )
                )
            del self.stated[before:]

    def _sentence(self, place: Place, compact: Compact, start: int, end: int) -> None:
        said = Sentence()
        for found in PART.finditer(compact.based, start, end):
            self._part(place, compact, found.start(), found.end(), said)
        for number in w.ALL_NUMBERS.finditer(without_times(compact.based[start:end])):
            position = start + number.start()
            if position not in said.numbers and number["unit"]:
                words, first, _ = compact.quote(self._text, position, start + number.end())
                self.remarks.append(DraftRemark(code=Code.NUMBER_LEFT, start=first, words=words))

    def _part(self, place: Place, compact: Compact, start: int, end: int, said: Sentence) -> None:
        part = compact.based[start:end]
        for time in w.TIME.finditer(part):
            said.year = int(time["year"]) if time["year"] else w.PERIODS[time["period"]]
            said.since = bool(time["from"])
            said.start = start + time.start() - (2 if part[: time.start()].endswith(HOPES) else 0)
        part = without_times(part)
        reader = _Part(self, place, compact, start, part, said)
        found = list(reader.read())
        self.stated += found
        if not found and (noun := clean_name(part)) and w.RATES.search(noun):
            said.subject = noun if not said.subject else said.subject

    def _date_standards(self, compact: Compact, before: int) -> None:
        """Targets without a year that are a standard get the year in which all meet it."""
        met = next(
            (
                (int(time["year"]), found)
                for found in re.finditer(r"[^。；]+", compact.based)
                if w.STANDARD.search(found[0])
                and (time := w.TIME.search(found[0]))
                and time["year"]
            ),
            None,
        )
        if met is None:
            return
        year, found = met
        quote, start, end = compact.quote(self._text, *found.span())
        for number, one in enumerate(self.stated[before:], start=before):
            undated = one.milestone.assumed or one.milestone.every_year
            if undated and one.milestone.start < start:
                milestone = replace(
                    one.milestone, year=year, assumed=False, every_year=False, quote=quote,
                    start=start, end=end,
                )  # fmt: skip
                self.stated[number] = replace(one, milestone=milestone)

    def milestone(
        self, place: Place, compact: Compact, said: Sentence, start: int, end: int,
        value: Decimal | None, *, strict: bool = False, level: bool = False,
    ) -> DraftMilestone:  # fmt: skip
        """A milestone with the words from its time to *end*. `level`: it holds each year."""
        first = min(start, said.start) if said.start is not None else start
        quote, begins, ends = compact.quote(self._text, first, end)
        undated = said.year is None
        year = said.year or (self._first_year if level else self._stage)
        return DraftMilestone(
            year=year,
            value=value,
            quote=quote,
            place=place.id,
            start=begins,
            end=ends,
            strict=strict,
            every_year=said.since or (undated and level),
            assumed=undated and not level,
        )


class _Part:
    """One part of a sentence, held against each way of stating a target."""

    def __init__(
        self,
        targets: Targets,
        place: Place,
        compact: Compact,
        start: int,
        part: str,
        said: Sentence,
    ) -> None:
        self._targets, self._place, self._compact = targets, place, compact
        self._start, self._part, self._said = start, part, said
        self._seen = compact.words[start : start + len(part)]  # with what is in quotation marks
        self._binding = bool(w.BINDING.search(part))

    def read(self) -> Iterator[Stated]:
        """What the part states: numbers and what stands beside them, else the first that fits."""
        if counted := [*self._each_in_turn(), *self._numbers()]:
            yield from counted
            yield from self._whole()
            return
        readers = (self._handed_down, self._zero, self._each, self._whole, self._done)
        for reader in readers:
            if found := list(reader()):
                yield from found
                return

    def _stated(
        self, name: str, unit: str, direction: Direction, kind: IndicatorKind,
        span: tuple[int, int], value: Decimal | None, confidence: Confidence, *,
        strict: bool = False, level: bool = False, binding: bool = False,
    ) -> Stated:  # fmt: skip
        milestone = self._targets.milestone(
            self._place, self._compact, self._said, self._start + span[0], self._start + span[1],
            value, strict=strict, level=level,
        )  # fmt: skip
        if milestone.assumed and confidence is Confidence.SURE:
            confidence = Confidence.LIKELY
        if w.RATES.search(name):
            self._said.subject = self._said.subject or name
        return Stated(
            name=self._words(name),
            unit=unit,
            direction=direction,
            kind=kind,
            milestone=milestone,
            binding=binding or self._binding,
            confidence=confidence,
        )

    def _words(self, name: str) -> str:
        """*name* with what was hidden in it shown again."""
        if FILLER not in name:
            return name
        found = re.search(re.escape(name).replace(FILLER, "."), self._compact.words[self._start :])
        return found[0] if found else name.replace(FILLER, "")

    def _each_in_turn(self) -> Iterator[Stated]:
        """“A、B分别达到x和y”."""
        middle = self._part.find("分别")
        values = list(w.ALL_NUMBERS.finditer(self._part, middle)) if middle >= 0 else []
        names = listed_words(clean_name(re.sub("(?:力争|入库|较|比|□)+$", "", self._part[:middle])))
        if len(values) < 2 or not names:
            return
        for name, value in zip(names[-len(values) :], values, strict=False):
            between = self._part[middle : values[0].start()]
            verb = w.VERBS.search(between)
            yield self._number(name, value, verb[0] if verb else "达到", (0, len(self._part)))

    def _numbers(self) -> Iterator[Stated]:
        if "分别" in self._part and len(w.ALL_NUMBERS.findall(self._part)) > 1:
            return
        begins, before_verb, listed = 0, None, ""
        for value in w.ALL_NUMBERS.finditer(self._part):
            if value.start() < begins or re.match("[年月日级号类G]", self._part[value.end() :]):
                continue
            segment = self._segment(begins, value.start())
            before = self._part[segment : value.start()]
            after = re.split(r"[和、及]\d", self._seen[value.end() :])[0]
            verbs = list(w.VERBS.finditer(before))
            verb = verbs[-1] if verbs else None
            if len(verbs) > 1 and verbs[-1].end() == len(before) and verbs[-1][0] in w.NOUNS:
                verb = verbs[-2]
            if verb is None and listed and self._part[begins] == "、" and value["unit"] != "%":
                yield self._number(
                    f"{listed}{clean_name(before)}", value, listed, (segment, value.end())
                )
                begins = value.end()
                continue
            if verb is None and before_verb is not None and before.endswith(("和", "、", "及")):
                verb = before_verb
            if not self._states(value, verb, before, after):
                continue
            follows = noun_follows(verb, after)
            for name in self._names(before, verb, after, value["unit"] or ""):
                span = (segment, value.end() + (len(after) if follows else 0))
                yield self._number(name, value, verb[0] if verb else "达到", span)
            begins, before_verb = value.end(), verb if follows else None
            listed = verb[0] if verb and verb[0] in w.BUILT and not follows else ""

    def _segment(self, begins: int, number: int) -> int:
        """Where the words on the number begin: behind other targets of the same list."""
        before = self._part[begins:number]
        behind = begins > 0 or re.search("全落实|全覆盖", before)
        return begins + before.rfind("、") + 1 if behind else begins

    def _states(
        self, value: re.Match[str], verb: re.Match[str] | None, before: str, after: str
    ) -> bool:
        """Whether the number is a target, rather than a count in passing."""
        direct = verb is not None and verb[0] in w.DIRECT and len(before) - verb.end() <= 4
        ends = not after or after[0] in "、，；和及）（的"
        dated = self._said.year is not None or bool(w.HOPE.search(self._part))
        if value["unit"] is None:
            return direct and not after and value["num"] != ""
        if re.search("第$|前$|[A-Za-z]$", before):
            return False
        if direct and verb is not None:
            rate = bool(w.RATES.search(before[: verb.start()]))
            return dated or rate or verb[0] not in {"为", "保持", "至少"}
        if re.search("比例|率", after):
            return False
        if verb is not None:
            change = value["unit"] == "%" and verb[0] in (*w.LESS, *w.MORE)
            return dated or change or (verb[0] in w.BUILT and value["unit"] != "%")
        return dated and ends and len(before) >= 3

    def _names(self, before: str, verb: re.Match[str] | None, after: str, unit: str) -> list[str]:
        """What the number is of; several things where one value holds for each."""
        if verb is None:
            return [clean_name(before) or self._said.subject]
        follows = noun_follows(verb, after)
        if follows and verb.end() > len(before):  # the verb of the number before
            return [f"{verb[0]}{after}"]
        subject = clean_name(re.sub("(?:力争|确保|较|同比|□)+$", "", before[: verb.start()]))
        if follows:
            return [f"{subject}{verb[0]}{re.sub('^[余多]', '', after)}"]
        object_ = before[verb.end() :]
        if verb[0] in (*w.MORE, *w.LESS) and len(object_) >= 2:
            return [f"{subject}{verb[0]}{object_}"]
        self._said.subject = subject or self._said.subject
        if subject and re.search("率[和及][^率]+率$", subject):
            return listed_words(subject)
        name = self._said.subject
        changes = verb[0] in (*w.LESS, *w.MORE) and not name.endswith("率")
        return [f"{name}{verb[0]}{'率' if unit == '%' else '量'}" if changes else name]

    def _number(self, name: str, value: re.Match[str], verb: str, span: tuple[int, int]) -> Stated:
        self._said.numbers.append(self._start + value.start())
        most = verb in w.AT_MOST or value["after"] in {"以下", "以内", "之内"}
        unit = value["unit"] or ""
        sure = Confidence.SURE if name and value["after"] != "左右" else Confidence.LIKELY
        return self._stated(
            name,
            unit,
            Direction.AT_MOST if most else Direction.AT_LEAST,
            IndicatorKind.RATIO if unit == "%" else IndicatorKind.QUANTITY,
            span,
            Decimal(value["num"].replace(",", "")),
            sure,
            strict=verb in w.STRICT,
        )

    def _handed_down(self) -> Iterator[Stated]:
        found = w.HANDED_DOWN.search(self._part)
        if not found or self._part.endswith("基础上") or "基础上实现" in self._part:
            return
        given = found["names"] or found["task"] or ""
        subject = clean_name(self._part[: found.start()])
        names = listed_words(given) or listed_words(subject) or [self._said.subject]
        if self._said.subject and not given and w.RATES.search(self._said.subject):
            names = [*dict.fromkeys((self._said.subject, *names))] if self._fresh() else names
        undated = self._said.year is None
        for name in names:
            amount = "煤" in name and not w.RATES.search(name)
            yield self._stated(
                name or self._part,
                "吨" if amount else "%",
                Direction.AT_MOST if amount else Direction.AT_LEAST,
                IndicatorKind.HANDED_DOWN,
                (0, len(self._part)),
                None,
                Confidence.LIKELY,
                level=undated,
                binding="下达" in found[0],
            )

    def _fresh(self) -> bool:
        """Whether the subject is the part just before, which said nothing else."""
        before = self._compact.based[: self._start].rstrip("，")
        return before.endswith(self._said.subject)

    def _zero(self) -> Iterator[Stated]:
        if found := w.ZERO.search(self._part):
            name = clean_name(self._part[: found.start()])
            yield self._none_left(f"{name}{found[0]}", name, Confidence.LIKELY)
        elif found := w.FORBIDDEN.search(self._part):
            yield self._none_left(self._part.strip(), found["thing"], Confidence.UNSURE)

    def _none_left(self, name: str, thing: str, confidence: Confidence) -> Stated:
        unit = next((unit for words, unit in w.UNITS_OF if words.search(thing)), "个")
        return self._stated(
            name, unit, Direction.EQUAL, IndicatorKind.ZERO, (0, len(self._part)), Decimal(0),
            confidence, level=True,
        )  # fmt: skip

    def _each(self) -> Iterator[Stated]:
        found = w.EACH.search(self._part)
        for name in listed_words(found["names"]) if found else []:
            yield self._all_of(f"{name}{self._part[found.end('names') :]}的比例" if found else name)

    def _whole(self) -> Iterator[Stated]:
        if self._said.numbers and any(n >= self._start for n in self._said.numbers):
            pieces = [piece for piece in self._part.split("、") if not re.search(r"\d", piece)]
        else:
            pieces = self._part.split("、")
        position = 0
        for piece in pieces:
            position = self._part.find(piece, position)
            if w.COVERED.search(piece):
                yield self._all_of(f"{self._subject_before(position)}{clean_name(piece)}", piece)
            elif w.WHOLLY.search(self._seen[position : position + len(piece)]):
                yield self._stated(
                    clean_name(piece) or self._part, "", Direction.DONE, IndicatorKind.QUALITATIVE,
                    (0, position + len(piece)), None, Confidence.UNSURE, level=True,
                )  # fmt: skip
        if w.EVERY.search(self._part):
            yield self._all_of(f"{clean_name(self._part)}的比例")

    def _subject_before(self, position: int) -> str:
        """The names before a piece of a list that can't be read alone: 收集、运输全覆盖."""
        head = self._part[:position]
        return head if head and not re.search(r"\d|全落实|全覆盖", head) else ""

    def _all_of(self, name: str, piece: str = "") -> Stated:
        end = self._part.find(piece) + len(piece) if piece else len(self._part)
        return self._stated(
            name, "%", Direction.AT_LEAST, IndicatorKind.COVERAGE, (0, end), Decimal(100),
            Confidence.LIKELY, level=True,
        )  # fmt: skip

    def _done(self) -> Iterator[Stated]:
        if any(n >= self._start for n in self._said.numbers):
            return
        dated = self._said.year is not None
        hidden = self._part
        if (dated and w.DONE.search(hidden)) or (
            not dated and re.search("基本(?:消除|杜绝)|如期实现", hidden)
        ):
            yield self._stated(
                hidden.strip(), "", Direction.DONE, IndicatorKind.QUALITATIVE, (0, len(hidden)),
                None, Confidence.LIKELY if dated else Confidence.UNSURE, level=not dated,
            )  # fmt: skip
        elif w.DUTY.search(hidden):
            yield self._stated(
                hidden.strip(), "", Direction.DONE, IndicatorKind.QUALITATIVE, (0, len(hidden)),
                None, Confidence.UNSURE, level="公开" in hidden,
            )  # fmt: skip


def join(stated: Sequence[Stated]) -> tuple[tuple[DraftTarget, ...], list[DraftRemark]]:
    """One target for each thing, with a milestone for each year and statement; a remark on each
    that is stated with two values for a year, of which the first is kept.
    """
    joined: dict[tuple[str, str, Direction], list[Stated]] = {}
    for one in stated:
        name = re.sub("^(?:全[省市区县]|本[省市])+|入库|[的在了]", "", one.name)
        joined.setdefault((name, one.unit, one.direction), []).append(one)
    targets, remarks = [], []
    for number, group in enumerate(joined.values(), start=1):
        kept: list[DraftMilestone] = []
        for milestone in (one.milestone for one in group):
            same = next((one for one in kept if one.year == milestone.year), None)
            if same is not None and same.value != milestone.value:
                told = {"name": group[0].name, "year": str(same.year), "kept": f"{same.value}",
                        "other": f"{milestone.value}"}  # fmt: skip
                remarks.append(
                    DraftRemark(
                        code=Code.TARGET_TWICE,
                        start=milestone.start,
                        words=milestone.quote,
                        values=told,
                    )
                )
            else:
                kept.append(milestone)
        targets.append(
            DraftTarget(
                id=f"target-{number:02d}",
                name=max((one.name for one in group), key=len),
                unit=group[0].unit,
                direction=group[0].direction,
                kind=group[0].kind,
                binding=any(one.binding for one in group),
                milestones=tuple(sorted(kept, key=lambda milestone: milestone.year)),
                confidence=min((one.confidence for one in group), key=list(Confidence).index),
            )
        )
    return tuple(targets), remarks
