import type { Config, MonitorData } from "@vitrine/protocol";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { appAddress } from "../parts/app-address.ts";
import { logo } from "../parts/icons.tsx";
import { FunctionPanel } from "./monitor-function.tsx";
import { megabytes, percentage, shortRate, shortTime } from "./monitor-words.ts";
import styles from "./monitor.module.css";
import { roughTime } from "../words/times.ts";
import { useMonitor, type MonitorState } from "./use-monitor.ts";

const states = {
  ready: { look: "ok", words: "Ready" },
  draining: { look: "warn", words: "Stopping" },
  gone: { look: "bad", words: "The script has ended" },
} as const;

/** Shows how the app is doing, for whoever runs it. */
export function showMonitor(root: HTMLElement, { config }: { readonly config: Config }): void {
  document.title = `Monitor · ${config.title}`;
  createRoot(root).render(<MonitorPage title={config.title} />);
}

function MonitorPage({ title }: { readonly title: string }): ReactNode {
  const { data, cpuShare, problem, refresh } = useMonitor();
  return (
    <div className="page">
      <header className="top">
        <div>
          <h1>Monitor</h1>
          <p className={`lede ${styles["lede"]}`}>
            {data && (
              <span className={styles["badge"]} data-look={states[data.state].look}>
                {states[data.state].words}
              </span>
            )}
            <span>
              {title}
              {data && ` · up ${roughTime(data.upMs)}`}
            </span>
          </p>
        </div>
        <nav className="acts" aria-label="Page">
          <a className="btn sm" href={appAddress()}>
            Open the app
          </a>
        </nav>
      </header>
      <main id="main" className={styles["main"]} tabIndex={-1}>
        {problem && (
          <p className={`note warn ${styles["problem"]}`} role="alert">
            {problem}
          </p>
        )}
        {data && <Tiles data={data} cpuShare={cpuShare} />}
        {data?.functions.map((fn) => (
          <FunctionPanel key={fn.id} fn={fn} data={data} onChange={refresh} />
        ))}
        {data && !data.mayChange && (
          <p className={styles["aside"]}>
            You may look, not change: that is for whoever opens the link that the app printed at its start, or for the
            users whom its author names in <code>{"launch({ monitor: { users } })"}</code>.
          </p>
        )}
      </main>
      <footer className="foot">
        <span className="mark logo">
          {logo}
          <span>
            Made with <b>Vitrine</b>
          </span>
        </span>
        <a href="?view=api">Use via API</a>
      </footer>
    </div>
  );
}

function Tiles({
  data,
  cpuShare,
}: {
  readonly data: MonitorData;
  readonly cpuShare: MonitorState["cpuShare"];
}): ReactNode {
  const { functions } = data;
  const sum = (of: (fn: MonitorData["functions"][number]) => number): number =>
    functions.reduce((total, fn) => total + of(fn), 0);
  const ended = sum(({ total }) => total.ended);
  const failed = sum(({ total }) => total.failed);
  return (
    <dl className={styles["tiles"]}>
      <Tile name="Running" value={String(sum(({ running }) => running))} />
      <Tile name="Waiting" value={String(sum(({ waiting }) => waiting))} />
      <Tile name="Calls a second" value={shortRate(sum(({ rate }) => rate))} />
      <Tile name="Failed, 15 min" value={percentage(failed, ended)} />
      <Tile name="Open pages" value={String(data.sockets)} more={`of ${data.sessions} sessions`} />
      <Tile
        name="Delay, script / gateway"
        value={shortTime(data.scriptDelayMs)}
        more={`/ ${data.gatewayDelayMs === null ? "–" : shortTime(data.gatewayDelayMs)}`}
      />
      <Tile name="CPU" value={cpuShare === null ? "–" : percentage(cpuShare, 1)} more="of a core" />
      <Tile name="Memory" value={megabytes(data.memoryBytes)} />
    </dl>
  );
}

function Tile({
  name,
  value,
  more,
}: {
  readonly name: string;
  readonly value: string;
  readonly more?: string;
}): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>{" "}
        {more && (
          <small>
            <bdi>{more}</bdi>
          </small>
        )}
      </dd>
    </div>
  );
}
