import { Chatbot, State, Textbox, type ChatMessage } from "@vitrine/components";
import type { Endpoint } from "../app-model/api-types.ts";
import { App, type AppParts } from "./app.ts";
import type { CallContext } from "../app-model/call-context.ts";
import { readHistory, type Message, type Reply } from "../declaration/chat-messages.ts";
import { checkOptions, type OptionTable } from "../base/check-options.ts";
import type { ComponentDeclaration } from "../app-model/declaration.ts";
import {
  declareFunction,
  isGenerator,
  memberOf,
  readFunction,
  type CheckedOptions,
} from "../declaration/declare-function.ts";
import { functionOptions, type FunctionOptions } from "../options/function-options.ts";
import { endpointName } from "./interface.ts";
import { notYetOfBlocks } from "../options/not-yet.ts";
import { filledText, text } from "../base/option-checks.ts";
import { showValue } from "../base/show-value.ts";
import type { Emits } from "../app-model/signature.ts";

/** All that declares a ChatInterface. */
export interface ChatInterfaceOptions<Name extends string> extends FunctionOptions {
  /** Answers `message` after `history`; what it yields is the answer so far. */
  readonly fn: (message: string, history: Message[], context: CallContext) => Emits<string | Reply>;
  /** How much work an answer is, in any unit: a finite number above 0. A call never waits for it. */
  readonly cost?: ((message: string, history: Message[]) => number | Promise<number>) | undefined;
  /** The endpoint's name without a slash; "chat" where left out. */
  readonly apiName?: Name | undefined;
  readonly title?: string | undefined;
  /** Markdown above the chat. */
  readonly description?: string | undefined;
  readonly placeholder?: string | undefined;
}

const {
  inputs: _inputs,
  outputs: _outputs,
  batch: _batch,
  maxBatchSize: _size,
  batchTimeoutMs: _time,
  batchKey: _key,
  ...shared
} = functionOptions;
const known: OptionTable = {
  ...shared,
  apiName: endpointName,
  title: filledText,
  description: text,
  placeholder: text,
};

type ChatFunction = (...args: readonly unknown[]) => unknown;

/** A page to talk with a function, and the endpoint `/chat`. Throws a `TypeError` or a `RangeError` for every option that cannot work. */
export class ChatInterface<const Name extends string = "chat"> extends App {
  /** Tells a ChatInterface from other things in a layout. */
  readonly kind = "chat" as const;
  /** Types of the endpoints for a client; exists in types alone. */
  declare readonly $api: { [K in `/${Name}`]: Endpoint<{ message: string } | [message: string], [string]> };

  constructor(options: ChatInterfaceOptions<Name>) {
    checkOptions("ChatInterface", options, { known, notYet: notYetOfBlocks });
    super(declareChat(options));
  }
}

function declareChat({
  fn,
  apiName = "chat",
  title,
  description,
  placeholder,
  cost,
  ...options
}: ChatInterfaceOptions<string>): AppParts {
  if (fn === undefined) throw new TypeError("ChatInterface: fn is missing; give the function to call.");
  const answer = fn as unknown as ChatFunction;
  const message = Textbox({ name: "message", label: "Message", ...(placeholder === undefined ? {} : { placeholder }) });
  const chatbot = Chatbot({ name: "chatbot", label: "Conversation" });
  const history = State<Message[]>(() => []);
  const response = Textbox({ name: "response" });
  const components: ComponentDeclaration[] = [message, chatbot, history, response].map((component, index) => ({
    id: index + 1,
    name: component === history ? null : (component.props as { name: string }).name,
    label: ["Message", "Conversation", "State", "Response"][index]!,
    component,
  }));
  const idOf = (component: unknown): number => components.find((one) => one.component === component)!.id;
  // Both functions are one to the author, so they share one limit.
  const concurrencyId = options.concurrencyId ?? (options.queue === false ? undefined : `chat ${apiName}`);
  const rules: CheckedOptions = {
    ...options,
    ...(concurrencyId === undefined ? {} : { concurrencyId }),
    ...(cost === undefined
      ? {}
      : { cost: (said: string, earlier: readonly ChatMessage[]) => cost(said, readHistory(earlier)) }),
  };
  const page = readFunction("ChatInterface", {
    ...rules,
    inputs: [message, chatbot],
    outputs: chatbot,
    fn: wrap(answer, (said, past, reply) => [...past, { role: "user", content: said }, ...(reply ? [reply] : [])]),
  });
  const endpoint = readFunction("ChatInterface", {
    ...rules,
    inputs: [message, history],
    outputs: [response, history],
    fn: wrap(answer, (said, past, reply) => [
      reply && reply.content,
      [...past, { role: "user", content: said }, ...(reply ? [reply] : [])],
    ]),
  });
  const hasApi = options.apiVisibility !== "private";
  const generator = isGenerator(answer as never);
  const box = components.length + 1;
  return {
    title: title ?? "Chat",
    mode: "chat_interface",
    description: description ?? null,
    article: null,
    components,
    functions: [
      declareFunction(
        { ...page, options: { ...page.options, apiVisibility: "private" } },
        { id: 1, label: `/${apiName}`, apiName: false, targets: [[1, "submit"]], generator, idOf },
      ),
      declareFunction(endpoint, {
        id: 2,
        label: `/${apiName}`,
        apiName: hasApi && apiName,
        targets: [],
        generator,
        idOf,
      }),
    ],
    boxes: [{ id: box, kind: "chatinterface", props: { dependency: 1, textbox: 1, chatbot: 2 } }],
    controls: [],
    layout: { id: box + 1, children: [{ id: box, children: [] }] },
    interface: null,
    unnamed: [],
    members: [memberOf(1, rules), memberOf(2, rules)],
  };
}

/** The function's values after a message; `reply` is null where a generator ended without one. */
type Shape = (said: string, past: readonly Message[], reply: Reply | null) => unknown;

/** The function between the page's values; what it gives in any style keeps that style. */
function wrap(fn: ChatFunction, shape: Shape): (...args: readonly any[]) => unknown {
  return async (said: string, earlier: readonly ChatMessage[], context: CallContext) => {
    const past = readHistory(earlier);
    const toResult = (given: unknown): unknown => shape(said, past, readReply(given));
    const given: unknown = await fn(said, structuredClone(past), context);
    if (typeof given !== "object" || given === null) return toResult(given);
    const isStream = Symbol.asyncIterator in given || (Symbol.iterator in given && "next" in given);
    if (!isStream) return toResult(given);
    return each(given as AsyncIterable<unknown>, toResult, () => shape(said, past, null));
  };
}

async function* each(
  given: AsyncIterable<unknown>,
  toResult: (given: unknown) => unknown,
  without: () => unknown,
): AsyncGenerator {
  let answered = false;
  const iterator = ((given as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator]?.() ??
    (given as unknown as Iterator<unknown>)) as AsyncIterator<unknown>;
  try {
    for (;;) {
      const { done, value } = await iterator.next();
      if (done === true) return value === undefined ? (answered ? undefined : without()) : toResult(value);
      answered = true;
      yield toResult(value);
    }
  } finally {
    await iterator.return?.();
  }
}

function readReply(given: unknown): Reply {
  if (typeof given === "string") return { role: "assistant", content: given };
  const { role, content, options } = (typeof given === "object" && given !== null ? given : {}) as Partial<Reply>;
  if (typeof content === "string" && (role === "assistant" || role === "user" || role === "system"))
    return { role, content, ...(options ? { options } : {}) };
  throw new TypeError(
    `The chat's function gave ${showValue(given)}: return a text or { role: "assistant", content: "…" }.`,
  );
}
