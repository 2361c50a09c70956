"""What the watch over one run is given."""

from dataclasses import dataclass

from executor.events import Events
from executor.watch.disk import Disk
from executor.watch.refusals import Refusals
from executor.watch.sight import Sight
from knowledge.limits import Limits


@dataclass(frozen=True, slots=True)
class Charge:
    """What the watch over one run is given."""

    limits: Limits
    refusals: Refusals
    sight: Sight
    disk: Disk
    events: Events
