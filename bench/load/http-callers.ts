import type { Caller } from "./caller.ts";
import { HttpConnection } from "./http-connection.ts";

/** One who uses Gradio's two requests for programs: a POST, then the stream of that call. */
export function openCall(url: string, name: string): Caller {
  const connection = new HttpConnection(url);
  const path = `/gradio_api/call/${name}`;
  return {
    async call(input) {
      const asked = await connection.ask({ path, body: { data: input } });
      if (asked.status !== 200) throw new Error(`A call was answered ${asked.status}: ${asked.text.slice(0, 200)}`);
      const { event_id: event } = JSON.parse(asked.text) as { event_id: string };
      const { text } = await connection.ask({ path: `${path}/${event}` });
      const result = /event: complete\ndata: (.*)\n/.exec(text);
      if (result === null) throw new Error(`A call ended: ${text.slice(0, 200)}`);
      return (JSON.parse(result[1]!) as unknown[])[0];
    },
    close: () => connection.close(),
  };
}

/** One who sends one request a call; `bodyOf` writes it, `read` finds the output in the answer. */
export function openRequest(
  url: string,
  path: string,
  bodyOf: (input: readonly unknown[]) => unknown,
  read: (answer: unknown) => unknown,
): Caller {
  const connection = new HttpConnection(url);
  return {
    async call(input) {
      const { status, text } = await connection.ask({ path, body: bodyOf(input) });
      if (status !== 200) throw new Error(`A call was answered ${status}: ${text.slice(0, 200)}`);
      return read(JSON.parse(text));
    },
    close: () => connection.close(),
  };
}

/** One who only reads a page's address; resolves to its text. */
export function openGet(url: string, path: string): Caller {
  const connection = new HttpConnection(url);
  return {
    async call() {
      const { status, text } = await connection.ask({ path });
      if (status !== 200) throw new Error(`GET ${path} was answered ${status}.`);
      return text;
    },
    close: () => connection.close(),
  };
}
