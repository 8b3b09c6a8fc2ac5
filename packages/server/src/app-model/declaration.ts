import type { AnyComponent } from "@vitrine/components";
import type { JsonObject, LayoutConfig } from "@vitrine/protocol";
import type { DisconnectRule, QueueSettings } from "./description.ts";
import type { RateLimit } from "./rate-limit-option.ts";
import type { CallerOf } from "./caller-of.ts";

/** An app as its author declared it, checked and with every default filled in: what the runner and the describer read. */
export interface AppDeclaration {
  readonly title: string;
  readonly mode: "interface" | "blocks" | "chat_interface";
  /** Markdown. */
  readonly description: string | null;
  /** Markdown. */
  readonly article: string | null;
  /** Every component once, in the order of the page: inputs before outputs. */
  readonly components: readonly ComponentDeclaration[];
  readonly functions: readonly FunctionDeclaration[];
  /** Rows, columns and the places of whole apps. */
  readonly boxes: readonly BoxDeclaration[];
  /** Events that only cancel. */
  readonly controls: readonly ControlDeclaration[];
  /** Where components and boxes stand, by id. */
  readonly layout: LayoutConfig;
  /** What the page of an `Interface` says on its buttons; null for other apps. */
  readonly interface: InterfaceDeclaration | null;
  readonly queue: QueueSettings;
  /** Says whose share a call takes; null where the gateway decides. */
  readonly callerOf: CallerOf | null;
  /** Sentences for the author, printed once at launch. */
  readonly warnings: readonly string[];
}

/** A component with its place in the app. */
export interface ComponentDeclaration {
  /** From 1; a client of Gradio takes 0 for "none". */
  readonly id: number;
  /** The value's name in the API; null for State and for what is never a value of a function. */
  readonly name: string | null;
  /** The words above it. */
  readonly label: string;
  readonly component: AnyComponent;
}

/** A part of the layout that holds others and no value. Its id is among those of the components. */
export interface BoxDeclaration {
  readonly id: number;
  readonly kind: "row" | "column" | "interface" | "chatinterface";
  readonly props: JsonObject;
}

/** An event that cancels calls and has no function. Its id is among those of the functions. */
export interface ControlDeclaration {
  readonly id: number;
  readonly targets: FunctionDeclaration["targets"];
  /** Ids of functions. */
  readonly cancels: readonly number[];
}

/** The two columns of an `Interface`. */
interface InterfaceDeclaration {
  /** The function's id. */
  readonly function: number;
  readonly submitLabel: string;
  readonly stopLabel: string;
  readonly clearLabel: string;
}

/** How the author wrote the inputs or the outputs: one component, a list, or a record. */
export type PortShape = "single" | "list" | "record";

/** One input or one output of a function. */
export interface PortDeclaration {
  readonly componentId: number;
  /** The value's name in the API: record key, else `name`, else `param_0` or `output_0`. State has one too, for messages. */
  readonly name: string;
  /** The key in the author's record; null for lists and single components. */
  readonly key: string | null;
  readonly component: AnyComponent;
  /** Whether the value is kept by the server and never crosses the wire. */
  readonly isState: boolean;
}

/** A function of the app with the rules by which it runs. */
export interface FunctionDeclaration {
  /** From 1. */
  readonly id: number;
  /** What messages to the author and the operator call it: `/predict`. */
  readonly label: string;
  /** The author's function; its types were checked against the ports when it was declared. */
  readonly fn: (...args: readonly any[]) => unknown;
  readonly inputs: readonly PortDeclaration[];
  readonly inputShape: PortShape;
  readonly outputs: readonly PortDeclaration[];
  readonly outputShape: PortShape;
  /** Without a slash; false when the function has no HTTP API. */
  readonly apiName: string | false;
  readonly apiVisibility: "public" | "undocumented" | "private";
  readonly apiDescription: string | null;
  /** Pairs of component id (null for the page itself) and event. */
  readonly targets: readonly (readonly [number | null, string])[];
  readonly showProgress: "full" | "minimal" | "hidden";
  /** Whether the function may give several values one after another, as far as its own kind tells. */
  readonly generator: boolean;
  readonly batch: boolean;
  /** 1 where the function is not batched. */
  readonly maxBatchSize: number;
  readonly batchTimeoutMs: number | "adaptive";
  /** The author's functions of the inputs; what they give is checked when it comes. */
  readonly batchKey: ((...inputs: readonly any[]) => unknown) | null;
  readonly cost: ((...inputs: readonly any[]) => unknown) | null;
  /** null is no limit. */
  readonly perCallerLimit: number | null;
  readonly rateLimit: RateLimit | null;
  /** The group whose limit it shares; the limits stand in `AppDeclaration.queue.groups`. */
  readonly group: string;
  /** Milliseconds; null: what the queue says. */
  readonly timeLimitMs: number | null;
  readonly queueTimeoutMs: number | null;
  /** null: what the way of calling says. */
  readonly onDisconnect: DisconnectRule | null;
  /** false: runs at once, outside the limits. */
  readonly queue: boolean;
  /** Whether it runs in worker threads. */
  readonly thread: boolean;
  /** Whether it may run a second time. */
  readonly idempotent: boolean;
  /** Ids of the functions whose calls of the same visitor it cancels. */
  readonly cancels: readonly number[];
  /** What the page does when its event comes while it runs. */
  readonly triggerMode: "once" | "multiple" | "alwaysLast";
}
