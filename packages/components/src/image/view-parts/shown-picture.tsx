import { useRef, type ReactElement, type ReactNode } from "react";
import { Icon } from "../../file/view-parts/icon.tsx";
import css from "./picture.module.css";
import type { Picture } from "./use-picture.ts";

/** A picture in its well, with tools on a plate. */
export interface ShownPictureProps {
  readonly picture: Picture;
  /** What the picture is called, for those who cannot see it. */
  readonly alt: string;
  /** The name that a download is stored under; null where there is nothing to download. */
  readonly download: string | null;
  /** Whether it is dark on transparent and so needs light paper in every theme. */
  readonly paper?: boolean;
  /** Tools before those that every picture has. */
  readonly tools?: ReactNode;
}

/** The picture and its tools, for a well to hold. */
export function ShownPicture({ picture, alt, download, paper, tools }: ShownPictureProps): ReactElement | null {
  const dialog = useRef<HTMLDialogElement>(null);
  if (picture.state === "none") return null;
  const { url } = picture;
  const isShown = picture.state === "shown";
  return (
    <>
      {isShown ? (
        <img src={url} alt={alt} width={picture.width} height={picture.height} />
      ) : (
        <p>This picture cannot be shown here.</p>
      )}
      <div className={css["plate"]}>
        {tools}
        {isShown && (
          <button
            type="button"
            className="btn icon sm ghost"
            aria-label="Full screen"
            onClick={() => dialog.current?.showModal()}
          >
            <Icon name="full" />
          </button>
        )}
        {download !== null && (
          <a className="btn icon sm ghost" href={url} download={download} aria-label="Download picture">
            <Icon name="download" />
          </a>
        )}
      </div>
      {isShown && (
        <dialog ref={dialog} className={css["full"]} aria-label={alt} data-paper={paper || undefined}>
          <img src={url} alt={alt} width={picture.width} height={picture.height} />
          <div className={css["plate"]}>
            <button
              type="button"
              className="btn icon sm ghost"
              aria-label="Close"
              onClick={() => dialog.current?.close()}
            >
              <Icon name="close" />
            </button>
          </div>
        </dialog>
      )}
    </>
  );
}
