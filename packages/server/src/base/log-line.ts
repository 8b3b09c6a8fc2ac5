/** A line for the operator; of level "call", lines of JSON that were asked for. */
export interface LogLine {
  readonly level: "info" | "warning" | "error" | "call";
  readonly text: string;
}
