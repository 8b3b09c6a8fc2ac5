import type { ErrorData } from "@vitrine/protocol";

/** What a visitor is told whose call ran for as long as it may. */
export function ranTooLong(ms: number): ErrorData {
  const message = `The function ran for ${seconds(ms)}, the longest it may, and was stopped. Try less work at once.`;
  return { code: "time-limit", title: "Took too long", message };
}

/** The same for one that waited for as long as it may. */
export function waitedTooLong(ms: number): ErrorData {
  const message = `The call waited for ${seconds(ms)}, the longest it may. Try again in a moment.`;
  return { code: "queue-timeout", title: "Waited too long", message, retryAfterMs: 1000 };
}

function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`;
}
