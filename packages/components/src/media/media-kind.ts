/** What a file of sounds, moving or still pictures is for. */
export type MediaFamily = "audio" | "video" | "image";

/** A kind of sound, video or picture file. */
export interface MediaFormat {
  /** As people call it: "MP3". */
  readonly name: string;
  /** The ending of such a file's name, without the dot. */
  readonly ending: string;
  /** Media type. */
  readonly type: string;
}
