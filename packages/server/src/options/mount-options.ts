import { withoutEndSlashes } from "../base/end-slashes.ts";
import type { Environment } from "./launch-environment.ts";
import { resolveLaunchOptions, type LaunchOptions, type ResolvedLaunchOptions } from "./launch-options.ts";
import { isPath } from "./public-url.ts";
import { showValue } from "../base/show-value.ts";

/**
 * A server of Node: of `node:http` or `node:https`, or what Express's `listen()` and Hono's `serve()` give. Said by its
 * members, so that whoever compiles against this needs no types of Node.
 */
export interface NodeServer {
  address(): unknown;
  emit(event: string, ...values: unknown[]): boolean;
}

/** How an app is mounted in a server of somebody else. */
export interface MountOptions extends Omit<LaunchOptions, "host" | "port" | "inBrowser" | "maxThreads"> {
  /** The path of the app in that server: "/demo". The whole server where left out. */
  readonly path?: string | undefined;
}

const serversOwn = ["host", "port", "inBrowser"];

/**
 * What a mount goes by; of the environment only VITRINE_TRUST_PROXY, as a server may hold several apps. Throws a
 * `TypeError` or a `RangeError` that names the option and the remedy.
 */
export function resolveMountOptions(
  where: string,
  { path, ...others }: MountOptions,
  environment: Environment,
): { path: string; options: ResolvedLaunchOptions } {
  const place = resolveMountPath(where, path);
  for (const name of serversOwn) {
    if (name in others)
      throw new TypeError(`${where}: ${name} belongs to the server that the app is mounted in; set it there.`);
  }
  if ("maxThreads" in others)
    throw new TypeError(`${where}: maxThreads is for functions with thread: true, which need launch(); leave it out.`);
  const { VITRINE_TRUST_PROXY: trust } = environment;
  const options = resolveLaunchOptions(others, { VITRINE_TRUST_PROXY: trust }, where);
  const rootPath = options.publicUrl === null && options.rootPath === "" ? place : options.rootPath;
  return { path: place, options: { ...options, rootPath } };
}

/** The path without a slash at the end. Throws a `TypeError` for what is none. */
export function resolveMountPath(where: string, path: unknown): string {
  const place = typeof path === "string" ? withoutEndSlashes(path) : "";
  if ((path === undefined || typeof path === "string") && (place === "" || isPath(place))) return place;
  throw new TypeError(`${where}: path must be a path such as "/demo", got ${showValue(path)}.`);
}
