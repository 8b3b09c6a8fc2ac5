import { memo, type ReactNode } from "react";
import { ownLabel, views, type ViewProps } from "@vitrine/components/views";
import { LatePart } from "./late-part.tsx";
import { usePage } from "./page-context.ts";

/** Whether views of this kind draw their own label. */
export function drawsOwnLabel(kind: string): boolean {
  return ownLabel.has(kind);
}

type FrameProps = Omit<ViewProps, "files"> & { readonly kind: string };

/** A component's view, loaded when needed; the value as text for a kind that has none. */
export const ViewFrame = memo(function ViewFrame({ kind, ...rest }: FrameProps): ReactNode {
  const { files } = usePage();
  const View = views[kind];
  if (!View) return <pre className="val">{JSON.stringify(rest.value, null, 2)}</pre>;
  return (
    <LatePart otherwise={<p className="problem">This part of the page could not be shown. Reload the page.</p>}>
      <View {...rest} files={files} />
    </LatePart>
  );
});
