import type { Clock } from "./clock.ts";

// The longest wait that a timer can hold; a longer one ends early, which every user of a clock must survive.
const longestMs = 2 ** 31 - 1;

/** The time of this process. Its timers keep the process alive. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, task) {
    if (ms <= 0) {
      const immediate = setImmediate(task);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(task, Math.min(Math.ceil(ms), longestMs));
    return () => clearTimeout(timer);
  },
};
