import type { Context } from "hono";
import { accepts } from "hono/accepts";

/** How well an Accept header likes a media type: its q from 0 to 1, by the most exact range that matches. */
type Liking = (type: string) => { readonly q: number; readonly exactness: number };

/** What a caller wants back: JSON, the bytes of a file of this media type, or neither. */
export function wanted(c: Context, fileType: string | null): "json" | "bytes" | "neither" {
  const like = likingOf(c);
  const json = like("application/json");
  const file = fileType === null ? { q: 0, exactness: 0 } : like(fileType);
  // Who takes anything gets JSON; who asks for pictures gets the picture.
  const bytes = file.q > json.q || (file.q === json.q && file.exactness > json.exactness);
  if (bytes && file.q > 0) return "bytes";
  return json.q > 0 ? "json" : "neither";
}

/** Whether JSON, or with `files` some file, could be what the caller wants. */
export function isServable(c: Context, files: boolean): boolean {
  if (likingOf(c)("application/json").q > 0) return true;
  return files && c.req.header("accept") !== undefined;
}

// Whoever says nothing takes anything.
const anything: Liking = () => ({ q: 1, exactness: 0 });

function likingOf(c: Context): Liking {
  let liking = anything;
  accepts(c, {
    header: "Accept",
    supports: [],
    default: "",
    match: (ranges) => {
      liking = (type) => {
        let best = { q: 0, exactness: -1 };
        for (const range of ranges) {
          const name = range.type.toLowerCase();
          const matches = name === "*/*" || name === type || name === `${type.split("/")[0]}/*`;
          const exactness = name === "*/*" ? 0 : name.endsWith("/*") ? 1 : 2;
          if (matches && exactness > best.exactness) best = { q: range.q, exactness };
        }
        return best;
      };
      return "";
    },
  });
  return liking;
}
