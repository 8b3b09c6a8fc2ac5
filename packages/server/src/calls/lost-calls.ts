import type { ErrorData } from "@vitrine/protocol";

/** Ends a call that this server, which is a new one, does not know. */
export const restarted: ErrorData = { code: "restarted", message: "The server was restarted. Run it again." };

/** Ends a call whose log was forgotten. */
export const expired: ErrorData = {
  code: "not-found",
  message: "The result of this call is no longer kept. Run it again.",
};

/** Ends a call in a tab that was copied from the one that made it. */
export const elsewhere: ErrorData = { code: "not-found", message: "This call belongs to the tab that started it." };

/** Ends a call that a fault of the server has spoilt. */
export const faulty: ErrorData = { code: "failed", message: "Something went wrong in the server. Try again." };
