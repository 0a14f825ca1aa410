"""The office's year on this PC: what every body sent, and what the office made of it."""

from model.consolidation.conflicts import Conflict, Said, conflicts
from model.consolidation.consolidation import Consolidation, picture
from model.consolidation.ranking_groups import RankingGroup, ranking_groups
from model.consolidation.reviewed_answers import corrected_answers
from model.consolidation.suspicions import Reported, Suspicion, suspicions
from model.domain.review import Matter, Ruling, still_seen
from model.office.bodies import Bodies


class OfficeYear(Bodies):
    """What the office's pages read; `model.office.rulings` writes. Call `refresh` after imports.

    Made with the plan as the app brings it; `plan` is the one in force under the year's package.
    Everything is worked out when first asked for, and kept until something changes.
    """

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Settled ones included."""
        return self._once("conflicts", self._find_conflicts)

    def _find_conflicts(self) -> tuple[Conflict, ...]:
        said = {
            body.id: Said(
                answers={**body.submission.answers, **corrected_answers(body.items)},
                corrected={key for key, one in body.items.items() if one.corrected},
                self_total=body.self_total,
                self_grade=body.submission.self_grade,
                recomputed=body.recomputed,
                by_office=body.differs_by_office,
            )
            for body in self.reported
            if body.submission
        }
        shares = self.package.shares_in_force(self.plan) if self.package else None
        return tuple(conflicts(self.plan, said, self.rulings_in_force, shares))

    @property
    def suspicions(self) -> tuple[Suspicion, ...]:
        """Those looked at included; see `seen`."""
        return self._once("suspicions", self._find_suspicions)

    def _find_suspicions(self) -> tuple[Suspicion, ...]:
        reports = {
            body.id: Reported(
                submission=body.submission,
                recomputed=body.recomputed,
                targets=body.assessor.targets,
            )
            for body in self.reported
            if body.submission and body.recomputed
        }
        return tuple(suspicions(self.plan, reports))

    def seen(self, suspicion: Suspicion) -> Ruling | None:
        """That a person has looked at it as it is now; None: nobody, or it was otherwise then."""
        ruling = self.ruling(Matter.SEEN, suspicion.key)
        return ruling if still_seen(ruling, suspicion.seen) else None

    @property
    def picture(self) -> Consolidation:
        """The district's year, as it stands now."""
        return self._once("picture", self._draw_picture)

    def _draw_picture(self) -> Consolidation:
        package = self.package
        return picture(
            self.plan,
            self.year,
            (year for body in self.reported if (year := body.year)),
            self.rulings_in_force,
            package.handed_down if package else {},
            package.shares_in_force(self.plan) if package else None,
            self.terms.baselines,
        )

    @property
    def groups(self) -> tuple[RankingGroup, ...]:
        """Bodies ranked among their kind; to be shown only when `ranking_shown`."""
        return self._once("groups", lambda: ranking_groups(self.rulebook, self.picture.departments))

    @property
    def ranking_shown(self) -> bool:
        """Off until the office switches it on."""
        return self.ruling(Matter.RANKING, "") is not None
