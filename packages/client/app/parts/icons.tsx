import type { ReactNode } from "react";

/** A picture of 20 × 20 units drawn in the colour of the text; `small` is 16 pixels. Says nothing to a screen reader. */
export function Icon({ paths, small }: { readonly paths: string; readonly small?: boolean }): ReactNode {
  return (
    <svg className={small ? "i s" : "i"} viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths} />
    </svg>
  );
}

/** Shapes of the icons that the first view needs. */
export const iconPaths = {
  system: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14v14M10 5.5h4.5M10 8.5h6.5M10 11.5h6.5M10 14.5h4.5",
  light:
    "M10 6.75a3.25 3.25 0 1 0 0 6.5a3.25 3.25 0 1 0 0-6.5M10 2.5v1.75M10 15.75v1.75M2.5 10h1.75M15.75 10h1.75M4.7 4.7l1.2 1.2M14.1 14.1l1.2 1.2M15.3 4.7l-1.2 1.2M5.9 14.1l-1.2 1.2",
  dark: "M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5",
  copy: "M9 7h5.5a2 2 0 0 1 2 2v5.5a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2M13 7V5.5a2 2 0 0 0-2-2H5.5a2 2 0 0 0-2 2V11a2 2 0 0 0 2 2H7",
  download: "M10 3v10m-4-4 4 4 4-4M4 16.5h12",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  problem: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M10 6.5v4M10 13.45v.05",
} as const;

/** The square of the Stop button. */
export const stopIcon: ReactNode = (
  <svg className="i" viewBox="0 0 20 20" aria-hidden="true">
    <rect x="5.5" y="5.5" width="9" height="9" rx="1.5" fill="currentColor" stroke="none" />
  </svg>
);

/** The mark of the footer. */
export const logo: ReactNode = (
  <svg
    width="20"
    height="20"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d="M3.75 1.75h12.5v12.5H3.75zM1.75 18.25h16.5M6.5 14.25v4M13.5 14.25v4M7 10l4.5-4.5M10 11l3-3" />
  </svg>
);
