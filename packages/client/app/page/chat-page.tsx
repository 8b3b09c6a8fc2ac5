import type { JsonValue } from "@vitrine/protocol";
import { lazy, type ReactNode, useState } from "react";
import { useStore } from "zustand";
import type { Page } from "../state/actions.ts";
import { Announcer } from "./announcer.tsx";
import styles from "./chat.module.css";
import type { ChatPart } from "../state/chat-part.ts";
import { lastAnswer, withSaid, type Turn } from "../state/chat-turns.ts";
import { Field } from "./field.tsx";
import { stopIcon } from "../parts/icons.tsx";
import { LatePart } from "../parts/late-part.tsx";
import { useRunView } from "./output.tsx";
import { PageContext, usePage, usePageState } from "../parts/page-context.ts";
import { fieldProblems, labelOf } from "../state/problems.ts";
import type { PageState } from "../state/store.ts";
import { InnerBars, Shelf, Status } from "../parts/status.tsx";
import { ViewFrame } from "../parts/view-frame.tsx";

const Note = lazy(() => import("../parts/notices.tsx").then(({ Note: component }) => ({ default: component })));

const isStoppable = (state: PageState) => state.isStoppable;
const isActive = (state: PageState) => state.active !== null;
const hasAnswer = (state: PageState) => (state.active?.call.values ?? null) !== null;
const shownError = (state: PageState) => state.shown?.call.error ?? null;

/** A conversation and what is said next; `part` is the function that answers. */
export function Chat({ part }: { readonly part: ChatPart }): ReactNode {
  return (
    <PageContext value={part}>
      <div className={`${styles["chat"]} ${isWhole(part) ? styles["whole"] : ""}`} data-function={part.fn.id}>
        <Conversation part={part} />
        <Announcer />
        <Composer part={part} />
      </div>
    </PageContext>
  );
}

function Conversation({ part }: { readonly part: ChatPart }): ReactNode {
  const page = usePage();
  const { chatbot: id } = part.ids;
  const view = useRunView();
  const failure = usePageState(shownError);
  const isAnswering = usePageState(hasAnswer);
  const said = useStore(part.said);
  const turns = usePageState((state) => state.values[id] ?? null) as readonly Turn[] | null;
  const [component] = page.pick([id]);
  if (!component) return null;
  const error = failure && failure.visible !== false && !fieldProblems(failure, page.inputs) ? failure : null;
  const label = labelOf(component);
  const height = isWhole(page) ? "max(200px, calc(100dvh - 440px))" : component.props["height"];
  return (
    <section className="out" aria-labelledby={`c${id}-label`} data-state={view.state}>
      <div className="out-head">
        <h2 id={`c${id}-label`} title={label}>
          {label}
        </h2>
        <Status view={view} onCancel={() => page.cancelFromCaption()} />
        <Shelf view={view} />
      </div>
      <div className="out-body">
        <ViewFrame
          kind={component.type}
          id={`c${id}`}
          labelId={`c${id}-label`}
          describedBy={undefined}
          label={label}
          props={{ ...component.props, height: height ?? null, placeholder: error ? null : "Say something to begin." }}
          value={withSaid(turns ?? [], isAnswering ? null : said) as unknown as JsonValue}
          mode="output"
          invalid={false}
          generating={view.state === "generating"}
          onChange={nothing}
          onProblem={nothing}
          onEvent={(event, data) => {
            if (event === "option_select") part.say((data as { readonly value: string }).value);
            part.event(id, event, data);
          }}
        />
        <InnerBars bars={view.bars} />
        {error && (
          <LatePart otherwise={<p role="alert">{error.message}</p>}>
            <Note error={error} />
          </LatePart>
        )}
        {turns !== null && turns.length > 0 && <Tools part={part} turns={turns} hasFailed={error !== null} />}
      </div>
    </section>
  );
}

interface ToolsProps {
  readonly part: ChatPart;
  readonly turns: readonly Turn[];
  /** Whether an error stands there, with its own way to ask again. */
  readonly hasFailed: boolean;
}

/** What can be done with a conversation while nothing runs. */
function Tools({ part, turns, hasFailed }: ToolsProps): ReactNode {
  const isRunning = usePageState(isActive);
  const [isCopied, setCopied] = useState(false);
  const answer = lastAnswer(turns);
  const copy = async (): Promise<void> => {
    const { copyText } = await import("../parts/tool-actions.ts");
    setCopied(await copyText(answer ?? ""));
    setTimeout(() => setCopied(false), 1_500);
  };
  const button = (name: string, act: () => void): ReactNode => (
    <button type="button" className="btn sm ghost" disabled={isRunning} onClick={act}>
      {name}
    </button>
  );
  const toBox = (act: () => void) => () => {
    act();
    void import("../state/focus-field.ts").then(({ focusField }) => focusField(part.ids.textbox)).catch(nothing);
  };
  return (
    <div className={styles["tools"]} role="group" aria-label="Conversation tools">
      {answer !== null && button(isCopied ? "Copied" : "Copy answer", () => void copy())}
      {!hasFailed && button("Retry", () => part.retry())}
      {button(
        "Undo",
        toBox(() => part.undo()),
      )}
      {button(
        "Clear",
        toBox(() => part.clear()),
      )}
      <span className="vh" role="status">
        {isCopied && "Copied"}
      </span>
    </div>
  );
}

/** The text box: Enter sends, Shift and Enter start a new line. */
function Composer({ part }: { readonly part: ChatPart }): ReactNode {
  const [message] = part.pick([part.ids.textbox]);
  const isStop = usePageState(isStoppable);
  return (
    <form
      className={styles["composer"]}
      aria-label="Message"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        part.event(part.ids.textbox, "submit");
      }}
    >
      {message && <Field component={message} />}
      <div className={styles["last"]}>
        <p>Enter sends, Shift + Enter starts a new line.</p>
        {isStop ? (
          <button key="run" type="button" className="btn stop run" onClick={() => part.stop()}>
            {stopIcon}
            Stop
          </button>
        ) : (
          <button key="run" type="submit" className="btn primary run">
            Send
          </button>
        )}
      </div>
    </form>
  );
}

/** Whether the page holds a chat and nothing else. */
function isWhole({ config }: Page): boolean {
  return config.mode === "chat_interface";
}

function nothing(): void {}
