import type { JsonValue } from "@vitrine/protocol";
import { useState, type ReactNode } from "react";
import styles from "./api-view.module.css";
import type { Value } from "./snippets/argument.ts";
import type { Parameter } from "./snippets/endpoint.ts";
import { isFileSchema, isObject, listOf } from "./snippets/schema.ts";
import { typeWords } from "./snippets/type-words.ts";

type Sort = "text" | "number" | "boolean" | "choice" | "file" | "files" | "json";

function sortOf({ schema }: Parameter): Sort {
  const { type, items } = schema;
  if (isFileSchema(schema)) return "file";
  if (isObject(items) && isFileSchema(items)) return "files";
  if (schema["enum"] !== undefined) return "choice";
  if (type === "string") return "text";
  return type === "number" || type === "boolean" ? type : "json";
}

/**
 * What a field's entries of a form stand for; undefined where it is left empty. What cannot be read is sent as the text
 * that it is, so that the server says what is wrong with it.
 */
export function readField(parameter: Parameter, entries: readonly FormDataEntryValue[]): unknown {
  const sort = sortOf(parameter);
  const [entry] = entries;
  if (sort === "boolean") return entry !== undefined;
  if (sort === "file" || sort === "files") {
    const files = entries.filter((file) => file instanceof File && file.name !== "");
    return files.length === 0 ? undefined : sort === "file" ? files[0] : files;
  }
  if (typeof entry !== "string" || (entry === "" && (sort !== "text" || !parameter.isRequired))) return undefined;
  return sort === "text" ? entry : parsed(entry);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface TryFieldProps {
  readonly id: string;
  readonly parameter: Parameter;
  readonly initial: Value;
}

/** A plain field for a value of an endpoint; what has no field of its own is written as JSON. */
export function TryField({ id, parameter, initial }: TryFieldProps): ReactNode {
  const { name, kind, schema } = parameter;
  const sort = sortOf(parameter);
  const text =
    initial === null ? "" : typeof initial === "string" && sort === "text" ? initial : JSON.stringify(initial);
  const common = { id, name, "aria-describedby": `${id}-type` };
  return (
    <div className="field">
      <div className="lab">
        <label htmlFor={id}>
          <code>{name}</code>
        </label>
        <span id={`${id}-type`} className="muted small">
          {sort === "json" ? "JSON" : typeWords(kind, schema)}
        </span>
      </div>
      {sort === "boolean" ? (
        <input {...common} type="checkbox" defaultChecked={initial === true} />
      ) : sort === "file" || sort === "files" ? (
        <FileField {...common} multiple={sort === "files"} />
      ) : sort === "choice" ? (
        <select {...common} className="ctl" defaultValue={text}>
          {!parameter.isRequired && <option value="">not given</option>}
          {listOf(schema["enum"]).map((choice: JsonValue) => (
            <option key={JSON.stringify(choice)} value={JSON.stringify(choice)}>
              {typeof choice === "string" ? choice : JSON.stringify(choice)}
            </option>
          ))}
        </select>
      ) : sort === "number" ? (
        <input {...common} className="ctl" inputMode="decimal" defaultValue={text} />
      ) : (
        <textarea {...common} className="ctl" rows={1} defaultValue={text} spellCheck={false} />
      )}
    </div>
  );
}

interface FileFieldProps {
  readonly id: string;
  readonly name: string;
  readonly "aria-describedby": string;
  readonly multiple: boolean;
}

/** A file input in the page's own words and font: the browser's is as wide as it likes. */
function FileField(props: FileFieldProps): ReactNode {
  const [names, setNames] = useState<readonly string[]>([]);
  return (
    <div className={styles["file"]}>
      <input
        {...props}
        type="file"
        onChange={({ currentTarget }) => setNames(Array.from(currentTarget.files ?? [], ({ name }) => name))}
      />
      <span className="btn sm" aria-hidden="true">
        {props.multiple ? "Choose files" : "Choose a file"}
      </span>
      <span aria-hidden="true">{names.length === 0 ? "None chosen" : names.join(", ")}</span>
    </div>
  );
}
