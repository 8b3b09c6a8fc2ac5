/** What a call by HTTP came to. */
export interface Answer {
  /** The HTTP status; null where no answer came. */
  readonly status: number | null;
  readonly text: string;
  readonly ms: number;
}

const root = (): URL => new URL(".", document.baseURI);

/** Calls an endpoint with named values, whose files go up before. Never rejects. */
export async function callEndpoint(
  name: string,
  values: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Answer> {
  const from = performance.now();
  const end = (status: number | null, text: string): Answer => ({ status, text, ms: performance.now() - from });
  try {
    const sent = await Promise.all(
      Object.entries(values).map(async ([key, value]) => [key, await uploaded(value, signal)] as const),
    );
    const response = await fetch(new URL(`api/${name}`, root()), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(Object.fromEntries(sent)),
      signal,
    });
    return end(response.status, pretty(await response.text()));
  } catch (error) {
    return end(null, error instanceof Error ? error.message : String(error));
  }
}

/** The value with files that are on the server. */
async function uploaded(value: unknown, signal: AbortSignal): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((part) => uploaded(part, signal)));
  if (!(value instanceof File)) return value;
  const body = new FormData();
  body.set("files", value, value.name);
  const response = await fetch(new URL("gradio_api/upload", root()), { method: "POST", body, signal });
  if (!response.ok) throw new Error(`${value.name} was not taken: ${await response.text()}`);
  const [path] = (await response.json()) as [string];
  return { path, orig_name: value.name, meta: { _type: "gradio.FileData" } };
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
