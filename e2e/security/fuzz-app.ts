import { fileURLToPath } from "node:url";
import type { ComponentConfig, Config } from "@vitrine/protocol";
import type { Parameters } from "fast-check";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { sameServerAfterEach } from "../same-server.ts";
import { type RunningScript, startScript } from "../script.ts";
import type { SocketVisitor } from "../socket-visitor.ts";

const isLong = process.env["VITRINE_TEST_ALL"] === "1";
/** Of all files that try garbage together. */
const seconds = isLong ? 600 : 42;
const seed = Number(process.env["VITRINE_SEED"] ?? (isLong ? Date.now() % 2 ** 31 : 20_261_201));
const apps = fileURLToPath(new URL("../apps", import.meta.url));

/** An app of every component for one file of tests. After each of them it is the same server, answers, and logged no fault. */
export class FuzzedApp {
  #script: RunningScript | undefined;
  #config: Config | undefined;

  constructor() {
    vi.setConfig({ testTimeout: 1_000 * seconds + 60_000 });
    beforeAll(async () => {
      this.#script = await startScript(["--import", "tsx", "fuzzed.ts"], apps);
      this.#config = (await (await fetch(`${this.url}/config`)).json()) as Config;
    });
    afterAll(() => this.#script?.stop());
    sameServerAfterEach(() => this.url);
    afterEach(async () => {
      const answer = await this.post("/api/take", '{"textbox":"still here"}');
      const text = await answer.text();
      if (text !== '{"data":{"given":["textbox"]}}') throw new Error(`The next call is not answered: ${text}`);
      const fault = /^.*(?:survived|died|failed).*$/m.exec(this.#script!.output());
      if (fault !== null) throw new Error(`The log tells of a fault: ${fault[0]}`);
    });
  }

  get url(): string {
    return this.#script!.url.replace(/\/$/, "");
  }

  /** The inputs of `/take`. */
  get inputs(): readonly ComponentConfig[] {
    const components = new Map(this.#config!.components.map((component) => [component.id, component]));
    return this.#config!.dependencies[0]!.inputs.map((id) => components.get(id)!);
  }

  /** The functions `/take` and `/tell`. */
  get functions(): readonly [take: number, tell: number] {
    const [take, tell] = this.#config!.dependencies;
    return [take!.id, tell!.id];
  }

  post(path: string, body: string | Buffer, type = "application/json"): Promise<Response> {
    return fetch(`${this.url}${path}`, { method: "POST", body: body as BodyInit, headers: { "content-type": type } });
  }

  /** Puts a file there and gives its reference. */
  async upload(bytes: Buffer): Promise<string> {
    const form = new FormData();
    form.append("files", new Blob([new Uint8Array(bytes)]), "a");
    const answer = await fetch(`${this.url}/gradio_api/upload`, { method: "POST", body: form });
    return ((await answer.json()) as [string])[0];
  }
}

/** Tries for a share of the time; a failure names the seed, for `VITRINE_SEED`, and the smallest input that fails. */
export function tries(share: number): Parameters<unknown> {
  return { seed, numRuns: 10_000_000, interruptAfterTimeLimit: share * seconds * 1_000, markInterruptAsFailure: false };
}

/** Whether the server has not cut a visitor off. */
export function isOpen({ socket }: SocketVisitor): boolean {
  return socket.readyState === socket.OPEN;
}
