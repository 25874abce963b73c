"""A stranger's server over a real socket: it keeps what it is sent, and answers as a test tells it."""

import http.server
import threading
import time


class Receiver:
    """Answers each request with the next of `answers` (the last for ever); "hang" keeps the line open and says nothing."""

    def __init__(self, *answers):
        self.answers, self.requests, self.ended = list(answers) or [200], [], threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                answer = outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0]
                outer.requests.append({"path": self.path, "headers": dict(self.headers.items()), "body": body, "at": time.time()})
                if answer == "hang":
                    outer.ended.wait(60)
                    return
                self.send_response(answer)
                if answer in (301, 302, 307, 308):
                    self.send_header("Location", outer.url("/elsewhere"))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path="/terima"):
        return f"http://127.0.0.1:{self.server.server_address[1]}{path}"

    def of(self, kind):
        return [request for request in self.requests if f'"type":"{kind}"'.encode() in request["body"]]

    def close(self):
        self.ended.set()
        self.server.shutdown()
        self.server.server_close()
