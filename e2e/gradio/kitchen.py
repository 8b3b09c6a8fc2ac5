"""The app of `kitchen.ts` in Gradio, to run the same tests against; prints its address."""

import gradio as gr

choices = ["a", "b", "c"]
steps = [[[1], [2], [3]], [[1], [2]], {"a": [1, 2], "b": "x"}, {"b": "xy"}]


def plain():
    return [
        gr.Textbox(), gr.Number(), gr.Slider(0, 9), gr.Checkbox(), gr.CheckboxGroup(choices), gr.Radio(choices),
        gr.Dropdown(choices), gr.Dropdown(choices, multiselect=True), gr.JSON(), gr.ColorPicker(), gr.Code(),
    ]


def give_values(text, number, slider, on, some, one, chosen, several, data, color, code):
    return text, number, slider, on, some, one, chosen, several, data, color, code


def give_steps():
    yield from steps


def fail(text):
    if text == "user":
        raise gr.Error("This is bad.", title="Bad")
    raise ValueError("secret")


def same(text):
    return text


def endpoint(name, fn, inputs, outputs, **options):
    gr.Button().click(fn, inputs, outputs, api_name=name, **options)


with gr.Blocks(analytics_enabled=False) as demo:
    kept = gr.State(0)
    table = {"headers": ["name", "count"], "datatype": ["str", "number"], "type": "array"}
    endpoint("values", give_values, plain(), plain())
    endpoint(
        "shown", lambda text: (f"# {text}", f"<b>{text}</b>", [(text, "word")]), gr.Textbox(),
        [gr.Markdown(), gr.HTML(), gr.HighlightedText()],
    )
    endpoint("table", lambda table: table, gr.Dataframe(**table), gr.Dataframe(**table))
    endpoint("day", lambda day: day, gr.DateTime(type="string"), gr.DateTime())
    endpoint("steps", give_steps, None, gr.JSON())
    endpoint("double", lambda texts: [[text + text for text in texts]], gr.Textbox(), gr.Textbox(), batch=True)
    endpoint("count", lambda text, n: (f"{text}{n}", n + 1), [gr.Textbox(), kept], [gr.Textbox(), kept])
    endpoint("fail", fail, gr.Textbox(), gr.Textbox())
    endpoint("unqueued", same, gr.Textbox(), gr.Textbox(), queue=False)
    endpoint("unlisted", same, gr.Textbox(), gr.Textbox(), api_visibility="undocumented")
    endpoint("hidden", same, gr.Textbox(), gr.Textbox(), api_visibility="private")
    endpoint("files", lambda files: files, gr.File(file_count="multiple"), gr.File(file_count="multiple"))
    endpoint("best", lambda text: {"other": 0.25, text: 0.75}, gr.Textbox(), gr.Label())

demo.queue().launch(server_name="127.0.0.1", quiet=False, show_error=False)
