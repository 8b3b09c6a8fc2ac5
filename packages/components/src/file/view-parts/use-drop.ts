import { useRef, useState, type ClipboardEvent, type DragEvent } from "react";

/** Handlers for an element on which files may be dropped or pasted, and whether some hang over it. */
export interface Drop {
  readonly over: boolean;
  readonly handlers: {
    readonly onDragEnter: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
    readonly onPaste: (event: ClipboardEvent) => void;
  };
}

/** Takes files that are dropped on an element, or pasted while the focus is in it. */
export function useDrop(onFiles: (files: readonly File[]) => void): Drop {
  const [over, setOver] = useState(false);
  // Children fire enter and leave too: the pointer is out when all that was entered was left.
  const depth = useRef(0);
  const leave = (): void => {
    depth.current = 0;
    setOver(false);
  };

  return {
    over,
    handlers: {
      onDragEnter(event) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current += 1;
        setOver(true);
      },
      onDragOver(event) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      },
      onDragLeave() {
        depth.current -= 1;
        if (depth.current <= 0) leave();
      },
      onDrop(event) {
        leave();
        if (!hasFiles(event)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      },
      onPaste(event) {
        const files = [...event.clipboardData.files];
        if (files.length === 0) return;
        event.preventDefault();
        onFiles(files);
      },
    },
  };
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes("Files");
}
