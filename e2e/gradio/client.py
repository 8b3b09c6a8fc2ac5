"""Drives the kitchen with Gradio's Python client: `client.py URL ROUNDS`. Prints one line of JSON for each check."""

import asyncio
import base64
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import time

import httpx
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError

url, rounds = sys.argv[1], int(sys.argv[2])
folder = tempfile.mkdtemp()
checks = {}


def check(act):
    checks[act.__name__.replace("_", " ")] = act
    return act


def connect():
    return Client(url, verbose=False, download_files=tempfile.mkdtemp())


def predict(*data, **options):
    return connect().predict(*data, **options)


def written(name, content):
    path = os.path.join(folder, name)
    with open(path, "wb") as target:
        target.write(content)
    return path


def read(path):
    with open(path, "rb") as source:
        return source.read()


def run(name, *data):
    """The first output of a function that is not queued, without a client: Gradio's joins the queue for these, too."""
    return httpx.post(f"{url}/gradio_api/run/{name}", json={"data": list(data)}).json()["data"][0]


def report():
    return run("report")


def open_doors(*words):
    for word in words:
        run("open", word)


def wait_for(act, seconds=10):
    """What `act` gives once it is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := act():
            return found
        time.sleep(0.02)
    raise TimeoutError(act.__name__)


def hold(app, word, starts=True):
    """A call behind the door of this word, once it runs or is told its place."""
    job = app.submit(word, api_name="/hold")
    wait_for(lambda: word in report()["started"] if starts else job.status().rank is not None)
    return job


png = read(os.path.join(os.path.dirname(__file__), "../samples/1-1.png"))
wav = base64.b64decode("UklGRjQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YRAAAAAAAAAAAAAAAAAAAAAAAAAA")
webm = bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282847765626d")
text = "äö😀\n\n\u2028</script>"


@check
def values():
    given = [text, 1, 2.5, True, ["a", "c"], "b", "c", ["b"], {"a": [1, None, "x"]}, "#ff0000", "print(1)"]
    got = predict(*given, api_name="/values")
    return [list(got) == given, [type(value).__name__ for value in got]]


@check
def left_out():
    """What the page begins with, where a value is left out."""
    return list(predict(text="a", number=1, one="b", chosen="c", data="x", code="", api_name="/values"))


@check
def arguments():
    app = connect()
    repeat = next(one for one in app.config["dependencies"] if one["api_name"] == "repeat")
    return [
        app.predict("ab", 3, api_name="/repeat"),
        app.predict(text=text, times=1, api_name="/repeat") == text,
        app.predict("ab", api_name="/repeat"),
        app.predict("ab", 3, fn_index=repeat["id"]),
    ]


@check
def view():
    app = connect()
    api = app.view_api(return_format="dict", print_info=False)["named_endpoints"]
    printed = app.view_api(return_format="str", print_info=False)
    return [
        [name for name in api if name.startswith(("/un", "/hid"))],
        [one["parameter_name"] for one in api["/count"]["parameters"]],
        "[Slider] times: float (not required, defaults to:   2)" in printed,
        "[Imageeditor] sketch: dict(background: filepath | None" in printed,
    ]


@check
def shown():
    return [predict("hi", api_name="/shown"), predict("cat", api_name="/best"), predict("a", api_name="/nothing")]


@check
def tables_and_times():
    table = {"headers": ["name", "count"], "data": [["a", 1]], "metadata": None}
    return [predict(table, api_name="/table") == table, predict("2024-02-29 12:30:00", api_name="/day")]


@check
def long_text():
    long = "é" * 2_500_000
    return predict(long, 1, api_name="/repeat") == long


@check
def file():
    content = os.urandom(20_000_000)
    copy = predict(handle_file(written("ä b#.bin", content)), api_name="/file")
    return [read(copy) == content, os.path.basename(copy)]


@check
def files():
    given = [handle_file(written(f"{name}.txt", name.encode() * 1000)) for name in ["one", "two"]]
    return [[os.path.basename(copy), len(read(copy))] for copy in predict(given, api_name="/files")]


@check
def media():
    picture = handle_file(written("one.png", png))
    sound = handle_file(written("beep.wav", wav))
    film = handle_file(written("film.webm", webm))
    gallery = [{"image": picture, "caption": "one"}, {"video": film, "caption": None}]
    seen, heard, filmed, shots = predict(picture, sound, film, gallery, api_name="/media")
    filmed = filmed["video"] if isinstance(filmed, dict) else filmed
    [first, second] = shots
    got = [read(path) for path in [seen, heard, filmed, first["image"], second["video"]]]
    return [got == [png, wav, webm, png, webm], first["caption"], second["caption"]]


@check
def pixels():
    picture, sound = handle_file(written("one.png", png)), handle_file(written("beep.wav", wav))
    seen, heard, sizes = predict(picture, sound, api_name="/pixels")
    return [read(seen)[1:4].decode(), read(heard)[:4].decode(), sizes]


@check
def sketch():
    layer = handle_file(written("one.png", png))
    drawing = {"background": None, "layers": [layer, layer], "composite": layer, "id": None}
    got = predict(drawing, api_name="/sketch")
    return [got["background"], [read(path)[1:4].decode() for path in [*got["layers"], got["composite"]]]]


@check
def chat():
    file = {"type": "file", "file": handle_file(written("one.png", png)), "alt_text": "a one"}
    given = [{"role": "user", "content": [{"type": "text", "text": "Look:"}, file]}]
    steps = list(connect().submit(given, api_name="/talk"))
    content = steps[-1][0]["content"]
    return [
        [step[1]["content"][0]["text"] for step in steps],
        content[0]["text"],
        content[1]["alt_text"],
        read(content[1]["file"]) == png,
    ]


def yields(*data, **options):
    return list(connect().submit(*data, **options))


@check
def grow():
    word = "é" * 20 + "\n\n"
    return yields(word, api_name="/grow") == [word[:end] for end in range(1, len(word) + 1)]


@check
def steps():
    return yields(api_name="/steps")


@check
def shapes():
    return yields(api_name="/shapes")


@check
def rows():
    return [[table["data"], word, data] for table, word, data in yields(api_name="/rows")]


@check
def told():
    async def listen():
        logs, progress = [], []
        async for update in connect().submit("a", api_name="/tell"):
            if getattr(update, "log", None):
                logs.append(list(update.log))
            for unit in getattr(update, "progress_data", None) or []:
                progress.append([unit.index, unit.length, unit.unit, unit.progress, unit.desc])
        return [logs, progress]

    return asyncio.run(listen())


def error_of(word):
    try:
        connect().predict(word, api_name="/fail")
    except AppError as error:
        return error
    return None


@check
def errors():
    user = error_of("user")
    job = connect().submit("late user", api_name="/fail")
    late = str(job.exception(timeout=10))
    return [str(user), user.title, user.duration, "secret" in str(error_of("plain")), job.outputs(), late]


@check
def state():
    app = connect()
    given = [app.predict("a", api_name="/count"), app.predict(text="b", api_name="/count")]
    return [*given, app.predict("c", api_name="/recall"), predict("a", api_name="/count")]


@check
def visibility():
    try:
        predict("a", api_name="/hidden")
        hidden = None
    except Exception as error:
        hidden = type(error).__name__
    return [predict("a", api_name="/unqueued"), predict("a", api_name="/unlisted"), hidden]


@check
def batch():
    app = connect()
    before = len(report()["batches"])
    words = [f"python {index} " for index in range(8)]
    jobs = [app.submit(words[0], api_name="/batch")]
    wait_for(lambda: len(report()["batches"]) > before)
    jobs += [app.submit(word, api_name="/batch") for word in words[1:]]
    wait_for(lambda: all(job.status().rank is not None for job in jobs[1:]))
    open_doors("python")
    got = [job.result(timeout=10) for job in jobs]
    return [got == [word + word for word in words], report()["batches"][before:]]


@check
def limits():
    app = connect()
    jobs = [app.submit(f"{index}", api_name=name) for index in range(6) for name in ["/left", "/right", "/alone"]]
    results = [job.result(timeout=20) for job in jobs]
    return [results == [f"{index}!" for index in range(6) for _ in range(3)], report()["most"]]


@check
def full_queue():
    app = connect()
    first = hold(app, "py-full")
    call = {"data": ["py-full too"]}
    waiting = [httpx.post(f"{url}/gradio_api/call/hold", json=call).status_code for _ in range(150)]
    refused = app.submit("refused", api_name="/hold").exception(timeout=10)
    open_doors("py-full")
    wait_for(lambda: report()["started"].count("py-full too") == 150, 60)
    return [set(waiting) == {200}, type(refused).__name__, first.result(timeout=10), "refused" in report()["started"]]


@check
def positions():
    app = connect()
    jobs = [hold(app, "py-first"), hold(app, "py-second", False), hold(app, "py-third", False)]
    told = [job.status() for job in jobs]
    open_doors("py-first", "py-second", "py-third")
    results = [job.result(timeout=10) for job in jobs]
    return [[status.code.name for status in told], [status.rank for status in told[1:]], results]


@check
def shared_session():
    """Two clients of one session: the second is answered while the first still listens to a call of its own."""
    one, other = connect(), connect()
    other.session_hash = one.session_hash
    waiting = hold(one, "py-shared")
    quick = [other.predict(word, 1, api_name="/repeat") for word in ["a", "b"]]
    more = one.predict("c", 1, api_name="/repeat")
    open_doors("py-shared")
    return [quick, more, waiting.result(timeout=10), other.predict("d", 1, api_name="/repeat")]


@check
def refusals():
    """What the client shows of calls that are refused before they wait."""

    def refused(**changes):
        app = connect()
        send = app.send_data
        app.send_data = lambda data, *rest: send({**data, **changes}, *rest)
        job = app.submit("a", 1, api_name="/repeat")
        return str(job.exception(timeout=10))

    return [refused(data=["a", 1, 2, 3]), refused(data=["a", "b"]), refused(data="a")]


@check
def cancel_running():
    app = connect()
    beside = hold(app, "py-beside")
    job = app.submit("cancelled", api_name="/endless")
    wait_for(job.outputs)
    cancelled = job.cancel()
    wait_for(lambda: "cancelled" in report()["stopped"])
    open_doors("py-beside")
    return [cancelled, beside.result(timeout=10), job.done()]


@check
def cancel_waiting():
    app = connect()
    before, cancelled, after = hold(app, "py-before"), hold(app, "py-cancelled", False), hold(app, "py-after", False)
    try:
        told = cancelled.cancel()
        wait_for(lambda: after.status().rank == 0)
    finally:
        open_doors("py-before", "py-after", "py-cancelled")
    results = [job.result(timeout=10) for job in [before, after]]
    return [told, results, "py-cancelled" in report()["started"]]


@check
def crowd():
    app = connect()
    lost = 0
    for round in range(rounds):
        with concurrent.futures.ThreadPoolExecutor(100) as pool:
            words = [f"{round}-{index} " for index in range(100)]
            got = list(pool.map(lambda word: app.predict(word, 1, api_name="/repeat"), words))
        lost += sum(one != other for one, other in zip(words, got))
    return lost


def program(source):
    """What a process of its own prints that uses the client."""
    head = f"from gradio_client import Client\napp = Client({url!r}, verbose=False)\n"
    return subprocess.run([sys.executable, "-c", head + source], capture_output=True, text=True, timeout=30).stdout


@check
def processes_that_end():
    return [
        program("print(app.predict('a', 2, api_name='/repeat'))"),
        program("print(list(app.submit('abc', api_name='/grow')))"),
    ]


@check
def vanished():
    program("import os\njob = app.submit('gone', api_name='/endless')\nnext(iter(job))\nos._exit(0)")
    app = connect()
    return wait_for(lambda: "gone" in report()["stopped"])


for name, act in checks.items():
    try:
        result = act()
    except Exception as error:  # every failure is told to the test
        result = f"{type(error).__name__}: {error}"
    print(json.dumps([name, result]), flush=True)

# A call that Gradio never answers would keep this process; `processes_that_end` tells of the others.
os._exit(0)
