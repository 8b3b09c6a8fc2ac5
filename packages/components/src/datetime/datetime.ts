import { types } from "node:util";
import type { CommonProps, Component } from "../core/component.ts";
import { type Definition, type Exactly, makeComponent } from "../core/define-component.ts";
import { flag, oneOf, type OptionCheck } from "../options/option-checks.ts";
import { showGiven } from "../options/show-given.ts";
import type { Nullable } from "../core/value-types.ts";
import { momentOf, printWallTime, readWallTime, wallTimeOf } from "./wall-time.ts";

/** Options of a DateTime. */
export interface DateTimeProps {
  /** A Date, or "YYYY-MM-DD HH:MM:SS". */
  readonly value?: Date | string | null | undefined;
  /** Whether the function receives a Date, or the text as it was chosen; "date" where left out. */
  readonly type?: "date" | "string" | undefined;
  /** Whether there is a time beside the day; true where left out. */
  readonly includeTime?: boolean | undefined;
  /** The IANA time zone of the texts, such as "Europe/Berlin"; that of the server where left out. */
  readonly timezone?: string | undefined;
}

/** The four types of a DateTime's value. */
export interface DateTimeTypes {
  /** "YYYY-MM-DD HH:MM:SS", or "YYYY-MM-DD" without a time. */
  send: string;
  receive: Date;
  give: Date | string;
  read: string;
}

/** The four types of a DateTime's value with `type: "string"`. */
export interface DateTimeTextTypes {
  send: string;
  receive: string;
  give: Date | string;
  read: string;
}

/** What a DateTime fires. */
export interface DateTimeEvents {
  change: null;
  input: null;
  submit: null;
}

const isZone: OptionCheck = (value) => {
  try {
    if (typeof value === "string" && new Intl.DateTimeFormat("en", { timeZone: value })) return null;
  } catch {
    // Falls through to the sentence.
  }
  return 'must be an IANA time zone such as "Europe/Berlin" or "UTC"';
};

const definition: Definition<DateTimeProps> = {
  kind: "datetime",
  word: "DateTime",
  options: { type: oneOf("date", "string"), includeTime: flag, timezone: isZone },
  events: ["change", "input", "submit"],
  implement: ({ type = "date", includeTime = true, timezone }) => {
    const shape = includeTime ? "YYYY-MM-DD HH:MM:SS" : "YYYY-MM-DD";
    const zone = (): string => timezone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const read = (text: string) => {
      const wall = readWallTime(text);
      if (wall !== null) return wall;
      throw new TypeError(`${showGiven(text)} is no date: give one such as "${shape}", of a day that exists.`);
    };
    const print = (given: unknown): string => {
      if (typeof given === "string") return printWallTime(read(given), includeTime);
      if (types.isDate(given) && !Number.isNaN(given.getTime())) {
        return printWallTime(wallTimeOf(given, zone()), includeTime);
      }
      const what = types.isDate(given) ? "an invalid Date" : showGiven(given);
      throw new TypeError(
        `a Date or a text "${shape}" is needed, got ${what}: give for example new Date(milliseconds).`,
      );
    };
    return {
      schema: {
        type: "string",
        description: `Formatted as ${shape}`,
        pattern: includeTime
          ? String.raw`^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?$`
          : String.raw`^\d{4}-\d{2}-\d{2}$`,
      },
      wireProps: { include_time: includeTime, type: "string", timezone: timezone ?? null },
      checkInitial: (value) => void print(value),
      preprocess: (wire) => {
        const wall = read(wire as string);
        return type === "string" ? printWallTime(wall, includeTime) : momentOf(wall, zone());
      },
      postprocess: print,
    };
  },
};

/**
 * A day and a time of day. The function receives a Date, because that is what Node's libraries take: the moment at which
 * clocks in `timezone` show what was chosen. With `type: "string"` it receives the text "YYYY-MM-DD HH:MM:SS", which
 * suits what belongs to no zone, such as a birthday. It may give either; texts are clock time in `timezone`.
 */
export function DateTime<const P extends CommonProps & DateTimeProps>(
  props?: Exactly<P, CommonProps & DateTimeProps>,
): Component<
  "datetime",
  Nullable<P extends { type: "string" } ? DateTimeTextTypes : DateTimeTypes, P>,
  P,
  DateTimeEvents
> {
  return makeComponent(definition, props) as never;
}
