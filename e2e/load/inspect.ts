import { once } from "node:events";
import { readdirSync } from "node:fs";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { RunningScript } from "../script.ts";

/** What a thread of a process holds once its garbage is collected. */
export interface Census {
  /** Bytes of all objects. */
  readonly bytes: number;
  /** How many objects there are of each class. */
  readonly objects: ReadonlyMap<string, number>;
  /** Sockets, timers, ports and the like that keep the thread going, sorted by their kind. */
  readonly resources: readonly string[];
}

/** One thread of a script that was started with `--inspect`. */
export interface Thread {
  census(): Promise<Census>;
}

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly chunk?: string; readonly sessionId?: string; readonly message?: string };
  readonly result?: unknown;
}

/** Flags that let the threads of a script be looked into. */
export const inspectFlags: readonly string[] = ["--inspect=127.0.0.1:0"];

/** Looks into the script's own thread and into the gateway's. */
export async function inspectThreads(script: RunningScript): Promise<{ main: Thread; gateway: Thread }> {
  const socket = new WebSocket(/ws:\/\/127\S+/.exec(script.output())![0], { perMessageDeflate: false });
  onTestFinished(() => socket.terminate());
  await once(socket, "open");
  let sent = 0;
  const say = (message: object): void => socket.send(JSON.stringify({ id: (sent += 1), ...message }));
  const main = new InspectedThread(say);
  const gateway = await new Promise<InspectedThread>((resolve) => {
    let found: { id: string; thread: InspectedThread } | null = null;
    socket.on("message", (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as Answer;
      const { sessionId: id = "", message = "" } = answer.params ?? {};
      if (answer.method === "NodeWorker.attachedToWorker" && data.includes("vitrine gateway")) {
        const thread = new InspectedThread((inner) =>
          say({ method: "NodeWorker.sendMessageToWorker", params: { sessionId: id, message: JSON.stringify(inner) } }),
        );
        found = { id, thread };
        resolve(thread);
      } else if (answer.method !== "NodeWorker.receivedMessageFromWorker") main.hear(answer);
      else if (id === found?.id) found.thread.hear(JSON.parse(message) as Answer);
    });
    say({ method: "NodeWorker.enable", params: { waitForDebuggerOnStart: false } });
  });
  return { main, gateway };
}

/** How many file descriptors a process holds. */
export function descriptorsOf({ child }: RunningScript): number {
  return readdirSync(`/proc/${child.pid}/fd`).length;
}

class InspectedThread implements Thread {
  readonly #say: (message: object) => void;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #chunks: string[] = [];
  // Ids of the socket itself count from 1.
  #last = 1_000_000;

  constructor(say: (message: object) => void) {
    this.#say = say;
  }

  hear({ id = 0, method, params, result }: Answer): void {
    if (method === "HeapProfiler.addHeapSnapshotChunk") this.#chunks.push(params!.chunk!);
    this.#waiting.get(id)?.(result);
    this.#waiting.delete(id);
  }

  async census(): Promise<Census> {
    this.#chunks = [];
    await this.#ask("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
    const { bytes, objects } = countSnapshot(this.#chunks.join(""));
    const expression = "process.getActiveResourcesInfo().sort()";
    const answer = await this.#ask("Runtime.evaluate", { expression, returnByValue: true });
    return { bytes, objects, resources: (answer as { result: { value: string[] } }).result.value };
  }

  #ask(method: string, params: object): Promise<unknown> {
    const id = (this.#last += 1);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#say({ id, method, params });
    });
  }
}

function countSnapshot(text: string): Omit<Census, "resources"> {
  const { snapshot, nodes, strings } = JSON.parse(text) as {
    snapshot: { meta: { node_fields: string[]; node_types: [string[]] } };
    nodes: number[];
    strings: string[];
  };
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, name, size] = ["type", "name", "self_size"].map((field) => fields.indexOf(field)) as [
    number,
    number,
    number,
  ];
  const isObject = types[0].indexOf("object");
  const objects = new Map<string, number>();
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    bytes += nodes[at + size]!;
    if (nodes[at + type] !== isObject) continue;
    const key = strings[nodes[at + name]!]!;
    objects.set(key, (objects.get(key) ?? 0) + 1);
  }
  return { bytes, objects };
}
