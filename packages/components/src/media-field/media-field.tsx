import { isFileData, type FileData } from "@vitrine/protocol";
import { useMemo, useRef, type ReactElement, type ReactNode } from "react";
import { acceptFiles, describeRules } from "../file/accept-files.ts";
import { fileName, percentSent } from "../file/view-parts/slots.ts";
import { DropZone, FileInput } from "../file/view-parts/drop-zone.tsx";
import { Icon } from "../file/view-parts/icon.tsx";
import { useDrop } from "../file/view-parts/use-drop.ts";
import { useUploads } from "../file/view-parts/use-uploads.ts";
import type { ViewProps } from "../view.ts";
import { checkFile } from "../media/check-file.ts";
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
  /** Why a file with these first bytes is not taken, as the end of a sentence that begins with its name; null where it is. */
  readonly problemOf: (head: Uint8Array) => string | null;
  /** The player of what is held, at an address and named after it. */
  readonly renderPlayer: (url: string, name: string) => ReactNode;
}

/** One file to give, which is played as soon as it is held; or the player of one that was given, with a link to keep it. */
export function MediaField(field: MediaFieldProps): ReactElement | null {
  const { view, renderPlayer } = field;
  if (view.mode === "input" && view.props.interactive !== false) return <MediaInput {...field} />;
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

function MediaInput({ view, family, noun, problemOf, renderPlayer }: MediaFieldProps): ReactElement {
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
  const choose = async (chosen: readonly File[]): Promise<void> => {
    const { taken, problem } = acceptFiles(chosen, { types: [family], maxSize: files.maxSize, room: 1, maxCount: 1 });
    view.onProblem(problem);
    const [file] = taken;
    if (file === undefined) return;
    const wrong = await checkFile(file, problemOf);
    if (wrong === null) uploads.list.add(taken);
    else view.onProblem(wrong);
  };
  const drop = useDrop((chosen) => void choose(chosen));
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
          onFiles={(chosen) => void choose(chosen)}
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
        onFiles={(chosen) => void choose(chosen)}
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
