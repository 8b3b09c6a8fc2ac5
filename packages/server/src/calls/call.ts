import type { ErrorData, JsonValue } from "@vitrine/protocol";
import type { CancelReason } from "../channel/messages.ts";
import type { DisconnectRule, FunctionDescription } from "../app-model/description.ts";
import { noReferences, type StoredFile } from "../files/stored-file.ts";
import type { Asked } from "../admission/script-questions.ts";
import { CallLog, type CallLogLimits } from "./call-log.ts";
import type { Listener, StateMessage } from "./listener.ts";
import type { Session } from "./session.ts";

/** How a call ended. */
export interface CallEnding {
  readonly status: "done" | "error" | "cancelled";
  readonly error?: ErrorData;
  /** Milliseconds between its start and its end; 0 for one that never started. */
  readonly ranMs: number;
}

/** What a call hands to its function. */
export interface CallInput {
  readonly data: readonly JsonValue[];
  readonly event: JsonValue;
  readonly files: Readonly<Record<string, StoredFile>>;
}

/**
 * One call from its acceptance until its log is forgotten.
 *
 * | state   | means                                    | next             |
 * | ------- | ---------------------------------------- | ---------------- |
 * | waiting | in the queue; held while nobody listens   | running, ended   |
 * | running | given to the functions                    | ended            |
 * | ended   | answered; its run may still go on         | forgotten        |
 */
export class Call {
  readonly id: string;
  readonly fn: FunctionDescription;
  readonly session: Session;
  readonly log: CallLog;
  /** null once the function has it and will not ask for it again. */
  input: CallInput | null;
  state: "waiting" | "running" | "ended" = "waiting";
  /** Why the queue did not take it. */
  refusal: ErrorData | null = null;
  cancelReason: CancelReason = "user";
  readonly acceptedAt: number;
  /** 2 once it has to run a second time. */
  attempt: 1 | 2 = 1;
  startedAt = 0;
  endedAt = 0;
  /** The calls of its run; 0 before it starts. */
  batchSize = 0;
  /** The place in the queue, or the progress, that was told last. */
  position: StateMessage | null = null;
  progress: StateMessage | null = null;
  /** How it ended, and after how long; null while it is open. */
  end: CallEnding | null = null;
  /** Who is told. */
  readonly listeners: Set<Listener> = new Set<Listener>();
  /** Ends the time that is left to come back. */
  stopGrace: (() => void) | null = null;
  /** Ends the time that it may wait, then the time that it may run. */
  stopLimit: (() => void) | null = null;
  /** How long its log is kept after its end, in milliseconds. */
  keptMs = 300_000;
  /** References that stay while the log does. */
  readonly inputFiles: readonly string[];
  readonly #defaultRule: DisconnectRule;
  /** References of the latest values. */
  valueFiles: ReadonlySet<string> = noReferences;
  /** The bytes of its input that are counted among all inputs, until nobody has it any more. */
  inputBytes = 0;
  /** The address by which they are counted. */
  inputOwner: string | null = null;
  /** Whether it is given to a run that goes on. */
  inRun = false;
  /** The question about it, with its input, that the script has not answered yet. */
  question: Asked | null = null;
  /** The bytes of the log that are counted among all logs. */
  countedBytes = 0;

  constructor(options: {
    id: string;
    fn: FunctionDescription;
    session: Session;
    input: CallInput;
    limits: CallLogLimits;
    defaultRule: DisconnectRule;
    now: number;
  }) {
    this.id = options.id;
    this.fn = options.fn;
    this.session = options.session;
    this.input = options.input;
    this.#defaultRule = options.defaultRule;
    this.acceptedAt = options.now;
    this.inputFiles = Object.keys(options.input.files);
    this.log = new CallLog(options.id, options.limits);
  }

  /** What happens once nobody listens. */
  get disconnectRule(): DisconnectRule {
    return this.fn.onDisconnect ?? this.#defaultRule;
  }

  /** Takes back the question about it, where that is not on its way to the script yet. */
  withdrawQuestion(): void {
    if (this.question?.withdraw() === true) this.question = null;
  }
}
