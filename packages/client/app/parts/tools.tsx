import type { JsonValue } from "@vitrine/protocol";
import { useState, type ReactNode } from "react";
import { Icon, iconPaths } from "./icons.tsx";
import { asText } from "../words/value-text.ts";

/** What can be done with a finished value that is text: copy and download. Pictures and files bring their own. */
export function Tools(props: { readonly kind: string; readonly label: string; readonly value: JsonValue }): ReactNode {
  const { kind, label, value } = props;
  const [isCopied, setCopied] = useState(false);
  const name = label.toLowerCase();
  const text = asText(kind, value);
  if (text === null) return null;
  const copy = async (): Promise<void> => {
    const { copyText } = await import("./tool-actions.ts");
    setCopied(await copyText(text));
    setTimeout(() => setCopied(false), 1_500);
  };
  const download = async (): Promise<void> => {
    const { asFile, downloadText } = await import("./tool-actions.ts");
    downloadText(asFile(kind, label, value, text));
  };
  return (
    <div className="tools">
      <button type="button" className="btn icon sm ghost" aria-label={`Copy ${name}`} onClick={() => void copy()}>
        <Icon paths={isCopied ? iconPaths.check : iconPaths.copy} />
      </button>
      <button
        type="button"
        className="btn icon sm ghost"
        aria-label={`Download ${name}`}
        onClick={() => void download()}
      >
        <Icon paths={iconPaths.download} />
      </button>
      {isCopied && (
        <span className="vh" role="status">
          Copied
        </span>
      )}
    </div>
  );
}
