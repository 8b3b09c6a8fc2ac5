"""The peer: jobs of 20 ms, one at a time, for which a crowd waits."""

import time

from serve import serve

import gradio as gr


def job(text):
    time.sleep(0.02)
    return text


demo = gr.Interface(job, gr.Textbox(), gr.Textbox(), api_name="job", flagging_mode="never")
demo.queue(max_size=None)
serve(demo)
