import { fileMeta, type ErrorData, type FieldProblem, type FileData, type JsonValue } from "@vitrine/protocol";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { AppDescription, ComponentDescription, FunctionDescription } from "../app-model/description.ts";
import { cleanFileName } from "../files/file-name.ts";
import { mediaTypeOf, unknownType } from "../files/media-type.ts";
import type { StoredFile } from "../files/stored-file.ts";
import { inlineFileProblem, isInFileSlot } from "./explain-file.ts";
import { explainSchemaErrors, showValue, tellingError } from "./explain-value.ts";
import { holdsInfinity } from "./holds-infinity.ts";
import { useLinearKeywords } from "./linear-keywords.ts";
import { loosenSchema } from "./loose-schema.ts";
import { mapFiles } from "../files/file-slots.ts";

/** A call's data, ready for the function, or why it cannot be called with it. */
type Admission =
  | {
      readonly ok: true;
      readonly fn: FunctionDescription;
      readonly data: readonly JsonValue[];
      readonly files: Readonly<Record<string, StoredFile>>;
    }
  | { readonly ok: false; readonly error: ErrorData };

/** Checks calls before they wait; `user` is who calls, null without a login. */
export type Admit = (fn: number, data: readonly JsonValue[], user?: string | null) => Admission;

interface Checked {
  readonly value: JsonValue;
  readonly problem: string | null;
}

/**
 * Makes the check of an app's calls: values against the JSON schemas, what a caller left out, and the files that they
 * refer to. `findFile` resolves a reference for a user; undefined for an unknown one.
 */
export function createAdmission(
  description: AppDescription,
  findFile: (reference: string, user: string | null) => StoredFile | undefined,
): Admit {
  // The schemas are the components' own: to read and use the meta schema that they obey took a sixth of a start.
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    meta: false,
    verbose: true,
    validateFormats: false,
    logger: false,
  });
  useLinearKeywords(ajv);
  const functions = new Map(description.functions.map((fn) => [fn.id, fn]));
  const components = new Map(description.components.map((component) => [component.id, component]));
  const schemas = new Map<number, ValidateFunction>();
  const filled = new Set(description.functions.flatMap(({ outputs }) => outputs));
  for (const fn of description.functions) {
    for (const [index, id] of fn.inputs.entries()) {
      const component = components.get(id);
      if (component === undefined)
        throw new TypeError(`${fn.label} has the input ${id}, which the app does not describe.`);
      if (fn.inputNames[index] !== null && !schemas.has(id)) {
        // A function may have given this visitor other choices: then only the component itself can tell.
        schemas.set(id, ajv.compile(filled.has(id) ? loosenSchema(component.api_info) : component.api_info));
      }
    }
  }

  function check(
    component: ComponentDescription,
    given: JsonValue | undefined,
    files: Record<string, StoredFile>,
    user: string | null,
  ): Checked {
    if (given === undefined || given === null) {
      if (component.hasDefault) return { value: description.initial[component.id] ?? null, problem: null };
      if (component.optional) return { value: null, problem: null };
      return { value: null, problem: "is missing: give it a value" };
    }
    if (holdsInfinity(given)) {
      return { value: null, problem: "holds a number that is too large for a computer: send it as a text" };
    }
    const inline = inlineFileProblem(given, component.fileSlots);
    if (inline !== null) return { value: null, problem: inline };
    const valid = schemas.get(component.id);
    const isEmpty = Array.isArray(given) && given.length === 0;
    if (valid !== undefined && !valid(given)) {
      const errors = valid.errors ?? [];
      const ofFile = !isEmpty && isInFileSlot(tellingError(errors)?.instancePath ?? "", component.fileSlots);
      const uploads = ofFile ? ". Perhaps the upload failed. Upload the file and send what the upload answered" : "";
      return { value: null, problem: explainSchemaErrors(errors) + uploads };
    }
    let problem: string | null = null;
    const value = mapFiles(given, component.fileSlots, (sent) => {
      const file = findFile(sent.path, user);
      if (file === undefined) {
        problem = `refers to the file ${showValue(sent.path)}, which is not here (any more): upload it again`;
        return null;
      }
      const named = rename(file, sent.orig_name);
      files[file.ref] = named;
      return describeFile(named);
    });
    return { value, problem };
  }

  return (id, data, user = null) => {
    const fn = functions.get(id);
    if (fn === undefined) {
      return refuse({ code: "not-found", message: `This app has no function ${id}. Load the page again.` });
    }
    if (data.length > fn.inputs.length) {
      const message = `${fn.label} takes ${fn.inputs.length} values, got ${data.length}. Leave the last ones out.`;
      return refuse({ code: "invalid", message });
    }
    const files: Record<string, StoredFile> = {};
    const fields: FieldProblem[] = [];
    const values = fn.inputs.map((componentId, index): JsonValue => {
      const name = fn.inputNames[index] ?? null;
      const component = components.get(componentId);
      // State is the server's own: what a client sends in its place means nothing.
      if (name === null || component === undefined) return null;
      const { value, problem } = check(component, data[index], files, user);
      if (problem !== null) fields.push({ name, index, message: `${name} ${problem}` });
      return value;
    });
    if (fields.length > 0) {
      return refuse({ code: "invalid", message: `${fields.map(({ message }) => message).join("; ")}.`, fields });
    }
    for (const file of defaultFiles(values, (ref) => findFile(ref, user), files)) files[file.ref] = file;
    return { ok: true, fn, data: values, files };
  };

  /** Defaults may refer to files of the app, which no caller sent. */
  function defaultFiles(
    values: readonly JsonValue[],
    find: (reference: string) => StoredFile | undefined,
    known: Readonly<Record<string, StoredFile>>,
  ): StoredFile[] {
    if (description.files.length === 0) return [];
    const text = JSON.stringify(values);
    return description.files.flatMap(({ ref }) =>
      known[ref] === undefined && text.includes(ref) ? (find(ref) ?? []) : [],
    );
  }
}

// Some clients upload without a name and tell it, with folders, only in the call.
function rename(file: StoredFile, name: string | null | undefined): StoredFile {
  if (file.name !== "blob" || typeof name !== "string") return file;
  const clean = cleanFileName(name);
  return { ...file, name: clean, type: file.type === unknownType ? mediaTypeOf(clean) : file.type };
}

/** A stored file as clients and functions see it. */
function describeFile(file: StoredFile): FileData & { readonly [key: string]: JsonValue } {
  return { path: file.ref, size: file.size, orig_name: file.name, mime_type: file.type, meta: { ...fileMeta } };
}

function refuse(error: ErrorData): Admission {
  return { ok: false, error };
}
