"""The peer: the same batching with Python's `batched`. Prints [share of the ideal, median wait of a lone call in ms]."""

import asyncio
import json
import sys
import time

from batched import aio

SECONDS = float(sys.argv[1])
CALLERS, SIZE = 64, 32


def run_seconds(items):
    return (5 + 0.1 * items) / 1000


@aio.dynamically(batch_size=SIZE, timeout_ms=5.0)
def work(items):
    end = time.perf_counter() + run_seconds(len(items))
    while time.perf_counter() < end:
        pass
    return items


async def main():
    done = 0
    start = time.perf_counter()
    stop_at = start + SECONDS

    async def caller():
        nonlocal done
        while time.perf_counter() < stop_at:
            await work(done)
            done += 1

    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    rate = done / (time.perf_counter() - start)
    waits = []
    for at in range(100):
        asked = time.perf_counter()
        await work(at)
        waits.append((time.perf_counter() - asked - run_seconds(1)) * 1000)
    print(json.dumps([rate / (SIZE / run_seconds(SIZE)), sorted(waits)[50]]))


asyncio.run(main())
