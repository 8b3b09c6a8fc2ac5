"""The app of `kitchen.ts` in Gradio, to run the same tests against; prints its address."""

import asyncio
import threading
import time

import gradio as gr

choices = ["a", "b", "c"]
steps = [[[1], [2], [3]], [[1], [2]], {"a": [1, 2], "b": "x"}, {"b": "xy"}, None, 0, [], {"c": "äö😀"}]
shapes = [[[1], [2], [3]], [[1], [3]], [1, True], [True, 1], {"a": 0}, {"a": False}, "", "1"]
rows = [[["a", 1]], [["a", 1], ["b", 2], ["c", 3]], [["a", "1"]], [["a", True], ["b", None]]]
doors, started, stopped, batches = {}, [], [], []
most, running = {"alone": 0, "shared": 0}, {"alone": 0, "shared": 0}
lock = threading.Lock()


def plain():
    return [
        gr.Textbox(), gr.Number(), gr.Slider(0, 9), gr.Checkbox(), gr.CheckboxGroup(choices), gr.Radio(choices),
        gr.Dropdown(choices), gr.Dropdown(choices, multiselect=True), gr.JSON(), gr.ColorPicker(), gr.Code(),
    ]


def give_values(text, number, slider, on, some, one, chosen, several, data, color, code):
    return text, number, slider, on, some, one, chosen, several, data, color, code


def same(text):
    return text


def same_file(file):
    return file


def same_files(files):
    return files


def give_media(picture, sound, video, gallery):
    return picture, sound, video, gallery


def give_pixels(picture, sound):
    return picture, sound, [picture.shape[1], picture.shape[0], sound[0], sound[1].shape[0]]


def talk(chat):
    yield [*chat, {"role": "assistant", "content": "Hel"}]
    yield [*chat, {"role": "assistant", "content": "Hello."}]


def grow(text):
    for end in range(1, len(text) + 1):
        yield text[:end]
        time.sleep(0.005)


def give_steps():
    yield from steps


def give_shapes():
    yield from shapes


def give_rows():
    for index, table in enumerate(rows):
        yield {"headers": ["name", "count"], "data": table}, str(index), None if index % 2 == 0 else {"index": index}


def tell(text, progress=gr.Progress()):
    progress((1, 3), desc="half", unit="files")
    gr.Info("hello", title="News", duration=3)
    gr.Warning("beware")
    gr.Success("well done")
    time.sleep(0.15)
    progress(0.5)
    time.sleep(0.15)
    return text


def fail(text):
    if text.startswith("late"):
        yield "so far"
    if text.endswith("user"):
        raise gr.Error("This is bad.", title="Bad", duration=3, print_exception=False)
    raise ValueError("secret")


def door_of(text):
    with lock:
        return doors.setdefault(text.split(" ")[0], threading.Event())


def hold(text):
    started.append(text)
    door_of(text).wait()
    return f"{text}!"


def open_door(text):
    door_of(text).set()
    return text


async def endless(text):
    at = 0
    try:
        while True:
            yield str(at)
            at += 1
            await asyncio.sleep(0.02)
    finally:
        stopped.append(text)


def counted(limit):
    async def run(text):
        running[limit] += 1
        most[limit] = max(most[limit], running[limit])
        await asyncio.sleep(0.01)
        running[limit] -= 1
        return f"{text}!"

    return run


def batch(text):
    batches.append(len(text))
    door_of(text[0]).wait()
    return [[one + one for one in text]]


def report():
    return {"started": started, "stopped": stopped, "batches": batches, "most": most}


def endpoint(name, fn, inputs, outputs, **options):
    gr.Button().click(fn, inputs, outputs, api_name=name, **options)


def one(name, fn, **options):
    endpoint(name, fn, gr.Textbox(), gr.Textbox(), **options)


with gr.Blocks(analytics_enabled=False) as demo:
    kept = gr.State(0)
    table = {"headers": ["name", "count"], "datatype": ["str", "number"], "type": "array"}
    endpoint("values", give_values, plain(), plain())
    endpoint(
        "repeat", lambda text, times: text * int(times), [gr.Textbox(), gr.Slider(1, 9, value=2, step=1)], gr.Textbox(),
        concurrency_limit=16,
    )
    endpoint(
        "shown", lambda text: (f"# {text}", f"<b>{text}</b>", [(text, "word")]), gr.Textbox(),
        [gr.Markdown(), gr.HTML(), gr.HighlightedText()],
    )
    endpoint("table", lambda table: table, gr.Dataframe(**table), gr.Dataframe(**table))
    endpoint("day", lambda day: day, gr.DateTime(type="string"), gr.DateTime())
    endpoint("best", lambda text: {"other": 0.25, text: 0.75}, gr.Textbox(), gr.Label())
    endpoint("nothing", lambda text: None, gr.Textbox(), None)
    endpoint("file", same_file, gr.File(), gr.File())
    endpoint("files", same_files, gr.File(file_count="multiple"), gr.File(file_count="multiple"))
    endpoint(
        "media", give_media,
        [
            gr.Image(type="filepath", image_mode=None), gr.Audio(type="filepath"), gr.Video(),
            gr.Gallery(type="filepath"),
        ],
        [gr.Image(), gr.Audio(), gr.Video(), gr.Gallery()],
    )
    endpoint("pixels", give_pixels, [gr.Image(), gr.Audio()], [gr.Image(format="png"), gr.Audio(), gr.JSON()])
    endpoint("sketch", lambda sketch: sketch, gr.Sketchpad(type="numpy"), gr.Sketchpad(format="png"))
    endpoint("talk", talk, gr.Chatbot(), gr.Chatbot())
    one("grow", grow)
    endpoint("steps", give_steps, None, gr.JSON())
    endpoint("shapes", give_shapes, None, gr.JSON())
    endpoint("rows", give_rows, None, [gr.Dataframe(), gr.Textbox(), gr.JSON()])
    one("tell", tell)
    one("fail", fail)
    endpoint("count", lambda text, n: (f"{text}{n}", n + 1), [gr.Textbox(), kept], [gr.Textbox(), kept])
    endpoint("recall", lambda n, text: f"{text}{n}", [kept, gr.Textbox()], gr.Textbox())
    one("unqueued", same, queue=False)
    one("unlisted", same, api_visibility="undocumented")
    one("hidden", same, api_visibility="private")
    one("hold", hold)
    one("open", open_door, queue=False)
    one("endless", endless, concurrency_limit=None)
    one("alone", counted("alone"), concurrency_limit=1)
    one("left", counted("shared"), concurrency_limit=2, concurrency_id="shared")
    # Gradio counts the default of a function that says nothing, too.
    one("right", counted("shared"), concurrency_limit=2, concurrency_id="shared")
    one("batch", batch, batch=True, max_batch_size=4)
    endpoint("report", report, None, gr.JSON(), queue=False)

demo.queue(max_size=150).launch(server_name="127.0.0.1", quiet=False, show_error=False)
