import type { CallArchive } from "../../calls/call-archive.ts";

const callPaths = [/^\/api\/calls\/([^/]+)/, /^\/gradio_api\/call\/(?:v2\/)?[^/]+\/([^/]+)$/];

/** Whether a path names no call of another user: to everyone else a call is as if it did not exist. */
export function isOwnCall(path: string, user: string, archive: CallArchive): boolean {
  const [, id = ""] = callPaths.map((pattern) => pattern.exec(path)).find((match) => match !== null) ?? [];
  const call = archive.find(decode(id));
  return call === undefined || call.session.visitor.caller.user === user;
}

// As the router reads it: what cannot be decoded stays as it is.
function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
