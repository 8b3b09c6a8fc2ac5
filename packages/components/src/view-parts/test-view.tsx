import type { JsonValue } from "@vitrine/protocol";
import axe from "axe-core";
import { type ComponentType, type ReactNode, useState } from "react";
import { expect, vi } from "vitest";
import { render, type RenderResult } from "vitest-browser-react";
import type { ViewFiles, ViewProps } from "../view.ts";

const noFiles: ViewFiles = {
  url: (file) => file.path,
  upload: () => Promise.reject(new Error("There is nowhere to upload to.")),
  maxSize: null,
  maxCount: 1,
};

interface Shown<V> {
  readonly screen: RenderResult;
  /** The last value that the visitor chose; null before any. */
  readonly value: () => V | null;
  /** The problem that stands at the field. */
  readonly problem: () => string | null;
  readonly onChange: (value: V | null) => void;
  readonly onEvent: (event: string, data?: JsonValue) => void;
  /** What the page does on Clear or when an example is loaded: another value, and no problem any more. */
  readonly setValue: (value: V | null) => Promise<void>;
}

/** Draws a view as the page does, between its label and its problem, in a page that keeps the value. */
export async function showView<Props, V>(
  View: ComponentType<ViewProps<Props, V>>,
  start: Pick<ViewProps<Props, V>, "props" | "value"> &
    Partial<Pick<ViewProps<Props, V>, "mode" | "label" | "files">> & { readonly ownLabel?: boolean },
): Promise<Shown<V>> {
  const { mode = "input", label = "Amount" } = start;
  const onChange = vi.fn<(value: V | null) => void>();
  const onEvent = vi.fn<(event: string, data?: JsonValue) => void>();
  let now: { value: V | null; problem: string | null } = { value: start.value, problem: null };
  let set: ((next: V | null) => void) | undefined;

  function Page(): ReactNode {
    const [value, setValue] = useState<V | null>(start.value);
    const [problem, setProblem] = useState<string | null>(null);
    now = { value, problem };
    set = (next) => {
      setValue(next);
      setProblem(null);
    };
    return (
      <main>
        <h1>Test</h1>
        {mode === "input" && !start.ownLabel ? (
          <label htmlFor="it" id="it-label">
            {label}
          </label>
        ) : (
          <h2 id={mode === "output" ? "it-label" : undefined}>Result</h2>
        )}
        <View
          id="it"
          labelId="it-label"
          describedBy={problem === null ? undefined : "it-problem"}
          label={label}
          props={start.props}
          value={value}
          mode={mode}
          invalid={problem !== null}
          generating={false}
          onChange={(next) => {
            onChange(next);
            setValue(next);
          }}
          onProblem={setProblem}
          onEvent={onEvent}
          files={start.files ?? noFiles}
        />
        {problem !== null && <p id="it-problem">{problem}</p>}
      </main>
    );
  }

  const screen = await render(<Page />);
  return {
    screen,
    onChange,
    onEvent,
    value: () => now.value,
    problem: () => now.problem,
    async setValue(value) {
      set?.(value);
      await expect.poll(() => now.value).toEqual(value);
    },
  };
}

/** Fails, naming the rules and the elements, where axe finds anything in the page as it stands. */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body);
  expect(violations.map((one) => [one.id, ...one.nodes.map((node) => node.html)])).toEqual([]);
}
