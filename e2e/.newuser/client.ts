import { connect, typed, VitrineClientError } from "@vitrine/client";
import { Client } from "@gradio/client";
import type { demo } from "./recipes.ts";
const app = await connect<typeof demo>("http://127.0.0.1:7802", { auth: ["ann", "pw-ann"] });
console.log(app.endpoints);
const { data: [label] } = await app.predict("/count", { note: "one two" }); console.log(label);
const photo = await app.upload("../samples/1-1.png"); console.log(photo);
const { data: [small] } = await app.predict("/thumbnail", { photo, width: 20 }); console.log(small);
console.log((await app.predict("/remember", ["x"])).data, (await app.predict("/remember", { what: "y" })).data);
for await (const e of app.submit("/story", { hero: "owl", lines: 2 })) console.log(JSON.stringify(e));
try { await app.predict("/remember", { what: "no" }); } catch (e) { if (e instanceof VitrineClientError) console.log(e.code, e.title, e.message); }
// @ts-expect-error
try { await app.predict("/story", { hero: "cat" }); } catch (e) { if (e instanceof VitrineClientError) console.log(e.code, e.message, e.fields); }
const busy = app.submit("/story", { hero: "fox", lines: 5 });
const second = app.submit("/story", { hero: "fox", lines: 1 });
for await (const e of second) { if (e.type === "status") console.log(JSON.stringify(e)); }
for await (const e of busy) if (e.type === "end") console.log(e.status);
app.close();
const g = typed<typeof demo>(await Client.connect("http://127.0.0.1:7801"));
console.log((await g.predict("/count", { note: "g h" })).data);
process.exit(0);
