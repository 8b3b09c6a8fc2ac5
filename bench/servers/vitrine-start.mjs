import { Interface, Textbox } from "vitrine";

// Plain JavaScript, so that no compiler starts with it.
const demo = new Interface({ inputs: Textbox({ name: "text" }), outputs: Textbox(), fn: (text) => text });
const { url } = await demo.launch({ port: 0, quiet: true });
console.log(JSON.stringify({ url }));
process.stdin.on("end", () => process.exit(0)).resume();
