"""A child of the warm process, from the fork to its order; what it then does is `executor.child.entry`."""

import ctypes
import gc
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from executor.child.channel import NOT_STARTED
from executor.child.entry import Ends, House, enter, enter_ahead, forget
from executor.child.places import Places
from executor.child.rehearsal import rehearse
from executor.sandbox.protection import Protection
from executor.scarce import Scarce
from executor.warm.house import OURS, house_for
from executor.warm.orders import Asked
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


def wait_for_order(cradle: Cradle, line: socket.socket) -> NoReturn:
    """Wait for an order, close oneself in, and run."""
    settle(cradle)
    order, ends = heard(line)
    enter(house_of(cradle, order), ends)


def wait_inside(cradle: Cradle, line: socket.socket, order: bytes) -> NoReturn:
    """Close oneself in for an order, wait until it comes, and run."""
    settle(cradle)
    enter_ahead(house_of(cradle, order), cradle.directory, lambda: heard(line)[1])


def house_of(cradle: Cradle, order: bytes) -> House:
    """What is needed for an order."""
    prepared = cradle.prepared[order]
    return house_for(prepared.asked, prepared.protection, cradle.group, cradle.places)


def heard(line: socket.socket) -> tuple[bytes, Ends]:
    """Wait for an order, and end where none will come."""
    try:
        order, ends = receive_raw(line)
    except (Gone, Scarce) as why:
        os._exit(NOT_STARTED if isinstance(why, Scarce) else 0)
    line.close()
    return order, Ends(*ends)


def settle(cradle: Cradle) -> None:
    """Be a child: rehearse if there is time, since what is touched now need not be copied later."""
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    gc.enable()
    if cradle.has_time:
        rehearse(cradle.places)
        forget(OURS)
        gc.freeze()
