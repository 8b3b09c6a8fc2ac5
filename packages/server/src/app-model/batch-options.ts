import { checkOptions } from "../base/check-options.ts";
import { time, whole, wordOr, type OptionCheck } from "../base/option-checks.ts";

/** The checks of how calls gather: at a function, and while the app runs. */
export const batchOptions: Readonly<Record<"maxBatchSize" | "batchTimeoutMs", OptionCheck>> = {
  maxBatchSize: whole(1),
  batchTimeoutMs: wordOr("adaptive", time(0)),
};

/** Refuses settings that cannot work while the app runs; throws a `TypeError` or a `RangeError` that names the remedy. */
export function checkBatchSettings(settings: unknown): void {
  checkOptions("configure()", settings, { known: batchOptions, notYet: {} });
}
