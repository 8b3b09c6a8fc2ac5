import { type ReactNode, useLayoutEffect, useMemo, useRef } from "react";
import { fileName } from "../file/view-parts/slots.ts";
import { HtmlFrame } from "../view-parts/text/html-frame.tsx";
import { renderMarkdown } from "../view-parts/text/render-markdown.ts";
import type { ViewFiles, ViewProps } from "../view.ts";
import styles from "./chatbot.module.css";
import type { ChatMessageWire, ChatMetadataWire, ChatPartWire } from "./message.ts";

interface ChatbotProps {
  readonly height?: number | string | null;
  readonly render_markdown?: boolean | null;
  readonly line_breaks?: boolean | null;
  readonly placeholder?: string | null;
  readonly rtl?: boolean | null;
}

type Message = ChatMessageWire<string | readonly ChatPartWire[]>;

const names: Readonly<Record<string, string>> = { user: "You", assistant: "Assistant", system: "System" };

/** How near to its end a conversation must stand to follow what is added, pixels. */
const near = 48;

/** A conversation, read from the top; it follows what arrives while its end is in sight. */
export default function ChatbotView(view: ViewProps<ChatbotProps, readonly Message[]>): ReactNode {
  const { props, value, files } = view;
  const log = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    if (follows.current && log.current) log.current.scrollTop = log.current.scrollHeight;
  });
  if (value === null && view.mode === "output") return null;
  return (
    <div
      ref={log}
      id={view.id}
      className={styles.log}
      role="log"
      aria-labelledby={view.labelId}
      tabIndex={0}
      dir={props.rtl ? "rtl" : undefined}
      style={{ maxBlockSize: props.height ?? undefined }}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        follows.current = scrollTop + clientHeight > scrollHeight - near;
      }}
    >
      {value?.length
        ? value.map((message, index) => <Said key={index} message={message} props={props} files={files} />)
        : props.placeholder && <p className="empty">{props.placeholder}</p>}
      <Options view={view} />
    </div>
  );
}

/** The answers that the last message offers; they go with the next message. */
function Options({ view }: { readonly view: ViewProps<ChatbotProps, readonly Message[]> }): ReactNode {
  const last = view.value?.at(-1);
  if (!last?.options?.length || view.generating) return null;
  return (
    <div className={styles.options} role="group" aria-label="Answers to choose from">
      {last.options.map(({ value, label }, index) => (
        <button
          key={index}
          type="button"
          className="btn"
          onClick={() => view.onEvent("option_select", { index: view.value!.length - 1, value })}
        >
          {label ?? value}
        </button>
      ))}
    </div>
  );
}

interface SaidProps {
  readonly message: Message;
  readonly props: ChatbotProps;
  readonly files: ViewFiles;
}

function Said({ message, props, files }: SaidProps): ReactNode {
  const { role, content, metadata } = message;
  const parts: readonly ChatPartWire[] = typeof content === "string" ? [{ type: "text", text: content }] : content;
  const body = (
    <div className={styles.text}>
      {parts.map((part, index) =>
        "file" in part ? (
          <Given key={index} part={part} files={files} />
        ) : props.render_markdown === false ? (
          <p key={index} className={styles.plain}>
            {part.text}
          </p>
        ) : (
          <Formatted key={index} text={part.text} lineBreaks={props.line_breaks !== false} literal={role === "user"} />
        ),
      )}
    </div>
  );
  if (metadata?.title) {
    return (
      <details className={styles.step} open={metadata.status !== "done"}>
        <summary>{stepTitle(metadata)}</summary>
        {body}
      </details>
    );
  }
  return (
    <div className={role === "user" ? styles.you : undefined}>
      <p className={styles.who}>{names[role] ?? role}</p>
      {body}
    </div>
  );
}

interface FormattedProps {
  readonly text: string;
  readonly lineBreaks: boolean;
  /** Whether tags are words, as in what a visitor said. */
  readonly literal: boolean;
}

function Formatted({ text, lineBreaks, literal }: FormattedProps): ReactNode {
  const html = useMemo(() => renderMarkdown(text, { lineBreaks, literal }), [text, lineBreaks, literal]);
  return <HtmlFrame html={html} prose />;
}

function Given(props: {
  readonly part: ChatPartWire & { readonly type: "file" };
  readonly files: ViewFiles;
}): ReactNode {
  const { file, alt_text: alt } = props.part;
  const url = props.files.url(file);
  const name = fileName(file);
  const family = file.mime_type?.split("/", 1)[0];
  if (family === "image") return <img src={url} alt={alt ?? name} />;
  if (family === "audio") return <audio src={url} controls aria-label={alt ?? name} />;
  if (family === "video") return <video src={url} controls aria-label={alt ?? name} />;
  return (
    <p>
      <a href={url} download={name}>
        {name}
      </a>
    </p>
  );
}

function stepTitle({ title, log, duration }: ChatMetadataWire): string {
  const took = typeof duration === "number" ? `(${duration.toFixed(1)} s)` : "";
  return [title, log, took].filter(Boolean).join(" ");
}
