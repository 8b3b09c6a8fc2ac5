import { expect, onTestFinished } from "vitest";
import { declarationOf } from "../../apps/app.ts";
import type { LaunchOptions } from "../../options/launch-options.ts";
import { File, Interface, Textbox } from "../../index.ts";
import { launchDirect, type launchApp } from "../../launch/launch.ts";

/** For tests: an app that says who calls and gives files back; its URL. */
export async function start(options: LaunchOptions, launch: typeof launchApp = launchDirect): Promise<string> {
  const app = new Interface({
    title: 'Echo <b>"&',
    inputs: [Textbox({ name: "text" }), File({ name: "file", optional: true })],
    outputs: [Textbox({ name: "user" }), File({ name: "copy" })],
    fn: (_text, file, { session }) => [String(session.user), file],
  });
  const running = await launch(declarationOf(app), { port: 0, quiet: true, ...options });
  onTestFinished(() => running.close());
  return running.url;
}

export const users: LaunchOptions = { auth: { ann: "secret of ann", bob: "secret of bob" } };

export function logIn(
  url: string,
  username: string,
  password: string,
  more: RequestInit & { next?: string } = {},
): Promise<Response> {
  const { next, ...init } = more;
  const body = new URLSearchParams({ username, password, ...(next === undefined ? {} : { next }) });
  return fetch(`${url}/login`, { method: "POST", body, redirect: "manual", ...init });
}

export async function cookieOf(url: string, user: string): Promise<string> {
  const response = await logIn(url, user, `secret of ${user}`);
  expect(response.status).toBe(200);
  return response.headers.get("set-cookie")!.split(";")[0]!;
}

export function basic(user: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
}

export const browser: Record<string, string> = { accept: "text/html,*/*" };
