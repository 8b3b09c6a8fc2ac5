import type { Config } from "@vitrine/protocol";
import { useEffect, useRef, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { ApiContent } from "./api-content.tsx";
import { appAddress } from "../parts/app-address.ts";
import styles from "./api-view.module.css";
import { Icon } from "../parts/icons.tsx";

const close = "m5 5 10 10M15 5 5 15";
const words = "Use via API";

/** The documentation as a page of its own. */
export function showApi(root: HTMLElement, { config }: { readonly config: Config }): void {
  document.title = `${words} · ${config.title}`;
  createRoot(root).render(
    <main className={styles["whole"]}>
      <ApiContent
        config={config}
        headings={["h2", "h3"]}
        title={
          <>
            <h1 id="api-title">
              {config.title} <span className="vh">API</span>
            </h1>
            <a className="btn sm" href={appAddress()}>
              Open the app
            </a>
          </>
        }
      />
    </main>,
  );
}

/** Opens the documentation beside the app; `values` is what the page holds, by component. */
export function openApi(config: Config, values: Readonly<Record<number, unknown>>): void {
  if (document.querySelector("dialog[data-api]")) return;
  const host = document.body.appendChild(document.createElement("div"));
  const root = createRoot(host);
  const query = new URLSearchParams(location.search);
  query.set("view", "api");
  history.pushState(null, "", `?${query}${location.hash}`);
  const onBack = (): void => host.querySelector("dialog")?.close();
  addEventListener("popstate", onBack);
  const onClose = (): void => {
    removeEventListener("popstate", onBack);
    root.unmount();
    host.remove();
    if (new URLSearchParams(location.search).get("view") === "api") history.back();
  };
  root.render(<Drawer config={config} values={values} onClose={onClose} />);
}

interface DrawerProps {
  readonly config: Config;
  readonly values: Readonly<Record<number, unknown>>;
  readonly onClose: () => void;
}

function Drawer({ config, values, onClose }: DrawerProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector("h2")?.focus();
  }, []);
  return (
    <dialog data-api ref={dialog} className={styles["drawer"]} aria-labelledby="api-title" onClose={onClose}>
      <ApiContent
        config={config}
        values={values}
        headings={["h3", "h4"]}
        title={
          <>
            <h2 id="api-title" tabIndex={-1}>
              {words}
            </h2>
            <button type="button" className="btn icon ghost" aria-label="Close" onClick={() => dialog.current?.close()}>
              <Icon paths={close} />
            </button>
          </>
        }
      />
    </dialog>
  );
}
