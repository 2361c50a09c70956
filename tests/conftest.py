"""What holds for all tests.

Properties are tried on the same examples at each call, and without a clock: none fails by chance. Others are
tried with `--hypothesis-profile default`.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
