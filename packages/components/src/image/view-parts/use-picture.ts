import { useEffect, useRef, useState } from "react";

/** What can be shown of a picture. */
export type Picture =
  | { readonly state: "none" }
  | { readonly state: "shown"; readonly url: string; readonly width: number; readonly height: number }
  /** The browser cannot read it. */
  | { readonly state: "unreadable"; readonly url: string };

const none: Picture = { state: "none" };

/**
 * The picture at an address or in a file, decoded before it is shown: the one before stays until then, so that nothing
 * flickers or jumps. While they come faster than they can be decoded some are passed over, the last never.
 */
export function usePicture(source: string | Blob | null): Picture {
  const [picture, setPicture] = useState<Picture>(none);
  const [before, setBefore] = useState(source);
  const wanted = useRef<string | Blob | null>(null);
  const busy = useRef(false);

  if (source !== before) {
    setBefore(source);
    if (source === null) setPicture(none);
  }

  useEffect(() => {
    wanted.current = source;
    if (source !== null && !busy.current) void follow();

    async function follow(): Promise<void> {
      busy.current = true;
      let done: string | Blob | null = null;
      while (wanted.current !== null && wanted.current !== done) {
        done = wanted.current;
        const decoded = await decode(done);
        if (wanted.current === null) release(decoded);
        else setPicture(decoded);
      }
      busy.current = false;
    }
  }, [source]);

  useEffect(
    () => () => {
      wanted.current = null;
    },
    [],
  );

  useEffect(() => () => release(picture), [picture]);

  return picture;
}

async function decode(source: string | Blob): Promise<Picture> {
  const url = typeof source === "string" ? source : URL.createObjectURL(source);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    return { state: "shown", url, width: image.naturalWidth, height: image.naturalHeight };
  } catch {
    return { state: "unreadable", url };
  }
}

/** A file's address keeps its content in memory. */
function release(picture: Picture): void {
  if (picture.state !== "none" && picture.url.startsWith("blob:")) URL.revokeObjectURL(picture.url);
}
