export { implementation, type AnyComponent, type CommonProps, type Component, type Implementation, type Trigger } from "./core/component.ts";
export type { ConversionContext, DecodeLimits, FileAccess, GivesFile, ReceivedFile, ServerFile } from "./core/files.ts";
export type { Nullable, Same, Value, ValueTypes } from "./core/value-types.ts";
