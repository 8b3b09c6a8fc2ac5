import { type ReactNode, useRef, useState } from "react";
import { Icon, paths } from "../view-parts/icon.tsx";
import { isEnter } from "../view-parts/is-enter.ts";
import type { ViewProps } from "../view.ts";
import styles from "./number.module.css";

interface NumberProps {
  readonly minimum?: number | null;
  readonly maximum?: number | null;
  readonly step?: number | null;
  readonly placeholder?: string | null;
  readonly interactive?: boolean | null;
}

/** A number; an empty box is null. What is no number, or beyond the limits, is told when the visitor leaves the box. */
export default function NumberView(view: ViewProps<NumberProps, number>): ReactNode {
  const { props, label } = view;
  const input = useRef<HTMLInputElement>(null);
  // What stands in the box ("1.0"), for as long as the value is still the one that it was typed at.
  const [typed, setTyped] = useState<{ readonly text: string; readonly at: number | null }>();
  // The browser keeps what is no number out of the script's reach: only a fresh box is rid of it.
  const [box, setBox] = useState({ unread: false, round: 0 });
  if (view.mode === "output") return view.value === null ? null : <p className="val num">{view.value}</p>;

  const disabled = props.interactive === false;
  // The page took back the problem: it was cleared, or an example was loaded.
  if (box.unread && !view.invalid) setBox({ unread: false, round: box.round + 1 });
  const check = () => {
    view.onProblem(problemOf(input.current!, label));
    if (input.current!.validity.badInput) setBox({ ...box, unread: true });
  };
  const stepBy = (direction: 1 | -1) => {
    if (direction === 1) input.current!.stepUp();
    else input.current!.stepDown();
    // React hears of a change made by code only through the event.
    input.current!.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return (
    <div className={styles.numbox}>
      <input
        key={box.round}
        ref={input}
        id={view.id}
        type="number"
        min={props.minimum ?? undefined}
        max={props.maximum ?? undefined}
        step={props.step ?? 1}
        placeholder={props.placeholder ?? undefined}
        disabled={disabled}
        aria-invalid={view.invalid}
        aria-describedby={view.describedBy}
        value={typed?.at === view.value ? typed.text : (view.value ?? "")}
        onChange={({ target }) => {
          const next = Number.isNaN(target.valueAsNumber) ? null : target.valueAsNumber;
          setTyped({ text: target.value, at: next });
          setBox({ ...box, unread: false });
          view.onChange(next);
          if (!problemOf(target, label)) view.onProblem(null);
        }}
        onBlur={check}
        onKeyDown={(event) => {
          if (!isEnter(event)) return;
          event.preventDefault();
          check();
          view.onEvent("submit");
        }}
      />
      <button
        type="button"
        tabIndex={-1}
        disabled={disabled}
        aria-label={`Decrease ${label}`}
        onClick={() => stepBy(-1)}
      >
        <Icon path={paths.minus} />
      </button>
      <button
        type="button"
        tabIndex={-1}
        disabled={disabled}
        aria-label={`Increase ${label}`}
        onClick={() => stepBy(1)}
      >
        <Icon path={paths.plus} />
      </button>
    </div>
  );
}

function problemOf({ validity, min, max }: HTMLInputElement, label: string): string | null {
  if (validity.badInput) return `${label} must be a number, such as 12 or -0.5.`;
  if (validity.rangeUnderflow) return `${label} must be ${min} or more.`;
  if (validity.rangeOverflow) return `${label} must be ${max} or less.`;
  return null;
}
