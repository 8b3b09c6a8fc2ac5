import type { BatchSettings, JsonObject } from "@vitrine/protocol";
import { batchOptions } from "../app-model/batch-options.ts";
import { whole } from "../base/option-checks.ts";
import { showValue } from "../base/show-value.ts";
import type { FunctionDescription } from "../app-model/description.ts";
import type { Calls } from "../calls/calls.ts";
import type { LogLine } from "../base/log-line.ts";
import type { TalliedFunction } from "./function-tally.ts";

/** What the tuning of batches is made of. */
export interface BatchTuningOptions {
  readonly functions: readonly (TalliedFunction & Pick<FunctionDescription, "maxBatchSize">)[];
  readonly calls: Pick<Calls, "batchSettings" | "configure">;
  readonly log: (line: LogLine) => void;
}

/** Why settings were not taken: the field and a sentence. */
export interface SettingsProblem {
  readonly name: keyof BatchSettings;
  readonly message: string;
}

const names = ["maxBatchSize", "batchTimeoutMs"] as const;
// More at once is a slip; what the app itself says may be more.
const mostBatchSize = 10_000;

/** What an operator changes of a running app: how batched functions gather. It holds until the app starts again. */
export class BatchTuning {
  readonly #options: BatchTuningOptions;

  constructor(options: BatchTuningOptions) {
    this.#options = options;
  }

  /** The settings of a function; null for one that gathers no batches, or is none. */
  of(fn: number): BatchSettings | null {
    return this.#options.calls.batchSettings(fn);
  }

  /** Changes what is given for a batched function; the user, null without a login, stands in the log. Gives why not. */
  change(fn: number, wanted: JsonObject, user: string | null): SettingsProblem | null {
    const { calls, functions, log } = this.#options;
    const settings = Object.fromEntries(
      names.flatMap((name) => (wanted[name] === undefined ? [] : [[name, wanted[name]]])),
    );
    const declared = functions.find(({ id }) => id === fn)?.maxBatchSize ?? 1;
    const checks = { ...batchOptions, maxBatchSize: whole(1, Math.max(mostBatchSize, declared)) };
    for (const name of names) {
      const problem = settings[name] === undefined ? null : checks[name](settings[name]);
      if (problem !== null) return { name, message: `${name} ${problem.text}.` };
    }
    const before = calls.batchSettings(fn);
    calls.configure(fn, settings);
    const after = calls.batchSettings(fn);
    const label = functions.find(({ id }) => id === fn)?.label ?? "";
    const by = user === null ? "somebody with the monitor's link" : showValue(user);
    for (const name of names) {
      if (before?.[name] === after?.[name]) continue;
      const text = `${name} of ${label} is ${after?.[name]} now, changed in the monitor by ${by}; it was ${before?.[name]}.`;
      log({ level: "info", text });
    }
    return null;
  }
}
