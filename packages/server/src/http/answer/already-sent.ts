import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";

/** Tells the server that the answer goes out by Node's own response. */
export const alreadySent: Response = RESPONSE_ALREADY_SENT;

// A server of Hono, to which an app may be attached, puts a class of its own in place of the platform's Response. What it
// remembers of the answer's making would be sent after all, and looking at the body makes it forget that.
void alreadySent.body;
