import type { ConnectionStatus } from "@vitrine/client";
import type { ErrorCode, ErrorData } from "@vitrine/protocol";
import { isBusy, type Run } from "./run-view.ts";

/** A message in words: a bold line and what follows it. */
export interface Words {
  readonly title: string;
  readonly text: string;
}

const titles: Readonly<Partial<Record<ErrorCode, string>>> = {
  failed: "Something went wrong",
  invalid: "A value was refused",
  "too-large": "Too large",
  "not-found": "No such function",
  "bad-message": "The call could not be read",
  outdated: "The app has changed",
  restarted: "The server was restarted",
  stopping: "The server is stopping",
  crashed: "The app stopped during the run",
};

function plain(text: string): string {
  return text.replace(/[.!]$/, "").toLowerCase();
}

/** An error as a heading and a text; the text is empty where it would say the same again. */
export function errorWords(error: ErrorData): Words {
  const { code, title, message } = error;
  if (isBusy(error)) {
    return { title: title ?? "Busy", text: `${message} Your inputs are kept.` };
  }
  const heading = title ?? titles[code] ?? message;
  return { title: heading, text: plain(heading) === plain(message) ? "" : message };
}

/** How long to hold a refused visitor back, milliseconds: what the server says, else 2 s doubling with each refusal to 30 s. */
export function retryPause({ retryAfterMs }: ErrorData, refusals: number): number {
  const own = Math.min(2_000 * 2 ** Math.max(0, refusals - 1), 30_000);
  return Math.max(retryAfterMs ?? own, refusals > 1 ? own : 0);
}

/** What the banner says of a connection that is away; `now` is in milliseconds since 1970. */
export function connectionWords(status: ConnectionStatus, active: Run | null, now: number): Words {
  if (status.problem === "replaced")
    return { title: "This page went on in another tab.", text: "What you do here is not sent." };
  const next =
    status.retryAt === null
      ? "Trying now."
      : `Next try in ${Math.max(1, Math.ceil((status.retryAt - now) / 1_000))} s.`;
  if (!active) return { title: "Connection lost.", text: `Your inputs are kept. ${next}` };
  const isHeld = /^(held|uploading|sent)$/.test(active.call.phase);
  const run = isHeld
    ? "Your run is held and sent once the server answers."
    : "Your run is picked up again once the server answers.";
  return { title: "Connection lost.", text: `${run} ${next}` };
}
