"""The peer: Gradio's generators of texts and pictures, as fast as its settings allow."""

from serve import serve

import gradio as gr
import numpy as np

rng = np.random.default_rng()


async def text(count):
    text = ""
    for at in range(int(count)):
        text += f"word{at} "
        yield text


async def image(count):
    for _ in range(int(count)):
        yield rng.integers(0, 256, (256, 256, 3), dtype=np.uint8)


with gr.Blocks() as demo:
    count = gr.Number()
    outputs = {"text": gr.Textbox(), "image": gr.Image(), "image_png": gr.Image(format="png")}
    for name, output in outputs.items():
        fn = text if name == "text" else image
        gr.Button(name).click(fn, count, output, api_name=name)
demo.queue(default_concurrency_limit=None, max_size=None)
serve(demo)
