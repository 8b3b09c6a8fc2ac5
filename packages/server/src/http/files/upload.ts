import type { Readable } from "node:stream";
import type { HeaderReader } from "../request/http-request.ts";
import type { FileOwner } from "../../files/file-shares.ts";
import type { StoredFile } from "../../files/stored-file.ts";
import type { GatewayContext } from "../../context/gateway-context.ts";
import type { Visitor } from "../../context/visitor.ts";
import { isForm } from "../request/body-type.ts";
import { Form, tooLarge, UploadError, type FormParts, type ReceivedForm, type UploadOptions } from "./form.ts";

export { UploadError } from "./form.ts";

// What the form's own text around the files may take.
const overhead = 1_048_576;

/**
 * Streams the files of a form (field `files`) to the store, in their order. Throws an `UploadError`; then, as after a
 * broken connection, nothing of the request is left.
 */
export async function receiveUpload(
  body: Readable,
  headers: HeaderReader,
  options: UploadOptions,
): Promise<readonly StoredFile[]> {
  if (!isForm(headers))
    throw new UploadError(
      415,
      "Send the files as multipart/form-data, in the field “files”, without Content-Encoding.",
    );
  const parts = { wantsFiles: (field: string) => field === "files", textBytes: 0 };
  return (await receiveParts(body, headers, options, parts)).files.map(({ file }) => file);
}

/** Streams a form's files to the store and reads its texts, `textBytes` in all at most. Throws as `receiveUpload` does. */
export function receiveForm(
  body: Readable,
  headers: HeaderReader,
  options: UploadOptions & { readonly textBytes: number },
): Promise<ReceivedForm> {
  return receiveParts(body, headers, options, { wantsFiles: () => true, textBytes: options.textBytes });
}

/** What the uploads of an owner obey. */
export function uploadOptions({ store, clock, arriving, settings }: GatewayContext, owner: FileOwner): UploadOptions {
  const { filesPerRequest, uploadIdleMs: idleMs, uploadMs } = settings.limits;
  return { store, clock, arriving, maxFileSize: settings.maxFileSize, filesPerRequest, idleMs, uploadMs, owner };
}

/** Whose the files of a visitor are: a session's, where there is one, else a caller's. */
export function fileOwner({ share, counted = null }: Visitor, session: string | null): FileOwner {
  return { holder: session === null ? share : `session ${session}`, address: counted };
}

function receiveParts(
  body: Readable,
  headers: HeaderReader,
  options: UploadOptions,
  parts: FormParts,
): Promise<ReceivedForm> {
  const { maxFileSize, filesPerRequest } = options;
  const most = maxFileSize === null ? null : maxFileSize * filesPerRequest + parts.textBytes + overhead;
  if (most !== null && Number(headers.get("content-length")) > most) throw tooLarge(maxFileSize);
  return new Form(body, headers.get("content-type") ?? "", options, parts).finished;
}
