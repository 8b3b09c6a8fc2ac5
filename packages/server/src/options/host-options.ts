import { isIP } from "node:net";
import type { Environment } from "./launch-environment.ts";
import { wrong, type OptionCheck, type Problem } from "../base/option-checks.ts";
import { showValue } from "../base/show-value.ts";

/** By which names an app is reached, and who may show it in a frame. */
export interface HostOptions {
  /**
   * Names that the app is reached by, beside this machine's and the public URL's: "demo.example", ".example.com" for all
   * below it, "*" for any. With them, or with `publicUrl`, a request for any other Host is refused; without, an app that
   * other machines reach answers them all.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /**
   * Origins whose pages may show the app in a frame: ["https://huggingface.co"], "https://*.example.com" for all below it,
   * "*" for any. Left out, an app without a login that other machines reach may be framed by all, any other by its own pages.
   */
  readonly frameAncestors?: readonly string[] | undefined;
}

/** Takes a list of names without scheme and port. */
export const checkAllowedHosts: OptionCheck = (value) =>
  checkEach(value, parseHostName, 'a list of names without scheme and port, such as ["demo.example"]');

/** Takes a list of origins. */
export const checkFrameAncestors: OptionCheck = (value) =>
  checkEach(value, parseAncestor, 'a list of origins such as ["https://huggingface.co"]');

/** What is wrong is what the sentence shows: the list, or the one in it that cannot be read. */
function checkEach(value: unknown, parse: (each: unknown) => string | null, expected: string): Problem | null {
  if (!Array.isArray(value)) return wrong(expected, value);
  const index = value.findIndex((each) => parse(each) === null);
  return index === -1 ? null : wrong(expected, value[index]);
}

/**
 * The options as the gateway compares them, else those of VITRINE_ALLOWED_HOSTS and VITRINE_FRAME_ANCESTORS, which are
 * separated by spaces. Throws a `TypeError` that names the variable.
 */
export function resolveHosts(
  { allowedHosts, frameAncestors }: HostOptions,
  environment: Environment,
): { readonly allowedHosts: readonly string[]; readonly frameAncestors: readonly string[] | null } {
  const words = (name: string, parse: (word: string) => string | null, expected: string): readonly string[] | null => {
    const text = environment[name]?.trim() ?? "";
    if (text === "") return null;
    return text.split(/[\s,]+/).map((word) => {
      const parsed = parse(word);
      if (parsed === null) throw new TypeError(`${name} must be ${expected}, got ${showValue(word)}.`);
      return parsed;
    });
  };
  const names = "names without scheme and port, separated by spaces, such as demo.example";
  const origins = "origins separated by spaces, such as https://huggingface.co";
  return {
    allowedHosts:
      allowedHosts?.map((name) => parseHostName(name)!) ?? words("VITRINE_ALLOWED_HOSTS", parseHostName, names) ?? [],
    frameAncestors:
      frameAncestors?.map((origin) => parseAncestor(origin)!) ??
      words("VITRINE_FRAME_ANCESTORS", parseAncestor, origins),
  };
}

/** A name as Host headers have it: lower-case, IPv6 in brackets, other letters in Punycode; null for what is none. */
function parseHostName(value: unknown): string | null {
  if (typeof value !== "string") return null;
  if (value === "*") return value;
  const bare = value.replace(/^\[(.*)\]$/, "$1");
  if (isIP(bare) === 6) return new URL(`http://[${bare}]`).hostname;
  const [dot, name] = value.startsWith(".") ? [".", value.slice(1)] : ["", value];
  if (/[\s:/?#@\\%*[\],;]/.test(name) || name.startsWith(".") || !URL.canParse(`http://${name}`)) return null;
  return `${dot}${new URL(`http://${name}`).hostname.replace(/\.$/, "")}`;
}

/** A source of `frame-ancestors`: an origin, one with `*.` before its name, or `*`; null for what is none. */
function parseAncestor(value: unknown): string | null {
  if (typeof value !== "string") return null;
  if (value === "*") return value;
  const [, scheme = "", star = "", rest = ""] = /^(https?:\/\/)(\*\.)?([^*\s;,'"]+)$/i.exec(value) ?? [];
  if (rest === "" || !URL.canParse(`${scheme}${rest}`)) return null;
  const { origin, href, host, protocol } = new URL(`${scheme}${rest}`);
  return href === `${origin}/` ? `${protocol}//${star}${host}` : null;
}
