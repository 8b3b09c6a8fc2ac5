import type { FileData } from "@vitrine/protocol";
import type { ReactNode } from "react";
import { MediaField } from "../media-field/media-field.tsx";
import { mediaProblem } from "../media/media-problem.ts";
import type { ViewProps } from "../view.ts";

interface VideoProps {
  readonly width?: number | string | null;
  readonly height?: number | string | null;
  readonly autoplay?: boolean | null;
  readonly loop?: boolean | null;
  readonly interactive?: boolean | null;
}

/** A video with the browser's own player. */
export default function VideoView(view: ViewProps<VideoProps, FileData>): ReactNode {
  const { props, mode } = view;
  return (
    <MediaField
      view={view}
      family="video"
      noun="video"
      problemOf={(head) => mediaProblem(head, "video")}
      renderPlayer={(url, name) => (
        <video
          key={url}
          src={url}
          controls
          playsInline
          preload="metadata"
          aria-label={name}
          autoPlay={mode === "output" && props.autoplay === true}
          loop={props.loop === true}
          style={{ inlineSize: props.width ?? undefined, blockSize: props.height ?? undefined }}
          onPlay={() => view.onEvent("play")}
          onPause={() => view.onEvent("pause")}
          onEnded={() => view.onEvent("stop")}
        />
      )}
    />
  );
}
