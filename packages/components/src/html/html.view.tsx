import { type ReactNode, useMemo } from "react";
import { cleanHtml } from "../view-parts/text/safe-html.ts";
import { HtmlFrame } from "../view-parts/text/html-frame.tsx";
import { isWritten, SourceField } from "../view-parts/source-field.tsx";
import type { ViewProps } from "../view.ts";

interface HtmlProps {
  readonly value?: unknown;
  readonly min_height?: number | string | null;
  readonly max_height?: number | string | null;
  readonly interactive?: boolean | null;
}

/** HTML, cleaned and in a frame of its own; among the inputs its source, where it is to be written. */
export default function HtmlView(view: ViewProps<HtmlProps, string>): ReactNode {
  const { props, value, mode } = view;
  const writes = mode === "input" && isWritten(props);
  const html = useMemo(() => (writes ? "" : cleanHtml(value ?? "", { keepLook: true })), [writes, value]);
  if (writes) return <SourceField view={view} lines={5} />;
  if (value === null) return null;
  const place = mode === "input" ? { id: view.id, labelId: view.labelId } : {};
  return <HtmlFrame html={html} size={props} prose={false} {...place} />;
}
