"""The peer: an echo beside a function that computes for 200 ms."""

import time

from serve import serve

import gradio as gr


def heavy(text):
    end = time.perf_counter() + 0.2
    while time.perf_counter() < end:
        pass
    return text


def echo(text):
    return text


with gr.Blocks() as demo:
    given, result = gr.Textbox(), gr.Textbox()
    gr.Button("echo").click(echo, given, result, api_name="echo", concurrency_limit=None)
    gr.Button("main").click(heavy, given, result, api_name="main")
demo.queue(max_size=None)
serve(demo)
