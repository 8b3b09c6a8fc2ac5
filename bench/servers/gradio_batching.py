"""The peer: Gradio's batches of at most 32."""

import time

from serve import serve

import gradio as gr


def work(texts):
    time.sleep((5 + 0.1 * len(texts)) / 1000)
    return [texts]


demo = gr.Interface(
    work, gr.Textbox(), gr.Textbox(), api_name="work", flagging_mode="never", batch=True, max_batch_size=32
)
demo.queue(max_size=None)
serve(demo)
