"""Addresses and ports of this machine."""

import random
import socket
from contextlib import closing

from kaochang.config.environment import Environment

# Below the range from which the kernel takes ports for outgoing connections.
RANGE = range(20000, 32000)


def lan_address(site: Environment) -> str:
    """The address other machines reach us at: the one that the default route would use."""
    if site.LAN_ADDRESS:
        return site.LAN_ADDRESS
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: a datagram socket only picks its route
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """For TCP and UDP; a port in TIME_WAIT counts as free, as it does for our servers."""
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with closing(socket.socket(socket.AF_INET, kind)) as probe:
            if kind == socket.SOCK_STREAM:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                return False
    return True


def choose_free_port(taken: set[int]) -> int:
    for port in random.sample(RANGE, k=len(RANGE)):  # a port needs no secret
        if port not in taken and is_free(port, "0.0.0.0"):  # noqa: S104 - only looks
            return port
    raise OSError("no free port between 20000 and 32000")
