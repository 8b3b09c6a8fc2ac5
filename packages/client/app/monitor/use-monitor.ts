import type { MonitorData } from "@vitrine/protocol";
import { useCallback, useEffect, useRef, useState } from "react";
import { operatorHeaders } from "./monitor-token.ts";

const everyMs = 2000;

/** What the monitor knows. */
export interface MonitorState {
  /** null until the first answer. */
  readonly data: MonitorData | null;
  /** CPU that the process used between the last two answers, as a share of one core; null until there are two. */
  readonly cpuShare: number | null;
  /** Why there is nothing newer; null where there is. */
  readonly problem: string | null;
  /** Asks at once. */
  readonly refresh: () => void;
}

/** Where the monitor's data are; below it, what changes them. */
export function monitorAddress(): URL {
  return new URL("_vitrine/monitor", new URL(".", document.baseURI));
}

/** Asks for the app's numbers every two seconds, while the page can be seen. */
export function useMonitor(): MonitorState {
  const [state, setState] = useState<Omit<MonitorState, "refresh">>({ data: null, cpuShare: null, problem: null });
  const ask = useRef(() => {});
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop = new AbortController();
    const turn = async (): Promise<void> => {
      clearTimeout(timer);
      stop.abort();
      stop = new AbortController();
      const { signal } = stop;
      const answer = await fetchData(signal);
      if (signal.aborted) return;
      setState((before) => next(before, answer));
      if (document.visibilityState === "visible") timer = setTimeout(() => void turn(), everyMs);
    };
    const look = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") void turn();
    };
    ask.current = () => void turn();
    document.addEventListener("visibilitychange", look);
    void turn();
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearTimeout(timer);
      stop.abort();
    };
  }, []);
  const refresh = useCallback(() => ask.current(), []);
  return { ...state, refresh };
}

function next(before: Omit<MonitorState, "refresh">, answer: MonitorData | string): Omit<MonitorState, "refresh"> {
  if (typeof answer === "string") return { ...before, problem: answer };
  const last = before.data;
  // A gateway that was started again counts anew.
  const isLater = last !== null && answer.upMs > last.upMs;
  const cpuShare = isLater ? (answer.cpuMs - last.cpuMs) / (answer.upMs - last.upMs) : before.cpuShare;
  return { data: answer, cpuShare, problem: null };
}

async function fetchData(signal: AbortSignal): Promise<MonitorData | string> {
  try {
    const response = await fetch(monitorAddress(), { signal, cache: "no-store", headers: operatorHeaders() });
    if (response.ok) return (await response.json()) as MonitorData;
    if (response.status === 401) location.reload();
    return ((await response.json()) as { detail: string }).detail;
  } catch {
    return "The app does not answer. The numbers are those from before.";
  }
}
