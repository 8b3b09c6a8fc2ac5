"""The peer: Gradio's queued echo, as fast as its settings allow."""

from serve import serve

import gradio as gr

demo = gr.Interface(lambda text: text, gr.Textbox(), gr.Textbox(), api_name="predict", flagging_mode="never")
demo.queue(default_concurrency_limit=None, max_size=None)
serve(demo)
