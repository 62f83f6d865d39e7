"""moto's server, one request at a time: it looks at a condition and then writes, which AWS does in one step.

Usage: moto_in_turn.py PORT
"""

import sys
import threading

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple


class InTurn:
    def __init__(self, application):
        self.application = application
        self.turn = threading.Lock()

    def __call__(self, environ, start_response):
        with self.turn:
            return self.application(environ, start_response)


run_simple("127.0.0.1", int(sys.argv[1]), InTurn(DomainDispatcherApplication(create_backend_app)), threaded=True)
