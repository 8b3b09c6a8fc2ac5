import { expect, test } from "vitest";
import { describeTestApp } from "../../serve/test-app.ts";
import { openapiOf } from "./openapi.ts";

/** The statuses that a call may be answered with, by the simple API and by Gradio's. */
function statuses(description: Parameters<typeof openapiOf>[0], login = false): string[][] {
  const { paths } = openapiOf(description, { login }) as unknown as {
    paths: Readonly<Record<string, { readonly post: { readonly responses: object } }>>;
  };
  return ["/api/predict", "/gradio_api/call/predict"].map((path) => Object.keys(paths[path]!.post.responses));
}

test("429 is told of where a rate is limited, by the function or the queue, and where there is a login", () => {
  const limit = { calls: 1, perMs: 1000 };
  const all = describeTestApp();
  const [predict] = all.functions;
  const app = { ...all, functions: [predict!] };
  expect(statuses(app).map((list) => list.includes("429"))).toEqual([false, false]);
  for (const list of [
    ...statuses({ ...app, functions: [{ ...predict!, rateLimit: limit }] }),
    ...statuses({ ...app, queue: { ...app.queue, rateLimit: limit } }),
    ...statuses(app, true),
  ]) {
    expect(list.filter((status) => status === "429")).toHaveLength(1);
  }
});
