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

/** The same for one that the queue has no place for. */
export function queueFull(waiting: number, retryAfterMs: number): ErrorData {
  const are = waiting === 1 ? "1 call is" : `${waiting} calls are`;
  const message = `The queue is full: ${are} waiting. Try again in a moment.`;
  return { code: "queue-full", title: `Busy: ${waiting} waiting`, message, retryAfterMs };
}

/** The same for one whose input has no room beside those of all others. */
export function inputsFull(retryAfterMs: number): ErrorData {
  const message = "The server holds all that it can for calls that wait. Try again in a moment.";
  return { code: "queue-full", title: "Busy", message, retryAfterMs };
}

/** The same for one that comes while the server stops. */
export const stopping: ErrorData = { code: "stopping", message: "The server is stopping. Try again in a moment." };

function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`;
}
