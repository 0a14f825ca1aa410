"""The volumes into which a year's 佐证材料 were packed last, known after a restart too."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from model.domain.answers import Evidence
from model.domain.canonical import canonical_bytes
from model.store.settings import read_of_year, save_of_year
from model.store.year_settings import YearSetting


@dataclass(frozen=True, kw_only=True)
class PackedVolumes:
    """`names` of the volumes, and the digest of the evidence that they hold."""

    of: str = ""
    names: tuple[str, ...] = ()

    def hold(self, evidence: Sequence[Evidence]) -> bool:
        """Whether they hold just *evidence*."""
        return self.of == evidence_digest(evidence)


def evidence_digest(evidence: Sequence[Evidence]) -> str:
    return hashlib.sha256(canonical_bytes({"evidence": evidence})).hexdigest()


def fetch_packed_volumes(db: Database, year: int, department: str) -> PackedVolumes:
    """Those packed last; none where nothing was packed yet."""
    none = PackedVolumes()
    return read_of_year(db, YearSetting.VOLUMES, year, department, PackedVolumes, none)


def keep_packed_volumes(db: Database, year: int, department: str, packed: PackedVolumes) -> None:
    """Keep *packed* in place of what was packed before. Raises: NotSaved, YearClosed."""
    save_of_year(db, YearSetting.VOLUMES, year, department, asdict(packed))
