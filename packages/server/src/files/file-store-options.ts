import type { Clock } from "../clock/clock.ts";
import type { FileChange } from "./file-index.ts";
import type { FileShareLimits } from "./file-shares.ts";

/** What a store of files needs. */
export interface FileStoreOptions {
  readonly folder: string;
  /** Bytes of all contents together. */
  readonly quota: number;
  /** What one visitor may have of it. */
  readonly shares: FileShareLimits;
  readonly clock: Clock;
  /** 32 hexadecimal digits, fresh each time. */
  readonly randomId: () => string;
  /** Is told of every file that comes, changes hands, or goes. */
  readonly onChange?: ((change: FileChange) => void) | undefined;
}
