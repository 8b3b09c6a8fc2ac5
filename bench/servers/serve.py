"""Launches a Gradio app on a free port, tells the parent process where, and ends with it. Import it before gradio."""

import json
import os
import sys

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


def serve(demo):
    _, url, _ = demo.launch(server_name="127.0.0.1", prevent_thread_lock=True, quiet=True, inbrowser=False)
    print(json.dumps({"url": url.rstrip("/")}), flush=True)
    sys.stdin.read()
    os._exit(0)
