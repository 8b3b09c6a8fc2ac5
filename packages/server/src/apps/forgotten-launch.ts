import { isMainThread } from "node:worker_threads";

// Of the process, as one copy of this package may declare what another serves.
const place = Symbol.for("vitrine.apps");
type Holder = NodeJS.Process & { [place]?: { served: boolean } };

const sentence =
  "The script ended and no app of it was served: call launch() on the app, or attach() or fetch() in a server of your own.";

/**
 * Remembers that an app was declared: a script that then ends by itself without having served any is told so in a line.
 * Silent in threads, which hand their apps over, and under a runner of tests, where declaring may be all there is to do.
 */
export function noteDeclared(): void {
  const holder: Holder = process;
  if (holder[place] !== undefined || !isMainThread || isUnderTest(process.env)) return;
  const apps = (holder[place] = { served: false });
  process.once("beforeExit", (code) => {
    if (!apps.served && code === 0) process.stderr.write(`${sentence}\n`);
  });
}

/** Remembers that somebody set out to serve an app. */
export function noteServed(): void {
  const { [place]: apps }: Holder = process;
  if (apps !== undefined) apps.served = true;
}

function isUnderTest(environment: NodeJS.ProcessEnv): boolean {
  const { NODE_ENV, VITEST, JEST_WORKER_ID, NODE_TEST_CONTEXT } = environment;
  return NODE_ENV === "test" || [VITEST, JEST_WORKER_ID, NODE_TEST_CONTEXT].some((name) => name !== undefined);
}
