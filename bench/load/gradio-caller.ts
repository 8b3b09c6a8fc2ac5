import { randomUUID } from "node:crypto";
import { applyEdits, type Caller, type Hearing } from "./caller.ts";
import { HttpConnection } from "./http-connection.ts";

interface Message {
  readonly msg: string;
  readonly success?: boolean;
  readonly output?: { readonly data?: readonly unknown[] };
}

interface Open {
  readonly hearing: Hearing;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  value: unknown;
  isFirst: boolean;
}

/** A tab of Gradio's page: `/queue/join`, and the stream of its session for as long as the server keeps it. */
export function openGradio(url: string, fn: number): Caller {
  const session = randomUUID();
  const [joins, streams] = [new HttpConnection(url), new HttpConnection(url)];
  let open: Open | null = null;
  let [isStreaming, unread] = [false, ""];
  const hear = (piece: string): void => {
    const blocks = (unread + piece).split("\n\n");
    unread = blocks.pop()!;
    for (const block of blocks) {
      if (open !== null && take(open, JSON.parse(block.slice("data: ".length)) as Message)) open = null;
    }
  };
  // Gradio ends the stream with the call; the next call may have joined by then.
  const stream = async (): Promise<void> => {
    isStreaming = true;
    await streams.ask({ path: `/gradio_api/queue/data?session_hash=${session}`, hear });
    isStreaming = false;
    if (open !== null) await stream();
  };
  return {
    async call(input, hearing = {}) {
      const result = new Promise((resolve, reject) => {
        open = { hearing, resolve, reject, value: undefined, isFirst: true };
      });
      const body = { data: input, fn_index: fn, session_hash: session };
      const joined = await joins.ask({ path: "/gradio_api/queue/join", body });
      if (joined.status !== 200) throw new Error(`Joining was answered ${joined.status}: ${joined.text.slice(0, 200)}`);
      if (!isStreaming) stream().catch((error: unknown) => open?.reject(error as Error));
      return result;
    },
    close: () => {
      open = null;
      joins.close();
      streams.close();
    },
  };
}

/** Whether the call has ended. */
function take(open: Open, message: Message): boolean {
  if (message.msg === "estimation" || message.msg === "process_starts") open.hearing.status?.();
  if (message.msg === "process_generating") {
    const given = message.output!.data![0];
    open.value = open.isFirst ? given : applyEdits(open.value, given as Parameters<typeof applyEdits>[1]);
    open.isFirst = false;
    open.hearing.yielded?.(open.value);
  }
  if (message.msg !== "process_completed") return message.msg === "unexpected_error";
  const data = message.output?.data;
  if (message.success === true && data !== undefined) open.resolve(data[0]);
  else open.reject(new Error(`A call ended: ${JSON.stringify(message)}`));
  return true;
}
