"""A child of the warm process, from the fork to its order; what it then does is `executor.child.entry`."""

import ctypes
import gc
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

from executor.child.channel import NOT_STARTED
from executor.child.entry import Ends, enter, enter_ahead, forget
from executor.child.places import Places
from executor.child.rehearsal import rehearse
from executor.house import OURS, house_for
from executor.orders import Asked
from executor.sandbox.protection import Protection
from executor.scarce import Scarce
from executor.shelf import Offer, put
from executor.spares import TAKEN
from executor.wire import Gone, receive_raw

PR_SET_CHILD_SUBREAPER = 36

libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What there is to an order: how its children are protected, and what is known of that, as JSON."""

    asked: Asked
    protection: Protection
    isolation: bytes


@dataclass(frozen=True, slots=True)
class Cradle:
    """What a new child finds: which orders there are, the name of its control groups, whose code is whose.

    `has_time` says whether nothing runs beside it, so that it may rehearse.
    """

    prepared: Mapping[bytes, Prepared]
    group: str
    places: Places
    directory: str
    has_time: bool


@dataclass(frozen=True, slots=True)
class Berth:
    """The ends of a child that waits on the shelf: what it keeps, and what it offers there."""

    desk: socket.socket
    report: socket.socket
    told: int
    offer: Offer
    shelf: socket.socket


def wait_for_order(cradle: Cradle, line: socket.socket) -> NoReturn:
    """Wait for an order, close oneself in, and run."""
    settle(cradle)
    try:
        order, ends = receive_raw(line)
    except (Gone, Scarce) as why:
        os._exit(NOT_STARTED if isinstance(why, Scarce) else 0)
    line.close()
    prepared = cradle.prepared[order]
    house = house_for(prepared.asked, prepared.protection, cradle.group, cradle.places)
    enter(house, ends[0], Ends(*ends[1:]))


def wait_on_shelf(cradle: Cradle, order: bytes, berth: Berth) -> NoReturn:
    """Close oneself in, wait on the shelf, and run."""

    def hear() -> Ends:
        try:
            put(berth.shelf, order, berth.offer)
            berth.offer.close()
            berth.shelf.close()
            _, ends = receive_raw(berth.desk)
        except (Gone, Scarce) as why:
            os._exit(NOT_STARTED if isinstance(why, Scarce) else 0)
        with suppress(BrokenPipeError):  # it was sent away too late, and is on its own
            os.write(berth.told, TAKEN)
        return Ends(*ends)

    prepared = cradle.prepared[order]
    house = house_for(prepared.asked, prepared.protection, cradle.group, cradle.places)
    settle(cradle)
    enter_ahead(house, berth.report.fileno(), cradle.directory, hear)


def settle(cradle: Cradle) -> None:
    """Be a child: rehearse if there is time, since what is touched now need not be copied later."""
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    gc.enable()
    if cradle.has_time:
        rehearse(cradle.places)
        forget(OURS)
        gc.freeze()
