import type { ReactElement } from "react";
import { Icon as PathIcon } from "../../view-parts/icon.tsx";

const paths = {
  upload: "M10 13V4m-4 4 4-4 4 4M4 13v2a1.5 1.5 0 0 0 1.5 1.5h9A1.5 1.5 0 0 0 16 15v-2",
  download: "M10 3v10m-4-4 4 4 4-4M4 16.5h12",
  file: "M5.5 2.5h6l4 4V16a1.5 1.5 0 0 1-1.5 1.5H5.5A1.5 1.5 0 0 1 4 16V4a1.5 1.5 0 0 1 1.5-1.5zM11.5 2.5v4h4",
  close: "m5 5 10 10M15 5 5 15",
  retry: "M16 10a6 6 0 1 1-1.8-4.3L16 7.5M16 3.5v4h-4",
  full: "M7.5 3.5h-4v4M12.5 3.5h4v4M7.5 16.5h-4v-4M12.5 16.5h4v-4",
  picture:
    "M4.5 3.5h11a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM3.5 13.5l3.5-3.5 3 3 2.5-2.5 4 4M12.8 7.2h.01",
  camera:
    "M3.5 6.5h3l1.2-2h4.6l1.2 2h3a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1V7.5a1 1 0 0 1 1-1zM10 13.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5z",
  pen: "m4 16 .8-3.4 8.4-8.4a1.8 1.8 0 0 1 2.6 2.6l-8.4 8.4zM11.5 6l2.5 2.5",
  eraser:
    "m8 16-4.3-4.3a1.5 1.5 0 0 1 0-2.1l5.9-5.9a1.5 1.5 0 0 1 2.1 0l4.1 4.1a1.5 1.5 0 0 1 0 2.1L9.6 16zM16.5 16H8M6.5 6.8l6 6",
  undo: "M7 4 3.5 7.5 7 11M3.5 7.5H12a4.25 4.25 0 0 1 0 8.5H8",
  bin: "M3.5 5.5h13M8 5.5V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5M5.5 5.5l.7 10A1.5 1.5 0 0 0 7.7 17h4.6a1.5 1.5 0 0 0 1.5-1.5l.7-10",
} as const;

/** A drawing of 20 px that goes with a word or a name; screen readers pass over it. */
export function Icon({ name }: { readonly name: keyof typeof paths }): ReactElement {
  return <PathIcon path={paths[name]} className="i" />;
}
