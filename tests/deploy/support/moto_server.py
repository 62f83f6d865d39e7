"""moto's server for the tests of a class."""

import logging
import unittest
import urllib.request
import warnings

from moto.server import ThreadedMotoServer


def start(test: type[unittest.TestCase]) -> str:
    """The URL of one that is empty, and quiet: it has a line for each request, and for what it does not make."""
    test.enterClassContext(warnings.catch_warnings(action="ignore", category=UserWarning))
    logging.disable(logging.WARNING)
    test.addClassCleanup(logging.disable, logging.NOTSET)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    test.addClassCleanup(server.stop)
    url = "http://{}:{}".format(*server.get_host_and_port())
    reset(url)
    return url


def reset(url: str) -> None:
    """moto keeps what it has for as long as the process is there."""
    urllib.request.urlopen(urllib.request.Request(f"{url}/moto-api/reset", method="POST"), timeout=10).close()
