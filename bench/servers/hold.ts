const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Holds its thread for so many milliseconds without using the processor: exact, where timers wait a millisecond longer. */
export function hold(ms: number): void {
  Atomics.wait(sleeper, 0, 0, ms);
}

/** Uses the processor for so many milliseconds. */
export function compute(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
