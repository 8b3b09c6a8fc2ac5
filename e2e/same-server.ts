import { afterEach, beforeEach } from "vitest";

/**
 * For files of hostile tests: each test fails after which the server is another one. A server that died and was started
 * again answers the next visitor, so that this alone shows it.
 */
export function sameServerAfterEach(url: () => string): void {
  let check: () => Promise<void>;
  beforeEach(async () => {
    check = await watchServer(url());
  });
  afterEach(() => check());
}

/** The same for one server that a test starts itself: what it gives rejects where the server is another one by then. */
export async function watchServer(url: string): Promise<() => Promise<void>> {
  const before = await idOf(url);
  return async () => {
    const after = await idOf(url);
    if (after !== before) throw new Error(`The server died and is another one now: ${before}, then ${after}.`);
  };
}

async function idOf(url: string): Promise<string> {
  const answer = await fetch(new URL("/gradio_api/app_id", url), { headers: { connection: "close" } });
  const { app_id: id } = (await answer.json()) as { readonly app_id: string };
  return id;
}
