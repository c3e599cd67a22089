# SPDX-License-Identifier: EUPL-1.2
"""Programs that a test starts: each ends with the test, and says what it says into a file of its own."""
import ctypes
import os
import signal
import subprocess
import threading

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


def die_with_parent():
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Process:
    """@log: where its standard output and error go, line by line, as they come. Its standard input is a pipe that ends with us."""

    def __init__(self, command, log, **environment):
        self.name = os.path.basename(str(command[0]))
        self.log = log
        self.lines = []
        self.heard = threading.Condition()
        self.process = subprocess.Popen([str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True, errors="replace", preexec_fn=die_with_parent,
                                        env={**os.environ, **environment})
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    @property
    def pid(self):
        return self.process.pid

    def _listen(self):
        with open(self.log, "a", encoding="utf-8") as file:
            for line in self.process.stdout:
                file.write(line)
                file.flush()
                with self.heard:
                    self.lines.append(line.rstrip("\n"))
                    self.heard.notify_all()
        with self.heard:
            self.lines.append(None)
            self.heard.notify_all()

    def wait_line(self, pattern, seconds=60):
        """The match of the first line that @pattern (compiled) finds."""
        def said():
            return next((match for match in (pattern.search(line) for line in self.lines if line is not None) if match), None)

        with self.heard:
            self.heard.wait_for(lambda: said() or None in self.lines, seconds)
            if said():
                return said()
        raise AssertionError(f"{self.name} (status {self.process.poll()}) did not say {pattern.pattern!r} but:\n" + "\n".join(filter(None, self.lines)))

    def alive(self):
        return self.process.poll() is None

    def stop(self, how=signal.SIGTERM, seconds=60):
        """Ends it and returns its status; kills it when it does not obey."""
        if self.alive():
            self.process.send_signal(how)
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"{self.name} does not end when told to") from error
        self.listener.join(seconds)
        return status
