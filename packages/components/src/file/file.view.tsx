import { isFileData, type FileData, type JsonValue } from "@vitrine/protocol";
import { useMemo, useRef, type CSSProperties, type ReactElement } from "react";
import type { ViewProps } from "../view.ts";
import { acceptAttribute, acceptFiles, describeRules } from "./accept-files.ts";
import css from "./file.module.css";
import { formatBytes } from "./format-bytes.ts";
import { fileName, heldFiles, isSettled, percentSent, type Slot } from "./view-parts/slots.ts";
import { DropZone } from "./view-parts/drop-zone.tsx";
import { Icon } from "./view-parts/icon.tsx";
import { useDrop } from "./view-parts/use-drop.ts";
import { useUploads, type Uploads } from "./view-parts/use-uploads.ts";

interface FileProps {
  readonly file_count?: "single" | "multiple";
  readonly file_types?: readonly string[] | null;
  readonly height?: number | string | null;
  readonly interactive?: boolean;
}

/** Files to give, as a drop zone with a row for each; or files that were given, with a link for each. */
export default function FileView(view: ViewProps<FileProps, FileData | readonly FileData[]>): ReactElement {
  const takes = view.mode === "input" && view.props.interactive !== false;
  return takes ? <FileInputs {...view} /> : <FileLinks {...view} />;
}

function FileInputs(view: ViewProps<FileProps, FileData | readonly FileData[]>): ReactElement {
  const { props, files } = view;
  const multiple = props.file_count === "multiple";
  const types = props.file_types ?? null;
  const value = useMemo(() => listFiles(view.value), [view.value]);
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads({
    value,
    multiple,
    files,
    onProblem: (message) => view.onProblem(message),
    onChange: (held) => view.onChange(held.length === 0 ? null : multiple ? held : (held[0] ?? null)),
  });

  const choose = (chosen: readonly File[]): void => {
    const maxCount = multiple ? files.maxCount : 1;
    const room = multiple ? maxCount - uploads.slots.length : 1;
    const { taken, problem } = acceptFiles(chosen, { types, maxSize: files.maxSize, room, maxCount });
    view.onProblem(problem);
    if (taken.length > 0) uploads.list.add(taken);
  };
  const drop = useDrop(choose);

  return (
    <div className={css["group"]} {...drop.handlers}>
      <DropZone
        id={view.id}
        describedBy={view.describedBy}
        invalid={view.invalid}
        verb={multiple ? "Choose files" : "Choose a file"}
        rules={describeRules(types, files.maxSize)}
        accept={acceptAttribute(types)}
        multiple={multiple}
        over={drop.over}
        input={input}
        onFiles={choose}
      />
      {uploads.slots.length > 0 && (
        <ul className={css["files"]} aria-label={`${view.label}: chosen files`} style={listSize(props)}>
          {uploads.slots.map((slot) => (
            <SlotRow key={slot.key} slot={slot} uploads={uploads} onGone={() => input.current?.focus()} />
          ))}
        </ul>
      )}
      <span className="vh" role="status">
        {announce(uploads.slots)}
      </span>
    </div>
  );
}

function SlotRow(props: { readonly slot: Slot; readonly uploads: Uploads; readonly onGone: () => void }): ReactElement {
  const { slot, uploads, onGone } = props;
  const { key, name, size, state } = slot;
  const percent = percentSent(slot);
  return (
    <li>
      <Icon name="file" />
      <span className={css["name"]} title={name}>
        {name}
      </span>
      {state === "sending" && <progress className="bar" max={100} value={percent} aria-label={`Uploading ${name}`} />}
      <span className={css["end"]} data-failed={state === "failed" || undefined}>
        <bdi>
          {state === "sending" ? `${percent} %` : state === "failed" ? "Failed" : size !== null && formatBytes(size)}
        </bdi>
      </span>
      <span className={css["end"]}>
        {state === "failed" && (
          <button
            type="button"
            className="btn icon sm ghost"
            aria-label={`Retry ${name}`}
            onClick={() => uploads.list.retry(key)}
          >
            <Icon name="retry" />
          </button>
        )}
        <button
          type="button"
          className="btn icon sm ghost"
          aria-label={`${state === "sending" ? "Cancel" : "Remove"} ${name}`}
          onClick={() => {
            uploads.list.remove([key]);
            onGone();
          }}
        >
          <Icon name="close" />
        </button>
      </span>
    </li>
  );
}

function FileLinks({
  value,
  label,
  props,
  files,
}: ViewProps<FileProps, FileData | readonly FileData[]>): ReactElement | null {
  const given = listFiles(value);
  if (given.length === 0) return null;
  return (
    <ul className={css["files"]} aria-label={label} style={listSize(props)}>
      {given.map((file) => {
        const name = fileName(file);
        return (
          <li key={file.path}>
            <Icon name="file" />
            <span className={css["name"]} title={name}>
              {name}
            </span>
            {typeof file.size === "number" && <bdi className={css["end"]}>{formatBytes(file.size)}</bdi>}
            <a className="btn icon sm ghost" href={files.url(file)} download={name} aria-label={`Download ${name}`}>
              <Icon name="download" />
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** Rows of failed files are announced by the page's problem line. */
function announce(slots: readonly Slot[]): string {
  if (!isSettled(slots)) return `Uploading ${count(slots.filter(({ state }) => state === "sending").length)}`;
  const held = heldFiles(slots).length;
  return held === 0 ? "" : `${count(held)} ready`;
}

/** A list longer than the author's height scrolls; its rows are reached by their buttons and links. */
function listSize({ height }: FileProps): CSSProperties | undefined {
  return height ? { maxBlockSize: height, overflowY: "auto" } : undefined;
}

function count(some: number): string {
  return some === 1 ? "1 file" : `${some} files`;
}

function listFiles(value: JsonValue | FileData | readonly FileData[] | null): readonly FileData[] {
  return (Array.isArray(value) ? value : [value]).filter(isFileData);
}
