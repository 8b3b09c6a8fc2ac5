import { File, Interface, Json, State, Textbox } from "vitrine";

const calls = State(() => 0);
const demo = new Interface({
  title: "Echo",
  inputs: [
    Textbox({ name: "text" }),
    Json({ name: "json", optional: true }),
    File({ name: "file", optional: true }),
    calls,
  ],
  outputs: { text: Textbox(), json: Json(), file: File(), count: calls },
  concurrencyLimit: null,
  fn: (text, json, file, count) => ({ text, json, file, count: count + 1 }),
});

await demo.launch({
  maxFileSize: process.env["MAX_FILE"] ?? "1mb",
  limits: JSON.parse(process.env["LIMITS"] ?? "{}") as object,
});
