import { type ReactNode, useLayoutEffect, useRef } from "react";
import styles from "./html-frame.module.css";

/** What the frame of a formatted text shows. */
export interface HtmlFrameProps {
  /** From `cleanHtml` or `renderMarkdown`, never from elsewhere. */
  readonly html: string;
  readonly rtl?: boolean | null | undefined;
  /** Whether it gets the spacing of a written text. */
  readonly prose: boolean;
  readonly size?: {
    readonly height?: number | string | null | undefined;
    readonly min_height?: number | string | null | undefined;
    readonly max_height?: number | string | null | undefined;
  };
  /** For a frame that stands among the inputs: the ids of itself and of its label. */
  readonly id?: string;
  readonly labelId?: string;
}

/** A frame for cleaned HTML. One that scrolls by its author's height can be scrolled by the keyboard. */
export function HtmlFrame({ html, rtl, prose, size, id, labelId }: HtmlFrameProps): ReactNode {
  const { height, min_height: least, max_height: most } = size ?? {};
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    for (const styled of frame.current!.querySelectorAll<HTMLElement>("[data-style]")) {
      styled.style.cssText = styled.dataset["style"]!;
      delete styled.dataset["style"];
    }
  });
  const named = labelId === undefined ? {} : { role: "group", "aria-labelledby": labelId };
  return (
    <div
      id={id}
      ref={frame}
      {...named}
      className={prose ? `md ${styles["frame"]}` : styles["frame"]}
      dir={rtl ? "rtl" : undefined}
      tabIndex={height || most ? 0 : undefined}
      style={{
        blockSize: height ?? undefined,
        minBlockSize: least ?? undefined,
        maxBlockSize: most ?? undefined,
      }}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
