import { isFileData, type FileData } from "@vitrine/protocol";
import { useMemo, useRef, type CSSProperties, type ReactElement, type ReactNode } from "react";
import { acceptAttribute, acceptFiles, describeRules } from "../file/accept-files.ts";
import { percentSent, type Slot } from "../file/view-parts/slots.ts";
import { DropZone } from "../file/view-parts/drop-zone.tsx";
import { Icon } from "../file/view-parts/icon.tsx";
import { useDrop } from "../file/view-parts/use-drop.ts";
import { useUploads, type Uploads } from "../file/view-parts/use-uploads.ts";
import type { ViewFiles, ViewProps } from "../view.ts";
import styles from "./gallery.module.css";

interface GalleryProps {
  readonly columns?: number | null;
  readonly height?: number | string | null;
  readonly object_fit?: string | null;
  readonly allow_preview?: boolean | null;
  readonly interactive?: boolean | null;
}

interface Item {
  readonly image?: FileData;
  readonly video?: FileData;
  readonly caption?: string | null;
}

const types = ["image", "video"] as const;

/** Pictures and videos in a grid; each opens in full. As an input, files to choose or drop. */
export default function GalleryView(view: ViewProps<GalleryProps, readonly Item[]>): ReactNode {
  return view.mode === "input" && view.props.interactive !== false ? <GalleryInput {...view} /> : <Shown {...view} />;
}

function Shown(view: ViewProps<GalleryProps, readonly Item[]>): ReactNode {
  const { value, props, files, label } = view;
  if (!value?.length) return null;
  return (
    <ul className={styles.grid} style={gridStyle(props)} aria-label={label}>
      {value.map((item, index) => {
        const file = item.image ?? item.video;
        if (!isFileData(file)) return null;
        const caption = item.caption ?? null;
        const words = caption ?? `${label} ${index + 1}`;
        const picture = <Medium item={item} alt={words} files={files} />;
        return (
          <li key={index}>
            {item.video || props.allow_preview === false ? (
              picture
            ) : (
              <a
                href={files.url(file)}
                target="_blank"
                rel="noreferrer"
                onClick={() => view.onEvent("select", { index, value: caption })}
              >
                {picture}
              </a>
            )}
            {caption && <p>{caption}</p>}
          </li>
        );
      })}
    </ul>
  );
}

function GalleryInput(view: ViewProps<GalleryProps, readonly Item[]>): ReactElement {
  const { props, files, label } = view;
  const items = useMemo(() => view.value ?? [], [view.value]);
  const value = useMemo(() => items.map((item) => item.image ?? item.video).filter(isFileData), [items]);
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads({
    value,
    multiple: true,
    files,
    onProblem: (message) => view.onProblem(message),
    onChange: (held) => view.onChange(held.length === 0 ? null : held.map((file) => itemOf(file, items))),
  });
  const choose = (chosen: readonly File[]): void => {
    const room = files.maxCount - uploads.slots.length;
    const { taken, problem } = acceptFiles(chosen, { types, maxSize: files.maxSize, room, maxCount: files.maxCount });
    view.onProblem(problem);
    if (taken.length > 0) uploads.list.add(taken);
  };
  const drop = useDrop(choose);
  return (
    <div className={styles.group} {...drop.handlers}>
      <DropZone
        id={view.id}
        describedBy={view.describedBy}
        invalid={view.invalid}
        verb="Choose pictures"
        rules={describeRules(null, files.maxSize)}
        accept={acceptAttribute(types)}
        multiple
        over={drop.over}
        input={input}
        onFiles={choose}
      />
      {uploads.slots.length > 0 && (
        <ul className={styles.grid} style={gridStyle(props)} aria-label={`${label}: chosen pictures`}>
          {uploads.slots.map((slot) => (
            <li key={slot.key}>
              <Chosen slot={slot} items={items} uploads={uploads} files={files} onGone={() => input.current?.focus()} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ChosenProps {
  readonly slot: Slot;
  readonly items: readonly Item[];
  readonly uploads: Uploads;
  readonly files: ViewFiles;
  readonly onGone: () => void;
}

function Chosen({ slot, items, uploads, files, onGone }: ChosenProps): ReactNode {
  const { key, name, held, state } = slot;
  return (
    <>
      {held && <Medium item={itemOf(held, items)} alt={name} files={files} />}
      {state !== "held" && <p>{state === "failed" ? `${name} failed` : name}</p>}
      {state === "sending" && (
        <progress className="bar" max={100} value={percentSent(slot)} aria-label={`Uploading ${name}`} />
      )}
      <button
        type="button"
        className="btn icon sm"
        aria-label={`${state === "sending" ? "Cancel" : "Remove"} ${name}`}
        onClick={() => {
          uploads.list.remove([key]);
          onGone();
        }}
      >
        <Icon name="close" />
      </button>
    </>
  );
}

function Medium(props: { readonly item: Item; readonly alt: string; readonly files: ViewFiles }): ReactNode {
  const { item, alt, files } = props;
  if (item.video) return <video src={files.url(item.video)} controls preload="metadata" aria-label={alt} />;
  return item.image && <img src={files.url(item.image)} alt={alt} loading="lazy" />;
}

/** The item of a file: with its caption where it was there before. */
function itemOf(file: FileData, items: readonly Item[]): Item {
  const known = items.find((item) => (item.image ?? item.video)?.path === file.path);
  if (known) return known;
  return file.mime_type?.startsWith("video/") ? { video: file, caption: null } : { image: file, caption: null };
}

function gridStyle({ columns, height, object_fit: fit }: GalleryProps): CSSProperties {
  return {
    ["--n" as string]: columns ?? 2,
    ["--fit" as string]: fit ?? "cover",
    maxBlockSize: height ?? undefined,
  };
}
