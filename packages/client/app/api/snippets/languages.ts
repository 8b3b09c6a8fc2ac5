import type { Argument } from "./argument.ts";
import { curlSnippet } from "./curl.ts";
import type { Endpoint } from "./endpoint.ts";
import { javaScriptSnippet } from "./javascript.ts";
import type { Place } from "./place.ts";
import { pythonSnippet } from "./python.ts";
import { typeScriptSnippet } from "./typescript.ts";

/** A language of the snippets. */
export interface SnippetLanguage {
  readonly name: string;
  /** What to type in a terminal before the first call; null is nothing. */
  readonly install: string | null;
  /** Whether it makes the one request that waits 30 s for its answer. */
  readonly waits: boolean;
  snippet(endpoint: Endpoint, args: readonly Argument[], place: Place): string;
}

// The client is not on npm: a clone of Vitrine, here beside the reader's project, packs it.
const installClient = "(cd ../vitrine && npm run pack)\nnpm install ../vitrine/packed/*.tgz";

/** The languages, in the order of their tabs. */
export const languages: readonly SnippetLanguage[] = [
  { name: "TypeScript", install: installClient, waits: false, snippet: typeScriptSnippet },
  { name: "JavaScript", install: "npm install @gradio/client", waits: false, snippet: javaScriptSnippet },
  { name: "Python", install: "pip install gradio_client", waits: false, snippet: pythonSnippet },
  { name: "curl", install: null, waits: true, snippet: curlSnippet },
];
