"""A headless Chromium, spoken to over a pair of pipes (Chrome DevTools Protocol), without any package."""

import json
import os
import subprocess
import tempfile


class Browser:
    """Runs Chromium until the end of a `with` block."""

    def __init__(self, program):
        self.program = program
        self.number = 0

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        # The browser reads from its descriptor 3 and writes to 4, each message ended by a zero byte.
        reads, self.write_end = os.pipe()
        self.read_end, writes = os.pipe()

        def place_pipes():
            reading, writing = os.dup(reads), os.dup(writes)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self.process = subprocess.Popen(
            [self.program, "--headless=new", "--remote-debugging-pipe", "--no-sandbox",
             "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
             "--disable-extensions", "--disable-background-networking",
             f"--user-data-dir={self.profile.name}", "about:blank"],
            preexec_fn=place_pipes, close_fds=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(reads)
        os.close(writes)
        self.waiting = b""
        target = self.ask("Target.createTarget", {"url": "about:blank"}, None)["targetId"]
        self.session = self.ask(
            "Target.attachToTarget", {"targetId": target, "flatten": True}, None)["sessionId"]
        self.ask("Page.enable")
        # The page forbids scripts in its own policy; the checker is one.
        self.ask("Page.setBypassCSP", {"enabled": True})
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.profile.cleanup()

    def ask(self, method, parameters=None, session=""):
        """Sends a command and returns its result."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters or {}}
        if session is not None:
            message["sessionId"] = self.session
        self._write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def _write(self, data):
        while data:
            data = data[os.write(self.write_end, data):]

    def _message(self):
        while b"\0" not in self.waiting:
            piece = os.read(self.read_end, 1 << 20)
            if not piece:
                raise RuntimeError("the browser ended")
            self.waiting += piece
        message, self.waiting = self.waiting.split(b"\0", 1)
        return json.loads(message)

    def show(self, path, width, height=900):
        """Opens a file in a window of this width."""
        self.ask("Emulation.setDeviceMetricsOverride",
                 {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
        self.ask("Page.navigate", {"url": f"file://{os.path.abspath(path)}"})
        self.run("new Promise(done => document.readyState === 'complete' ? done()"
                 " : addEventListener('load', done))")

    def run(self, script):
        """The value of an expression, once its promise is kept."""
        answer = self.ask("Runtime.evaluate", {
            "expression": script, "awaitPromise": True, "returnByValue": True})
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("text", "script failed"))
        return answer["result"].get("value")
