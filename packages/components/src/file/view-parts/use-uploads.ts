import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from "react";
import type { Slot } from "./slots.ts";
import { UploadList, type UploadOptions } from "./upload-list.ts";

/** The upload list of a view, and its rows as they are now. */
export interface Uploads {
  readonly list: UploadList;
  readonly slots: readonly Slot[];
}

/** Keeps a view's upload list for as long as the view is there. */
export function useUploads(options: UploadOptions): Uploads {
  const [list] = useState(() => new UploadList(options));
  const slots = useSyncExternalStore(list.subscribe, list.slots);
  useLayoutEffect(() => list.follow(options));
  useEffect(() => () => list.stop(), [list]);
  return { list, slots };
}
