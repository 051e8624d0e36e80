"""Which group of an experiment a customer is in: drawn from a salted hash of the id, so the same in every file."""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

GROUPS: tuple[str, ...] = ("treatment", "holdout")
# 64 bits: the share is met to 1e-19, and a hash is one number.
_DIGEST_BYTES = 8


@dataclass(frozen=True)
class Assignment:
    """The rule of one experiment. ``salt`` has 1 to 64 bytes; ``holdout_share`` is above 0 and below 1."""

    salt: bytes
    holdout_share: float

    def groups(self, customer_ids: pa.Array) -> pa.DictionaryArray:
        """The group of each customer of a string array, in its order: a dictionary array of GROUPS.

        Blanks around an id do not count, as they do not where outcomes are matched. The hash is BLAKE2b with the salt as its key,
        and whose hash is below the share of all hashes is in the holdout.
        """
        keyed = blake2b(key=self.salt, digest_size=_DIGEST_BYTES)
        digests = []
        for customer_id in pc.utf8_trim_whitespace(customer_ids).to_pylist():
            # A copy of the keyed state costs half of what a new one does.
            state = keyed.copy()
            state.update(customer_id.encode())
            digests.append(state.digest())
        hashes = np.frombuffer(b"".join(digests), dtype=">u8")
        is_held = hashes < np.uint64(self.holdout_share * 2**64)
        return pa.DictionaryArray.from_arrays(pa.array(is_held.astype(np.int32)), pa.array(GROUPS, pa.string()))


def is_held(groups: pa.DictionaryArray) -> NDArray[np.bool_]:
    """Which of ``groups`` are the holdout."""
    held: NDArray[np.bool_] = groups.indices.to_numpy() == GROUPS.index("holdout")
    return held
