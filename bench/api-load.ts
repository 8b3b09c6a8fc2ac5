import { Agent, request, type IncomingMessage } from "node:http";
import type { Load } from "./measure.ts";

type Call = () => Promise<void>;

// A process of its own, so that its work is not counted as the server's: URL, way of calling, callers, seconds.
const [url, kind, callers, seconds] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });
const calls: Record<string, Call> = { simple, gradio };
const call = calls[kind!]!;
const latencies: number[] = [];
const start = performance.now();
const stopAt = start + Number(seconds) * 1_000;
await Promise.all(Array.from({ length: Number(callers) }, callUntilTheEnd));
agent.destroy();
const load: Load = {
  calls: latencies.length,
  seconds: (performance.now() - start) / 1_000,
  latencies: latencies.toSorted((a, b) => a - b),
};
process.send!(load, () => process.disconnect());

async function callUntilTheEnd(): Promise<void> {
  for (let sent = performance.now(); sent < stopAt; sent = performance.now()) {
    await call();
    latencies.push(performance.now() - sent);
  }
}

async function simple(): Promise<void> {
  const answer = await ask("POST", "/api/predict", '{"text":"hello"}');
  if (!answer.includes("hello")) throw new Error(`Not an echo: ${answer.slice(0, 200)}`);
}

async function gradio(): Promise<void> {
  const { event_id: event } = JSON.parse(await ask("POST", "/gradio_api/call/predict", '{"data":["hello"]}')) as {
    event_id: string;
  };
  const stream = await ask("GET", `/gradio_api/call/predict/${event}`);
  if (!stream.includes('event: complete\ndata: ["hello"]')) throw new Error(`Not an echo: ${stream.slice(0, 200)}`);
}

function ask(method: string, path: string, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { "content-type": "application/json" };
    const asked = request(`${url!}${path}`, { method, agent, headers }, (answer: IncomingMessage) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => resolve(text));
      answer.on("error", reject);
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
