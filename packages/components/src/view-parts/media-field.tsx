import { isFileData, type FileData } from "@vitrine/protocol";
import { useMemo, useRef, type ReactElement, type ReactNode } from "react";
import { acceptFiles, describeRules } from "../file/accept-files.ts";
import { fileName, percentSent } from "../file/slots.ts";
import { DropZone, FileInput } from "../file/view-parts/drop-zone.tsx";
import { Icon } from "../file/view-parts/icon.tsx";
import { useDrop } from "../file/view-parts/use-drop.ts";
import { useUploads } from "../file/view-parts/use-uploads.ts";
import type { ViewProps } from "../view.ts";
import styles from "./media-field.module.css";

interface MediaProps {
  readonly interactive?: boolean | null;
}

interface MediaFieldProps {
  readonly view: ViewProps<MediaProps, FileData>;
  /** Gradio's family of the files. */
  readonly family: "audio" | "video";
  /** "sound" or "video", as buttons name it. */
  readonly noun: string;
  /** The player of what is held, at an address and named after it. */
  readonly renderPlayer: (url: string, name: string) => ReactNode;
}

/** One file to give, which is played as soon as it is held; or the player of one that was given, with a link to keep it. */
export function MediaField({ view, family, noun, renderPlayer }: MediaFieldProps): ReactElement | null {
  if (view.mode === "input" && view.props.interactive !== false) {
    return <MediaInput view={view} family={family} noun={noun} renderPlayer={renderPlayer} />;
  }
  if (!isFileData(view.value)) return null;
  const url = view.files.url(view.value);
  const name = fileName(view.value);
  return (
    <div className={styles["media"]}>
      {renderPlayer(url, view.label)}
      <p className={styles["row"]}>
        <span title={name}>{name}</span>
        <a className="btn icon sm ghost" href={url} download={name} aria-label={`Download ${name}`}>
          <Icon name="download" />
        </a>
      </p>
    </div>
  );
}

function MediaInput({ view, family, noun, renderPlayer }: MediaFieldProps): ReactElement {
  const { files } = view;
  const value = useMemo(() => (isFileData(view.value) ? [view.value] : []), [view.value]);
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads({
    value,
    multiple: false,
    files,
    onProblem: (message) => view.onProblem(message),
    onChange: ([held = null]) => view.onChange(held),
  });
  const choose = (chosen: readonly File[]): void => {
    const { taken, problem } = acceptFiles(chosen, { types: [family], maxSize: files.maxSize, room: 1, maxCount: 1 });
    view.onProblem(problem);
    if (taken.length > 0) uploads.list.add(taken);
  };
  const drop = useDrop(choose);
  const remove = (): void => {
    uploads.list.remove(uploads.slots.map(({ key }) => key));
    // The drop zone takes the place of the button.
    requestAnimationFrame(() => input.current?.focus());
  };
  const slot = uploads.slots.at(-1);
  const held = uploads.slots.find(({ state }) => state === "held")?.held ?? null;

  if (slot === undefined) {
    return (
      <div {...drop.handlers}>
        <DropZone
          id={view.id}
          describedBy={view.describedBy}
          invalid={view.invalid}
          verb={`Choose a ${noun}`}
          rules={describeRules(null, files.maxSize)}
          accept={`${family}/*`}
          multiple={false}
          over={drop.over}
          input={input}
          onFiles={choose}
        />
      </div>
    );
  }
  return (
    <div className={styles["media"]} data-over={drop.over || undefined} {...drop.handlers}>
      <FileInput
        id={view.id}
        describedBy={view.describedBy}
        accept={`${family}/*`}
        className="vh"
        tabIndex={-1}
        ref={input}
        onFiles={choose}
      />
      {held && renderPlayer(files.url(held), `${view.label}: ${fileName(held)}`)}
      <div className={styles["row"]}>
        <span title={slot.name}>{slot.name}</span>
        {slot.state === "sending" && (
          <progress className="bar" max={100} value={percentSent(slot)} aria-label={`Uploading ${slot.name}`} />
        )}
        {slot.state === "failed" && (
          <>
            <b data-failed="">Upload failed</b>
            <button type="button" className="btn sm" onClick={() => uploads.list.retry(slot.key)}>
              Retry
            </button>
          </>
        )}
        {slot.state === "held" && (
          <button type="button" className="btn sm" onClick={() => input.current?.click()}>
            Replace
          </button>
        )}
        <button
          type="button"
          className="btn icon sm ghost"
          aria-label={`${slot.state === "sending" ? "Cancel" : "Remove"} ${slot.name}`}
          onClick={remove}
        >
          <Icon name="close" />
        </button>
      </div>
    </div>
  );
}
