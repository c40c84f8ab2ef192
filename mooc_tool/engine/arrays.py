"""Names of the array types that the engine passes around."""

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Real = NDArray[np.float64]
Ranks = NDArray[np.int16] | NDArray[np.int32]  # large markets: two bytes an entry are half of the time
