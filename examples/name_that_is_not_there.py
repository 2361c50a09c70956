# Describe a series of measurements.
from statistics import average, stdev

readings = [20.1, 19.8, 21.4, 20.7, 20.0, 22.3]


def describe(values):
    """Mean, spread, and the values that stand out."""
    middle = average(values)
    spread = stdev(values)
    outliers = [value for value in values if abs(value - middle) > 1.5 * spread]
    return middle, spread, outliers


middle, spread, outliers = describe(readings)
print(f"{middle:.2f} +/- {spread:.2f}, outliers: {outliers}")
