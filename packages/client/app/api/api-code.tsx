import { useState, type ReactNode } from "react";
import styles from "./api-view.module.css";
import { Icon, iconPaths } from "../parts/icons.tsx";

interface CodeProps {
  readonly title: string;
  readonly text: string;
  /** What stands beside the title. */
  readonly aside?: ReactNode;
}

/** Lines of a program or of an answer, with a button that copies them. */
export function Code({ title, text, aside }: CodeProps): ReactNode {
  const [copied, setCopied] = useState<string | null>(null);
  const isCopied = copied === text;
  const copy = async (): Promise<void> => {
    const { copyText } = await import("../parts/tool-actions.ts");
    if (!(await copyText(text))) return;
    setCopied(text);
    setTimeout(() => setCopied(null), 1_500);
  };
  return (
    <div className={styles["code"]}>
      <div>
        <span>
          {title} {aside}
        </span>
        <button type="button" className="btn sm ghost" onClick={() => void copy()}>
          <Icon paths={isCopied ? iconPaths.check : iconPaths.copy} small />
          {isCopied ? "Copied" : "Copy"}
        </button>
        <span className="vh" role="status">
          {isCopied && "Copied"}
        </span>
      </div>
      <pre tabIndex={0} role="group" aria-label={title}>
        {text}
      </pre>
    </div>
  );
}
