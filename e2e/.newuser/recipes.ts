import { Blocks, Button, Column, Dropdown, File, Image, Interface, Label, Numberbox, Row, Slider, State, Textbox, UserError, api, on } from "vitrine";
import sharp from "sharp";
const note = Textbox({ name: "note", label: "Note" });
const words = Label({ name: "words", label: "Words" });
const go = Button("Count");
const memory = State(() => [] as string[]);
export const demo = new Blocks({
  title: "Recipes",
  layout: Column(Row(note, go), words),
  events: {
    count: on(go.click, { inputs: [note], outputs: words, fn: (text) => Object.fromEntries(text.split(" ").map((w) => [w, 1 / text.length])) }),
    thumbnail: api({ apiDescription: "Makes a picture smaller.", inputs: { photo: Image({ type: "file" }), width: Slider({ min: 8, max: 512, step: 1, value: 64 }) }, outputs: Image(),
      fn: async ({ photo, width }) => new Blob([new Uint8Array(await sharp(Buffer.from(await photo.bytes())).resize(width).png().toBuffer())], { type: "image/png" }) }),
    remember: api({ inputs: [memory, Textbox({ name: "what" })], outputs: [memory, Numberbox({ name: "known" })], fn: (m, w) => { if (w === "no") throw new UserError("Not that.", { title: "Refused" }); return [[...m, w], m.length + 1]; } }),
    story: api({ inputs: [Dropdown({ name: "hero", choices: ["fox", "owl"] }), Numberbox({ name: "lines", value: 3 })], outputs: Textbox({ name: "story" }),
      fn: async function* (hero, lines, { progress, info, signal }) { let t = ""; for (let i = 1; i <= lines; i++) { await new Promise((r) => setTimeout(r, 300)); signal.throwIfAborted(); t += `The ${hero} ran. `; progress(i, lines, { text: "writing" }); if (i === 1) info("begun"); yield t; } } }),
    weigh: api({ inputs: [File({ name: "paper", multiple: true })], outputs: Numberbox({ name: "bytes" }), fn: (f) => f.reduce((s, x) => s + x.size, 0) }),
  },
});
if (process.env["VITRINE_PORT"]) demo.launch(process.env["AUTH"] ? { auth: { ann: "pw-ann" }, authMessage: "Ask Eve." } : {});
