import type { ReactElement, Ref } from "react";
import css from "./drop-zone.module.css";
import { Icon } from "./icon.tsx";

/** What a drop zone shows and tells. */
export interface DropZoneProps {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  /** The words that stand for the click, such as "Choose a file". */
  readonly verb: string;
  /** What may be given; "" for anything. */
  readonly rules: string;
  readonly accept: string | undefined;
  readonly multiple: boolean;
  readonly over: boolean;
  readonly input?: Ref<HTMLInputElement>;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A framed place to click, drop or paste files; at its heart a native file input that the label outside names. */
export function DropZone(props: DropZoneProps): ReactElement {
  const { id, describedBy, invalid, verb, rules, accept, multiple, over, input, onFiles } = props;
  return (
    <label className={css["drop"]} data-over={over || undefined} data-invalid={invalid || undefined}>
      <Icon name="upload" />
      <b>{verb}</b>
      <span>
        or drop {multiple ? "them" : "it"} here{rules && ` · ${rules}`}
      </span>
      <FileInput {...{ id, describedBy, accept, multiple, onFiles }} ref={input} />
    </label>
  );
}

/** A native file input that gives each choice away and is empty again, so that the same file can be chosen twice. */
export function FileInput({
  ref,
  onFiles,
  ...props
}: {
  readonly id?: string;
  readonly describedBy?: string | undefined;
  readonly accept: string | undefined;
  readonly multiple?: boolean;
  readonly capture?: boolean;
  readonly className?: string;
  readonly tabIndex?: number;
  /** For an input that a button clicks. */
  readonly hidden?: boolean;
  readonly ref?: Ref<HTMLInputElement> | undefined;
  readonly onFiles: (files: readonly File[]) => void;
}): ReactElement {
  return (
    <input
      ref={ref}
      type="file"
      id={props.id}
      className={props.className}
      tabIndex={props.tabIndex}
      hidden={props.hidden}
      aria-describedby={props.describedBy}
      accept={props.accept}
      multiple={props.multiple}
      capture={props.capture ? "environment" : undefined}
      onChange={({ currentTarget }) => {
        const chosen = [...(currentTarget.files ?? [])];
        currentTarget.value = "";
        if (chosen.length > 0) onFiles(chosen);
      }}
    />
  );
}
