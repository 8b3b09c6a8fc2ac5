import { execFileSync } from "node:child_process";
import { peersFolder } from "./peers.ts";

// Makes the environment of the Python peers; benchmarks use them where it is there.
execFileSync("python3", ["-m", "venv", peersFolder], { stdio: "inherit" });
execFileSync(`${peersFolder}/bin/pip`, ["install", "--quiet", "gradio==6.31.0", "litserve==0.2.17", "batched==0.1.5"], {
  stdio: "inherit",
});
