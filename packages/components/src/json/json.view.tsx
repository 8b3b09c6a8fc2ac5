import type { JsonValue } from "@vitrine/protocol";
import { type KeyboardEvent, lazy, type ReactNode, useState } from "react";
import { isEnter } from "../view-parts/is-enter.ts";
import type { ViewProps } from "../view.ts";
import styles from "./json.module.css";

interface JsonProps {
  readonly open?: boolean | null;
  /** Pixels, or any CSS length. */
  readonly max_height?: number | string | null;
  readonly interactive?: boolean | null;
}

const JsonTree = lazy(() => import("../view-parts/json-tree.tsx"));

/** Any JSON value: as output a tree that opens and closes, as input its text. */
export default function JsonView(view: ViewProps<JsonProps>): ReactNode {
  const { props, value, label } = view;
  // What was typed, for as long as the value is still the one that it stands for.
  const [typed, setTyped] = useState<{ readonly text: string; readonly at: JsonValue; readonly told: boolean }>();
  if (view.mode === "output") {
    if (value === null) return null;
    return (
      <div className={styles.box} style={{ maxBlockSize: props.max_height ?? undefined }}>
        <JsonTree label={label} value={value} open={props.open === true} />
      </div>
    );
  }

  // The page took back the problem with what was typed: it was cleared, or an example was loaded.
  if (typed?.told && !view.invalid) setTyped(undefined);
  const text = typed && typed.at === value ? typed.text : value === null ? "" : JSON.stringify(value, null, 2);
  const check = () => {
    const problem = text.trim() === "" ? null : read(text).problem;
    view.onProblem(problem);
    if (problem !== null) setTyped({ text, at: value, told: true });
  };
  return (
    <textarea
      id={view.id}
      className={`ctl ${styles.text}`}
      value={text}
      spellCheck={false}
      autoCapitalize="off"
      disabled={props.interactive === false}
      aria-invalid={view.invalid}
      aria-describedby={view.describedBy}
      onChange={(event) => {
        const { value: next, problem } = read(event.target.value);
        setTyped({ text: event.target.value, at: next, told: false });
        view.onChange(next);
        if (problem === null) view.onProblem(null);
      }}
      onBlur={check}
      onKeyDown={(event: KeyboardEvent) => {
        if (!isEnter(event) || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        check();
        view.onEvent("submit");
      }}
    />
  );
}

function read(text: string): { readonly value: JsonValue; readonly problem: string | null } {
  try {
    return { value: JSON.parse(text) as JsonValue, problem: null };
  } catch (error) {
    return { value: null, problem: `This is not JSON yet: ${(error as Error).message}` };
  }
}
