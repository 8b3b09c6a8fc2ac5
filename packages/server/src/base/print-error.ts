import { inspect } from "node:util";
import type { ErrorData } from "@vitrine/protocol";
import { isUserError } from "@vitrine/components";
import { hiddenErrorText, VitrineError } from "./errors.ts";
import type { LogLine } from "./log-line.ts";

/** How errors of functions are told. */
export interface ErrorDeskOptions {
  /** Whether visitors see the texts of unexpected errors. */
  readonly showError: boolean;
  readonly log: (line: LogLine) => void;
  /** Random hexadecimal digits, two a byte. */
  readonly randomHex: (bytes: number) => string;
}

/** Turns what a function threw into what its visitor is told; `where` names the function for the operator. */
export type ErrorDesk = (error: unknown, where: string) => ErrorData;

const idBytes = 4;

/** A desk that hides unexpected errors from visitors behind an id, under which it logs them with stack and causes. */
export function createErrorDesk({ showError, log, randomHex }: ErrorDeskOptions): ErrorDesk {
  return (error, where) => {
    if (isUserError(error)) {
      if (error.cause !== undefined) log({ level: "warning", text: `${where}: ${printError(error)}` });
      const { message, title, durationMs, visible } = error;
      return {
        code: "user",
        message,
        ...(title === undefined ? {} : { title }),
        ...(durationMs === undefined ? {} : { durationMs }),
        ...(visible === undefined ? {} : { visible }),
      };
    }
    if (error instanceof VitrineError && error.code !== "failed") {
      log({ level: "warning", text: `${where}: ${error.message}` });
      return { code: error.code, message: error.message };
    }
    const id = randomHex(idBytes);
    log({ level: "error", text: `${where} failed (${id}): ${printError(error)}` });
    return { code: "failed", message: (showError ? messageOf(error) : "") || hiddenErrorText, id };
  };
}

/** An error with stack, causes and own fields; something thrown that is no error as what it is. */
export function printError(error: unknown): string {
  try {
    return error instanceof Error ? inspect(error, { depth: 8 }) : `thrown, not an Error: ${inspect(error)}`;
  } catch {
    return "an error that cannot be printed";
  }
}

/** The text of an error, or of whatever was thrown in its place. */
export function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "";
  }
}
