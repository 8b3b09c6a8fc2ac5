import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { reportTo } from "./serve.ts";

// The floor: a socket that sends back what it gets.
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
server.on("connection", (socket) => socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary })));
await once(server, "listening");
reportTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
