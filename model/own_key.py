"""The key pair of this installation: made at first need, kept in the data file, never elsewhere."""

from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from model.domain.origin import key_fingerprint
from model.ed25519 import KeyPair, new_key_pair
from model.errors import AppError
from model.store.connection import connect_to_read
from model.store.disk_errors import DISK_ERRORS
from model.store.keys import fetch_seed, kept_keys, save_seed
from model.store.transaction import saving


def own_key_pair(db: Database) -> KeyPair:
    """The key pair that this installation signs with; the first call makes it.

    Raises:
        NotSaved: the disk refused.
    """
    if (seed := fetch_seed(db)) is not None:
        return KeyPair(seed)
    with saving(db, "本机密钥"):  # where two programs ask at once, the first one's is taken
        if (seed := fetch_seed(db)) is None:
            seed = new_key_pair().seed
            save_seed(db, seed)
    return KeyPair(seed)


def key_brought(backup: Path, db: Database) -> str:
    """The fingerprint of the key that this installation would sign with once *backup* is restored,
    where that is another PC's; "" where it goes on with its own.
    """
    try:
        with closing(connect_to_read(backup)) as connection:
            brought = kept_keys(connection).own
    except (*DISK_ERRORS, AppError, UnicodeDecodeError):
        return ""
    known = {one.seed for one in kept_keys(db.conn).own}
    new = [one.seed for one in brought if one.ended_at is None and one.seed not in known]
    return key_fingerprint(KeyPair(new[-1]).public) if new else ""


def own_public_key(db: Database) -> str | None:
    """The public key of this installation; None: it has signed nothing yet."""
    seed = fetch_seed(db)
    return KeyPair(seed).public if seed else None
