"""The peer: LitServe's batches of at most 32, for which it waits up to 5 ms."""

import json
import os
import signal
import socket
import sys
import threading
import time

import litserve


class Work(litserve.LitAPI):
    def setup(self, device):
        pass

    def decode_request(self, request):
        return request["text"]

    def batch(self, inputs):
        return list(inputs)

    def predict(self, texts):
        time.sleep((5 + 0.1 * len(texts)) / 1000)
        return texts

    def unbatch(self, output):
        return list(output)

    def encode_response(self, output):
        return {"output": output}


def tell(port):
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.05)
    print(json.dumps({"url": f"http://127.0.0.1:{port}"}), flush=True)
    sys.stdin.read()
    os.killpg(0, signal.SIGTERM)


if __name__ == "__main__":
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = litserve.LitServer(Work(max_batch_size=32, batch_timeout=0.005), accelerator="cpu")
    threading.Thread(target=tell, args=(port,), daemon=True).start()
    server.run(host="127.0.0.1", port=port, num_api_servers=1, log_level="error", generate_client_file=False)
