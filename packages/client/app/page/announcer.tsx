import { useEffect, useRef, useState, type ReactNode } from "react";
import { waitToSay, type Said } from "../words/announce.ts";
import { useRunView } from "./output.tsx";

/** The page's one polite live region: tells how the call stands, sparingly. */
export function Announcer(): ReactNode {
  const { spoken, state } = useRunView(false);
  const said = useRef<Said>({ text: "", state: "idle", at: 0 });
  const [text, setText] = useState("");
  useEffect(() => {
    const wait = waitToSay({ spoken, state }, said.current, Date.now());
    if (wait === null) return undefined;
    const timer = setTimeout(() => {
      said.current = { text: spoken, state, at: Date.now() };
      setText(spoken);
    }, wait);
    return () => clearTimeout(timer);
  }, [spoken, state]);
  return (
    <p className="vh" role="status">
      {text}
    </p>
  );
}
