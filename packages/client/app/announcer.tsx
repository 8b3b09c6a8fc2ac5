import { useEffect, useRef, useState, type ReactNode } from "react";
import { waitToSay, type Said } from "./announce.ts";
import { useRunView } from "./output.tsx";

/** The page's one polite live region: tells how the call stands, sparingly. */
export function Announcer(): ReactNode {
  const view = useRunView(false);
  const said = useRef<Said>({ text: "", state: "idle", at: 0 });
  const [text, setText] = useState("");
  useEffect(() => {
    const wait = waitToSay(view, said.current, Date.now());
    if (wait === null) return;
    const timer = setTimeout(() => {
      said.current = { text: view.spoken, state: view.state, at: Date.now() };
      setText(view.spoken);
    }, wait);
    return () => clearTimeout(timer);
  }, [view.spoken, view.state]);
  return (
    <p className="vh" role="status">
      {text}
    </p>
  );
}
