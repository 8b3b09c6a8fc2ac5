import { type ReactNode, useMemo } from "react";
import { renderMarkdown } from "../view-parts/text/render-markdown.ts";
import { HtmlFrame } from "../view-parts/text/html-frame.tsx";
import { isWritten, SourceField } from "../view-parts/source-field.tsx";
import type { ViewProps } from "../view.ts";

interface MarkdownProps {
  readonly value?: unknown;
  readonly line_breaks?: boolean | null;
  /** The level of heading above it, where it is not an output's name. */
  readonly below?: 1;
  readonly rtl?: boolean | null;
  readonly height?: number | string | null;
  readonly min_height?: number | string | null;
  readonly max_height?: number | string | null;
  readonly interactive?: boolean | null;
}

/** Markdown, formatted; among the inputs its source, where it is to be written. */
export default function MarkdownView(view: ViewProps<MarkdownProps, string>): ReactNode {
  const { props, value, mode } = view;
  const lineBreaks = props.line_breaks === true;
  const writes = mode === "input" && isWritten(props);
  const below = props.below ?? 2;
  const html = useMemo(
    () => (writes ? "" : renderMarkdown(value ?? "", { lineBreaks, below })),
    [writes, value, lineBreaks, below],
  );
  if (writes) return <SourceField view={view} lines={5} rtl={props.rtl} />;
  if (value === null) return null;
  const place = mode === "input" ? { id: view.id, labelId: view.labelId } : {};
  return <HtmlFrame html={html} rtl={props.rtl} size={props} prose {...place} />;
}
