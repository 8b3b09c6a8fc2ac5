import type { ReactNode } from "react";

/** A small drawing of 16 px from the path of a 20 by 20 field; always decoration, never a name. */
export function Icon({ path, className = "i s" }: { readonly path: string; readonly className?: string }): ReactNode {
  return (
    <svg className={className} viewBox="0 0 20 20" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

/** The paths that more than one view draws. */
export const paths = {
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  cross: "m5 5 10 10M15 5 5 15",
  down: "m5 8 5 5 5-5",
  minus: "M4 10h12",
  plus: "M10 4v12M4 10h12",
} as const;
