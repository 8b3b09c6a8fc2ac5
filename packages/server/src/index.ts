export type { AppDescription } from "./describe/description.ts";
export type { FromRunner, ToRunner } from "./channel/messages.ts";
export type { ChannelEnd } from "./channel/channel.ts";
export { VitrineError } from "./errors.ts";
