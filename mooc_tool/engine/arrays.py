"""Names of the array types that the engine passes around."""

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.bool_]
Bits32 = NDArray[np.uint32]  # 32 bits a word
Bytes = NDArray[np.uint8]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Real = NDArray[np.float64]
Ranks = NDArray[np.int16] | NDArray[np.int32]  # large markets: two bytes an entry are half of the time
Unsigned = NDArray[np.uint16] | NDArray[np.uint32]  # the same, known to hold nothing below 0
