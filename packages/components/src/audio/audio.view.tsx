import type { FileData } from "@vitrine/protocol";
import type { ReactNode } from "react";
import { MediaField } from "../media-field/media-field.tsx";
import type { ViewProps } from "../view.ts";
import { soundProblem } from "./sound-kind.ts";

interface AudioProps {
  readonly autoplay?: boolean | null;
  readonly loop?: boolean | null;
  readonly interactive?: boolean | null;
  /** What becomes of a sound that is given. */
  readonly reads?: "file" | "known" | "more" | null;
}

/** A sound with the browser's own player. */
export default function AudioView(view: ViewProps<AudioProps, FileData>): ReactNode {
  const { props, mode } = view;
  return (
    <MediaField
      view={view}
      family="audio"
      noun="sound"
      problemOf={(head) => soundProblem(head, props.reads ?? "file")}
      renderPlayer={(url, name) => (
        <audio
          key={url}
          src={url}
          controls
          preload="metadata"
          aria-label={name}
          autoPlay={mode === "output" && props.autoplay === true}
          loop={props.loop === true}
          onPlay={() => view.onEvent("play")}
          onPause={() => view.onEvent("pause")}
          onEnded={() => view.onEvent("stop")}
        />
      )}
    />
  );
}
