"""Drives the apps with Gradio's Python client; prints one line of JSON for each check."""

import asyncio
import concurrent.futures
import json
import os
import sys
import tempfile

from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError

urls = json.loads(sys.argv[1])


def connect(name):
    return Client(urls[name], verbose=False)


def check(name, act):
    try:
        result = act()
    except Exception as error:  # every failure is told to the test
        result = f"{type(error).__name__}: {error}"
    print(json.dumps([name, result]), flush=True)


def words(name, text):
    return list(connect(name).submit(text, api_name="/predict"))


def error_of(name, text):
    try:
        connect(name).predict(text, api_name="/predict")
    except AppError as error:
        return str(error)
    return None


async def told():
    seen = []
    async for update in connect("tell").submit("a", api_name="/predict"):
        if getattr(update, "log", None):
            seen.append(list(update.log))
        for unit in getattr(update, "progress_data", None) or []:
            seen.append([unit.index, unit.length, unit.desc])
    return seen


def state():
    app = connect("count")
    return [app.predict("a", api_name="/predict") for _ in range(2)]


def cancel():
    job = connect("endless").submit("a", api_name="/predict")
    next(iter(job))
    return job.cancel()


def file():
    content = os.urandom(20_000_000)
    path = os.path.join(tempfile.mkdtemp(), "data.bin")
    with open(path, "wb") as target:
        target.write(content)
    copy = connect("file").predict(handle_file(path), api_name="/predict")
    with open(copy, "rb") as source:
        return [source.read() == content, os.path.basename(copy)]


def crowd():
    app = connect("echo")
    with concurrent.futures.ThreadPoolExecutor(100) as pool:
        texts = [f"{index} " for index in range(100)]
        return list(pool.map(lambda text: app.predict(text, 1, api_name="/predict"), texts)) == texts


check("position", lambda: connect("echo").predict("ab", 3, api_name="/predict"))
check("keyword", lambda: connect("echo").predict(text="äö😀", api_name="/predict"))
check("api", lambda: list(connect("echo").view_api(return_format="dict")["named_endpoints"]))
check("grow", lambda: words("grow", "cat"))
check("shapes", lambda: words("shapes", ""))
check("user error", lambda: error_of("tell", "bad"))
check("told", lambda: asyncio.run(told()))
check("state", state)
check("cancel", cancel)
check("file", file)
check("hidden error", lambda: "secret" in str(error_of("tell", "broken")))
check("undocumented", lambda: connect("unlisted").predict("a", api_name="/predict"))
check("private", lambda: list(connect("hidden").view_api(return_format="dict")["named_endpoints"]))
check("crowd", crowd)
