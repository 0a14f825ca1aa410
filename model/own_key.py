"""The key pair of this installation: made at first need, kept in the data file, never elsewhere."""

from sqlite_utils import Database

from model.ed25519 import KeyPair, new_key_pair
from model.store.keys import fetch_seed, save_seed
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


def own_public_key(db: Database) -> str | None:
    """The public key of this installation; None: it has signed nothing yet."""
    seed = fetch_seed(db)
    return KeyPair(seed).public if seed else None
