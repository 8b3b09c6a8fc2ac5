import { useCallback, useSyncExternalStore } from "react";

/** The time in milliseconds since 1970, in steps of `everyMs`; 0 is a time that nobody renews, in steps of a second. */
export function useNow(everyMs: number): number {
  const subscribe = useCallback(
    (renew: () => void) => {
      if (everyMs <= 0) return () => {};
      const timer = setInterval(renew, everyMs);
      return () => clearInterval(timer);
    },
    [everyMs],
  );
  const step = everyMs || 1_000;
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / step) * step);
}
