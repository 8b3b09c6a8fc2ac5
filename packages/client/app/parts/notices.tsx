import type { ErrorData } from "@vitrine/protocol";
import { useEffect, useState, type ReactNode } from "react";
import { Icon, iconPaths } from "./icons.tsx";
import { connectionWords, errorWords, retryPause } from "../words/notice-words.ts";
import { usePage, usePageState } from "./page-context.ts";
import { isBusy, wasNotSent } from "../words/run-view.ts";
import type { Toast } from "../state/store.ts";
import { useNow } from "./use-now.ts";

const paths = {
  warn: "M10 3 2.5 16.5h15zM10 8.5v3.25M10 14.2v.05",
  retry: "M16.5 10a6.5 6.5 0 1 1-1.9-4.6L16.5 7.2M16.5 3.5v3.7h-3.7",
  offline:
    "M3 3l14 14M2.5 8.2A11 11 0 0 1 6 5.9M9.5 5a11 11 0 0 1 8 3.2M5.3 11.2a7 7 0 0 1 3-1.8M12.6 9.8a7 7 0 0 1 2.1 1.4M10 15.5v.05",
  info: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M10 9.25v4.5M10 6.5v.05",
  success: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14m-3 7.25 2.2 2.2L13.2 8",
  close: "m5 5 10 10M15 5 5 15",
} as const;

/** An error in the place of the result, with the way to run again. */
export function Note({ error }: { readonly error: ErrorData }): ReactNode {
  const { title, text } = errorWords(error);
  const isWarning = wasNotSent(error);
  return (
    <div className={isWarning ? "note warn" : "note bad"} role="alert">
      <Icon paths={isWarning ? paths.warn : iconPaths.problem} />
      <h3>{title}</h3>
      {text && <p>{text}</p>}
      <div className="do">
        <Remedy error={error} />
        {error.id && (
          <span>
            Error id <code>{error.id}</code>
          </span>
        )}
      </div>
    </div>
  );
}

function Remedy({ error }: { readonly error: ErrorData }): ReactNode {
  if (error.code === "outdated") return <Reload />;
  if (isBusy(error)) return <RetryLater error={error} />;
  return <Retry label={error.code === "restarted" ? "Run again" : "Retry"} />;
}

function Retry({ label, isDisabled = false }: { readonly label: ReactNode; readonly isDisabled?: boolean }): ReactNode {
  const page = usePage();
  return (
    <button
      type="button"
      className="btn sm"
      aria-disabled={isDisabled || undefined}
      onClick={() => !isDisabled && page.runAgain()}
    >
      <Icon paths={paths.retry} small />
      <span>{label}</span>
    </button>
  );
}

function RetryLater({ error }: { readonly error: ErrorData }): ReactNode {
  const refusals = usePageState((state) => state.refusals);
  const [from] = useState(Date.now);
  const end = from + retryPause(error, refusals);
  const left = Math.ceil((end - useNow(250)) / 1_000);
  if (left <= 0) return <Retry label="Try again" />;
  // A screen reader hears the alert once, not each second of the count.
  return (
    <Retry
      isDisabled
      label={
        <>
          Try again{" "}
          <span aria-hidden="true">
            in <span className="num">{left}</span> s
          </span>
        </>
      }
    />
  );
}

/** Tells that the server cannot be reached, and when the next try is. */
export function Banner(): ReactNode {
  const page = usePage();
  const status = usePageState((state) => state.connection);
  const active = usePageState((state) => state.active);
  const now = useNow(500);
  const { title, text } = connectionWords(status, active, now);
  const { title: heard } = connectionWords({ ...status, retryAt: null }, active, now);
  return (
    <section className="banner" aria-label="Connection">
      <Icon paths={paths.offline} />
      <p>
        <b>{title}</b> {text}
      </p>
      <span className="vh" role="status">
        {heard}
      </span>
      <button type="button" className="btn sm" onClick={() => page.reconnect()}>
        {status.problem === "replaced" ? "Use it here" : "Try now"}
      </button>
    </section>
  );
}

/** Tells that the page shows an app that is there no more, and loads the one that is. */
export function OutdatedBanner(): ReactNode {
  return (
    <section className="banner" aria-label="App">
      <Icon paths={paths.retry} />
      <p role="status">
        <b>The app has changed.</b> Reload to use it as it is now. Inputs that still fit are kept.
      </p>
      <Reload />
    </section>
  );
}

function Reload(): ReactNode {
  return (
    <button type="button" className="btn sm" onClick={() => location.reload()}>
      Reload
    </button>
  );
}

/** Messages in the corner. */
export function Toasts(): ReactNode {
  const toasts = usePageState((state) => state.toasts);
  return (
    <div className="toasts">
      {toasts.map((toast) => (
        <ToastBox key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

const looks = {
  info: ["", paths.info],
  success: ["ok", paths.success],
  warning: ["warn", paths.warn],
  error: ["bad", iconPaths.problem],
} as const;

function ToastBox({ toast }: { readonly toast: Toast }): ReactNode {
  const page = usePage();
  const { id, level, title, text, durationMs } = toast;
  useEffect(() => {
    if (durationMs === null) return undefined;
    const timer = setTimeout(() => page.closeToast(id), durationMs);
    return () => clearTimeout(timer);
  }, [page, id, durationMs]);
  const [look, icon] = looks[level];
  return (
    <div className={`toast ${look}`} role={level === "error" ? "alert" : "status"}>
      <Icon paths={icon} />
      <div>
        {title && <b>{title}</b>}
        <p className={title ? "muted" : ""}>{text}</p>
      </div>
      <button
        type="button"
        className="btn icon sm ghost"
        aria-label="Close message"
        onClick={() => page.closeToast(id)}
      >
        <Icon paths={paths.close} small />
      </button>
    </div>
  );
}
