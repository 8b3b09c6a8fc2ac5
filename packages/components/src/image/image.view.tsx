import { isFileData, type FileData } from "@vitrine/protocol";
import { useMemo, useRef, type ReactElement } from "react";
import { acceptFiles, describeRules } from "../file/accept-files.ts";
import { fileName, percentSent, type Slot } from "../file/view-parts/slots.ts";
import { DropZone, FileInput } from "../file/view-parts/drop-zone.tsx";
import { Icon } from "../file/view-parts/icon.tsx";
import { useDrop } from "../file/view-parts/use-drop.ts";
import { useUploads, type Uploads } from "../file/view-parts/use-uploads.ts";
import { checkFile } from "../media/check-file.ts";
import type { ViewProps } from "../view.ts";
import css from "./view-parts/picture.module.css";
import { pictureProblem, readTypes } from "./picture-problem.ts";
import { ShownPicture } from "./view-parts/shown-picture.tsx";
import { usePicture } from "./view-parts/use-picture.ts";

interface ImageProps {
  readonly width?: number | string | null;
  readonly height?: number | string | null;
  readonly sources?: readonly string[] | null;
  readonly placeholder?: string | null;
  readonly interactive?: boolean;
  /** What becomes of a picture that is given. */
  readonly reads?: "pixels" | "file" | null;
}

/** A picture: one to give by click, drop, paste or camera, or one that was given. */
export default function ImageView(view: ViewProps<ImageProps, FileData>): ReactElement | null {
  return view.mode === "input" && view.props.interactive !== false ? (
    <ImageInput {...view} />
  ) : (
    <ImageOutput {...view} />
  );
}

function ImageOutput({ value, label, props, files }: ViewProps<ImageProps, FileData>): ReactElement | null {
  const picture = usePicture(isFileData(value) ? files.url(value) : null);
  if (!isFileData(value)) return null;
  return (
    <div className={`well ${css["well"]}`} style={wellSize(props)} data-fixed={props.height ? "" : undefined}>
      <ShownPicture picture={picture} alt={label} download={fileName(value)} />
    </div>
  );
}

function ImageInput(view: ViewProps<ImageProps, FileData>): ReactElement {
  const { props, files, label } = view;
  const reads = props.reads ?? "pixels";
  const accept = reads === "pixels" ? readTypes : "image/*";
  const value = useMemo(() => (isFileData(view.value) ? [view.value] : []), [view.value]);
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads({
    value,
    multiple: false,
    files,
    onProblem: (message) => view.onProblem(message),
    onChange: ([held = null]) => view.onChange(held),
  });
  const onItsWay = uploads.slots.find(({ state }) => state !== "held");
  const held = uploads.slots.find(({ state }) => state === "held")?.held ?? null;
  const preview = onItsWay && uploads.list.source(onItsWay.key);
  const picture = usePicture(preview ?? (held && files.url(held)));

  const choose = async (chosen: readonly File[]): Promise<void> => {
    const rules = { types: ["image"], maxSize: files.maxSize, room: 1, maxCount: 1 };
    const { taken, problem } = acceptFiles(chosen, rules);
    view.onProblem(problem);
    const [file] = taken;
    if (file === undefined) return;
    const wrong = await checkFile(file, (head) => pictureProblem(head, reads));
    if (wrong !== null) return view.onProblem(wrong);
    // The drop zone's input gives way to the well's.
    if (document.activeElement === input.current) focusInput();
    uploads.list.add(taken);
  };
  const focusInput = (): void => {
    requestAnimationFrame(() => input.current?.focus());
  };
  const drop = useDrop((chosen) => void choose(chosen));
  const remove = (): void => {
    uploads.list.remove(uploads.slots.map(({ key }) => key));
    focusInput();
  };

  if (uploads.slots.length === 0)
    return (
      <div {...drop.handlers}>
        <DropZone
          id={view.id}
          describedBy={view.describedBy}
          invalid={view.invalid}
          verb={props.placeholder ?? "Choose a picture"}
          rules={describeRules(null, files.maxSize)}
          accept={accept}
          multiple={false}
          over={drop.over}
          input={input}
          onFiles={(chosen) => void choose(chosen)}
        />
        {(props.sources ?? ["webcam"]).includes("webcam") && <Camera onFiles={(chosen) => void choose(chosen)} />}
      </div>
    );

  return (
    <div
      className={css["well"]}
      style={wellSize(props)}
      data-fixed={props.height ? "" : undefined}
      data-over={drop.over || undefined}
      data-invalid={view.invalid || undefined}
      data-sending={onItsWay ? "" : undefined}
      {...drop.handlers}
    >
      <FileInput
        id={view.id}
        describedBy={view.describedBy}
        accept={accept}
        className="vh"
        tabIndex={-1}
        ref={input}
        onFiles={(chosen) => void choose(chosen)}
      />
      <ShownPicture
        picture={picture}
        alt={`${label}: ${onItsWay?.name ?? (held ? fileName(held) : "picture")}`}
        download={null}
        tools={
          <>
            <button
              type="button"
              className="btn icon sm ghost"
              aria-label="Replace picture"
              onClick={() => input.current?.click()}
            >
              <Icon name="picture" />
            </button>
            <button type="button" className="btn icon sm ghost" aria-label="Remove picture" onClick={remove}>
              <Icon name="bin" />
            </button>
          </>
        }
      />
      {onItsWay && <Sending slot={onItsWay} uploads={uploads} onGone={focusInput} />}
    </div>
  );
}

function Sending(props: { readonly slot: Slot; readonly uploads: Uploads; readonly onGone: () => void }): ReactElement {
  const { slot, uploads, onGone } = props;
  const percent = percentSent(slot);
  const failed = slot.state === "failed";
  return (
    <div className={css["upload"]}>
      {failed ? (
        <>
          <span data-failed="">Upload failed</span>
          <button type="button" className="btn sm" onClick={() => uploads.list.retry(slot.key)}>
            Retry
          </button>
        </>
      ) : (
        <>
          <progress className="bar" max={100} value={percent} aria-label={`Uploading ${slot.name}`} />
          <span>{percent} %</span>
        </>
      )}
      <button
        type="button"
        className="btn icon sm ghost"
        aria-label={failed ? "Discard the picture" : "Cancel upload"}
        onClick={() => {
          uploads.list.remove([slot.key]);
          onGone();
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

/** Only where fingers point: there the system's camera is one tap away. */
function Camera({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={`btn sm ${css["camera"]}`} onClick={() => input.current?.click()}>
        <Icon name="camera" />
        Take a photo
      </button>
      <FileInput accept="image/*" capture hidden ref={input} onFiles={onFiles} />
    </>
  );
}

function wellSize({ width, height }: ImageProps): { inlineSize?: string | number; blockSize?: string | number } {
  return { ...(width && { inlineSize: width }), ...(height && { blockSize: height }) };
}
