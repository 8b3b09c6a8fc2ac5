import type { Streams, StreamsPlan } from "./load/streams.ts";
import { runLoad, type Sample, type Side } from "./measure.ts";
import type { ServerProcess } from "./servers/child.ts";

/** How one side's generator is called. */
export interface StreamingSide extends Omit<StreamsPlan, "url"> {
  readonly label: string;
  readonly server: ServerProcess;
}

/** A side whose rounds are streams in a closed loop: yields a second, processor time a yield, time to the first, lost ones. */
export function streamingSide({ label, server, ...plan }: StreamingSide): Side {
  return {
    name: label,
    run: async (): Promise<Sample> => {
      const before = server.usage().cpuMs;
      const load = await runLoad<Streams>("streams.ts", { ...plan, url: server.url } satisfies StreamsPlan);
      return {
        "yields/s": load.yields / load.seconds,
        "CPU ms a yield": (server.usage().cpuMs - before) / load.yields,
        "first yield ms": load.firstMs,
        lost: load.lost,
      };
    },
  };
}
