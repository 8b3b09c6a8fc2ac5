"""The peer: Gradio's queued echo, as fast as its settings allow. Speaks to the benchmark over its standard streams."""

import json
import os
import sys

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr

demo = gr.Interface(lambda text: text, gr.Textbox(), gr.Textbox(), api_name="predict", flagging_mode="never")
demo.queue(default_concurrency_limit=None, max_size=None)
_, url, _ = demo.launch(server_name="127.0.0.1", prevent_thread_lock=True, quiet=True, inbrowser=False)
print(json.dumps({"url": url.rstrip("/")}), flush=True)
for _ in sys.stdin:
    times = os.times()
    print(json.dumps({"cpuMs": (times.user + times.system) * 1000}), flush=True)
