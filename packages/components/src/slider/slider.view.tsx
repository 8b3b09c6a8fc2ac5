import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { isEnter } from "../view-parts/is-enter.ts";
import type { ViewProps } from "../view.ts";
import styles from "./slider.module.css";

interface SliderProps {
  readonly minimum: number;
  readonly maximum: number;
  readonly step?: number | null;
  readonly interactive?: boolean | null;
}

/** A number within a range: a track, and a box for the exact value. Fires `release` when a choice is made. */
export default function SliderView(view: ViewProps<SliderProps, number>): ReactNode {
  const { minimum: min, maximum: max, step } = view.props;
  const track = useRef<HTMLInputElement>(null);
  // What stands in the box, for as long as the value is still the one that it was typed at.
  const [typed, setTyped] = useState<{ readonly text: string; readonly at: number }>();
  if (view.mode === "output") return view.value === null ? null : <p className="val num">{view.value}</p>;

  const value = view.value ?? min;
  const release = () => view.onEvent("release", track.current!.valueAsNumber);
  const settle = () => {
    if (!typed) return;
    setTyped(undefined);
    if (typed.text === "") return;
    // The browser's own track holds a value to its ends and steps, without errors of floating point.
    track.current!.value = typed.text;
    view.onChange(track.current!.valueAsNumber);
    release();
  };
  const common = {
    min,
    max,
    step: step ?? "any",
    disabled: view.props.interactive === false,
    "aria-invalid": view.invalid,
    "aria-describedby": view.describedBy,
  };
  return (
    <div>
      <div className={styles.slider}>
        <input
          {...common}
          type="range"
          id={view.id}
          ref={track}
          value={value}
          style={{ ["--p" as string]: max > min ? ((value - min) / (max - min)) * 100 : 0 }}
          onChange={(event) => view.onChange(event.target.valueAsNumber)}
          onPointerUp={release}
          onKeyUp={(event) => event.key !== "Tab" && release()}
        />
        <input
          {...common}
          type="number"
          className="ctl"
          aria-label={`${view.label}, exact value`}
          value={typed?.at === value ? typed.text : value}
          onChange={({ target }) => {
            const { valueAsNumber: next, validity } = target;
            const fits = validity.valid && target.value !== "";
            setTyped({ text: target.value, at: fits ? next : value });
            if (fits) view.onChange(next);
          }}
          onBlur={settle}
          onKeyDown={(event: KeyboardEvent) => isEnter(event) && settle()}
        />
      </div>
      <div className={styles.ends} aria-hidden="true">
        <span>{min}</span>
        <span>{max}</span>
      </div>
    </div>
  );
}
