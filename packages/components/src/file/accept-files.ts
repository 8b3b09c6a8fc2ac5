import { isOfTypes } from "./file-types.ts";
import { formatBytes } from "./format-bytes.ts";

/** What may be chosen. */
export interface FileRules {
  /** Gradio's `file_types`: endings (".csv"), families ("image") or media types ("application/json"); null is anything. */
  readonly types: readonly string[] | null;
  /** Bytes; null is no limit. */
  readonly maxSize: number | null;
  /** How many more files there may be. */
  readonly room: number;
  /** How many files there may be in all, for the message. */
  readonly maxCount: number;
}

/** What of a file decides whether it may be chosen; a browser's `File` has this shape. */
export interface Candidate {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The media type; "" where the browser knows none. */
  readonly type: string;
}

const families: readonly string[] = ["image", "audio", "video", "text"];

/** The `accept` attribute for Gradio's `file_types`; undefined lets everything through. */
export function acceptAttribute(types: readonly string[] | null): string | undefined {
  if (!types || types.length === 0 || types.includes("file")) return undefined;
  return types.map((type) => (families.includes(type) ? `${type}/*` : type)).join(",");
}

/** Sorts what was chosen into what may be uploaded and one sentence on the rest; null where all may. */
export function acceptFiles<F extends Candidate>(
  chosen: readonly F[],
  rules: FileRules,
): { readonly taken: readonly F[]; readonly problem: string | null } {
  const problems: string[] = [];
  const allowed = chosen.filter((file) => {
    const problem = whyNot(file, rules);
    if (problem) problems.push(problem);
    return !problem;
  });
  const taken = allowed.slice(0, Math.max(0, rules.room));
  const left = allowed[taken.length];
  if (left) {
    const most = rules.maxCount === 1 ? "one file" : `${rules.maxCount} files`;
    problems.push(`${quote(left.name)} is one too many: at most ${most} may be given. Remove one first.`);
  }
  const [first, ...others] = problems;
  if (first === undefined) return { taken, problem: null };
  const rest = others.length === 0 ? "" : ` ${others.length} more ${others.length === 1 ? "was" : "were"} refused.`;
  return { taken, problem: first + rest };
}

/** The line under a drop zone: which types, up to which size. "" where everything may come. */
export function describeRules(types: readonly string[] | null, maxSize: number | null): string {
  const parts: string[] = [];
  if (acceptAttribute(types)) parts.push(listTypes(types ?? []));
  if (maxSize !== null) parts.push(`up to ${formatBytes(maxSize)}`);
  return parts.join(", ");
}

function whyNot(file: Candidate, { types, maxSize }: FileRules): string | null {
  if (acceptAttribute(types) && !isOfTypes(file, types ?? []))
    return `${quote(file.name)} is of the wrong type. Choose ${listTypes(types ?? [])}.`;
  if (maxSize === null || file.size <= maxSize) return null;
  const [size, limit] = [formatBytes(file.size), formatBytes(maxSize)];
  const is = size === limit ? "a little more than the limit" : size;
  return `${quote(file.name)} is too large: ${is}, at most ${limit} may be given. Choose a smaller file.`;
}

const familyNames: Readonly<Record<string, string>> = {
  image: "a picture",
  audio: "a sound",
  video: "a video",
  text: "a text",
};

function listTypes(types: readonly string[]): string {
  const names = types.map(
    (type) => familyNames[type.replace("/*", "")] ?? (type.startsWith(".") ? type.slice(1).toUpperCase() : type),
  );
  const last = names.pop() ?? "";
  return names.length === 0 ? last : `${names.join(", ")} or ${last}`;
}

function quote(name: string): string {
  return `“${name}”`;
}
