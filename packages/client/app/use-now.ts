import { useEffect, useState } from "react";

/** The time in milliseconds since 1970, renewed every `everyMs` while that is above 0. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (everyMs <= 0) return;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  // A value from before the pause would let a new run begin in the past.
  return everyMs > 0 ? Math.max(now, Date.now()) : Date.now();
}
