import type { Calls, CallsPlan } from "./load/calls.ts";
import { runLoad, type Sample, type Side } from "./measure.ts";
import type { ServerProcess } from "./servers/child.ts";

/** How one side is called in a closed loop. */
export interface CallingSide extends Omit<CallsPlan, "url" | "most"> {
  readonly label: string;
  readonly server: ServerProcess;
}

const mostCalls = 200_000;

/** A side whose rounds are callers in a closed loop: calls a second, processor time a call, latencies. */
export function callingSide({ label, server, ...plan }: CallingSide): Side {
  return {
    name: label,
    run: async (): Promise<Sample> => {
      const before = server.usage().cpuMs;
      const load = await runLoad<Calls>("calls.ts", { ...plan, url: server.url, most: mostCalls } satisfies CallsPlan);
      return {
        "calls/s": load.calls / load.seconds,
        "CPU ms a call": (server.usage().cpuMs - before) / (load.calls + load.before),
        "p50 ms": load.p50,
        "p99 ms": load.p99,
      };
    },
  };
}
