/** Gradio's options that have another name here, where a change to camelCase would not find it. */
export const renamed = {
  minimum: "min",
  maximum: "max",
  multiselect: "multiple",
  file_count: "multiple",
  num_top_classes: "topK",
  datatype: "datatypes",
  desc: "text",
  submit_btn: "submitLabel",
  stop_btn: "stopLabel",
  clear_btn: "clearLabel",
} as const;

const farthest = 2;

/**
 * The sentence for an option that a place does not know: which option is meant, where it is Gradio's spelling, snake_case
 * or a slip, else which ones there are. `where` names the place: `Slider "steps"`; `instead` says what to do today where
 * it is an option of Gradio's that is not built.
 */
export function explainUnknownOption(
  where: string,
  given: string,
  known: readonly string[],
  instead: string | null = null,
): string {
  const exact = findRenamed(given, known);
  if (exact === null && instead !== null) return `${where}: ${given} is not available yet: ${instead}.`;
  const meant = exact ?? findNear(given, known);
  const remedy = meant === null ? listKnown(known) : `did you mean ${meant}?`;
  return `${where}: unknown option ${JSON.stringify(given)}; ${remedy}`;
}

function listKnown(known: readonly string[]): string {
  return known.length === 0 ? "it takes no options." : `it takes ${known.join(", ")}.`;
}

function findRenamed(given: string, known: readonly string[]): string | null {
  const snake = toSnakeCase(given);
  const candidates = [
    Object.hasOwn(renamed, snake) ? renamed[snake as keyof typeof renamed] : undefined,
    toCamelCase(given),
  ];
  return candidates.find((candidate) => candidate !== undefined && known.includes(candidate)) ?? null;
}

function findNear(given: string, known: readonly string[]): string | null {
  const [closest] = known
    .map((name) => ({ name, distance: editDistance(given.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.min(farthest, name.length / 3))
    .toSorted((one, other) => one.distance - other.distance);
  return closest?.name ?? null;
}

/** `max_length` as `maxLength`. */
export function toCamelCase(name: string): string {
  return name.replaceAll(/_[a-z0-9]/g, (found) => found[1]!.toUpperCase());
}

function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Levenshtein's distance, one row at a time. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}
