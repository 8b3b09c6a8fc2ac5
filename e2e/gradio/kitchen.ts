import { Blocks, Column } from "vitrine";
import { callEvents } from "./kitchen-calls.ts";
import { queueEvents } from "./kitchen-queue.ts";
import { valueEvents } from "./kitchen-values.ts";

// `kitchen.py` is the same app in Gradio.
const demo = new Blocks({ layout: Column(), events: { ...valueEvents, ...callEvents, ...queueEvents } });

void demo.queue({ maxSize: 150 }).launch({ cors: { origins: ["https://site.example"] } });
