import type { AppDescription } from "../app-model/description.ts";
import type { createMemoryBackend } from "../queue/memory-backend.ts";

/** How the queue treats the calls of each function. */
export function queueRulesOf(
  description: AppDescription,
): Parameters<typeof createMemoryBackend>[0]["engine"]["functions"] {
  return Object.fromEntries(
    description.functions.map(
      ({ id, group, batch, maxBatchSize, batchTimeoutMs, hasBatchKey: keyed, perCallerLimit, queue }) => [
        id,
        { group, batch, maxBatchSize, batchTimeoutMs, keyed, perCallerLimit, unlimited: !queue },
      ],
    ),
  );
}
