import { resolve } from "node:path";
import { expect, it } from "vitest";
import { serverFile, serverFilePath } from "./server-file.ts";
import { isUserError, UserError } from "./user-error.ts";

it("knows the path of what serverFile made, absolute", () => {
  expect(serverFilePath(serverFile("pictures/cat.png"))).toBe(resolve("pictures/cat.png"));
  expect(() => serverFile("")).toThrow(/^serverFile: the path must be a text that is not empty, got ""/);
  expect(() => serverFile(undefined as never)).toThrow(TypeError);
});

it("takes nothing that came through JSON or a clone for a file of the server", () => {
  const made = serverFile("/etc/hostname");
  const forged = { "Symbol(vitrine.serverFile)": "/etc/passwd", path: "/etc/passwd" };
  for (const value of [JSON.parse(JSON.stringify(made)), structuredClone(made), forged, "/etc/passwd", null, 1]) {
    expect(serverFilePath(value)).toBeNull();
  }
});

it("knows a UserError of another copy of the package", async () => {
  // A query makes the module load a second time.
  const second = "./user-error.ts?copy";
  const copy = (await import(second)) as { readonly UserError: typeof UserError };
  const error = new copy.UserError("Too large", { title: "Picture", durationMs: null, visible: false });
  expect(error).not.toBeInstanceOf(UserError);
  expect(isUserError(error)).toBe(true);
  expect(error).toMatchObject({ message: "Too large", title: "Picture", durationMs: null, visible: false });
});

it("takes no other error for one", () => {
  expect(isUserError(new Error("no"))).toBe(false);
  expect(isUserError({ name: "UserError", message: "no" })).toBe(false);
  expect(isUserError(Object.assign(new Error("no"), { name: "UserError" }))).toBe(false);
  expect(isUserError(null)).toBe(false);
});
