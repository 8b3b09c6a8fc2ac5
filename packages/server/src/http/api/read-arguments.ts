import type { Readable } from "node:stream";
import type { JsonObject } from "@vitrine/protocol";
import type { ComponentDescription, FunctionDescription } from "../../app-model/description.ts";
import type { HeaderReader } from "../request/http-request.ts";
import type { FileOwner } from "../../files/file-shares.ts";
import type { GatewayContext } from "../../context/gateway-context.ts";
import { BodyError, readJson } from "../request/read-json.ts";
import { jsonShapeOf } from "../../budgets/limits.ts";
import { isForm, isJson } from "../request/body-type.ts";
import { receiveForm, uploadOptions } from "../files/upload.ts";
import { formArguments } from "./form-arguments.ts";
import type { ProblemData } from "../answer/problem.ts";

type Arguments =
  | { readonly ok: true; readonly values: JsonObject }
  | { readonly ok: false; readonly error: ProblemData };

interface ArgumentsContext {
  readonly context: GatewayContext;
  readonly components: ReadonlyMap<number, ComponentDescription>;
  /** Whose the files of a form are. */
  readonly owner: () => FileOwner;
}

/** The named arguments in a body of JSON, or of a form whose files go to the store. Rejects with a `BodyError` or an `UploadError`. */
export async function readArguments(
  body: Readable,
  headers: HeaderReader,
  fn: FunctionDescription,
  { context, components, owner }: ArgumentsContext,
): Promise<Arguments> {
  const { clock, arriving, settings } = context;
  const { limits } = settings;
  let values: JsonObject;
  if (isForm(headers)) {
    const textBytes = limits.jsonBody;
    const form = await receiveForm(body, headers, { ...uploadOptions(context, owner()), textBytes });
    const read = formArguments(fn, components, form, jsonShapeOf(limits));
    if (!read.ok) return { ok: false, error: invalid(read.fields) };
    values = read.values;
  } else if (isJson(headers)) {
    const how = { bytes: limits.jsonBody, shape: jsonShapeOf(limits), ms: limits.uploadIdleMs, clock, arriving };
    values = await readJson(body, headers, how);
  } else {
    throw new BodyError(
      415,
      "Send the arguments as application/json, or with files as multipart/form-data, and without Content-Encoding.",
    );
  }
  const known = fn.inputNames.filter((name) => name !== null);
  const strangers = Object.keys(values).filter((name) => !known.includes(name));
  if (strangers.length === 0) return { ok: true, values };
  const inputs = known.length === 0 ? "it has none" : `it has ${known.join(", ")}`;
  return {
    ok: false,
    error: invalid(
      strangers.slice(0, 20).map((name) => ({
        name: name.slice(0, 60),
        index: -1,
        message: `${JSON.stringify(name.slice(0, 60))} is no input of ${fn.label}; ${inputs}`,
      })),
    ),
  };
}

function invalid(fields: NonNullable<ProblemData["fields"]>): ProblemData {
  return { code: "invalid", message: `${fields.map(({ message }) => message).join("; ")}.`, fields };
}
