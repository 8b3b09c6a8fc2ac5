import type { MonitorData, MonitorFunction, Percentiles } from "@vitrine/protocol";
import type { ReactNode } from "react";
import { Plot } from "./monitor-plot.tsx";
import { BatchForm } from "./monitor-settings.tsx";
import { percentage, percentilesOf, ratesOf, shortRate, shortTime } from "./monitor-words.ts";
import styles from "./monitor.module.css";

interface FunctionPanelProps {
  readonly fn: MonitorFunction;
  readonly data: MonitorData;
  readonly onChange: () => void;
}

interface EntryProps {
  readonly name: string;
  readonly value: string;
  /** Whether it takes a whole line of a narrow page. */
  readonly isWide?: boolean;
}

const mostCells = 12;
const percentiles = [
  { name: "p50", color: "c1" },
  { name: "p95", color: "c2", dash: "5 3" },
  { name: "p99", color: "c4", dash: "1 4" },
] as const;

/** One function: its numbers, its last quarter of an hour, and how it gathers batches. */
export function FunctionPanel({ fn, data, onChange }: FunctionPanelProps): ReactNode {
  const { slots, batch } = fn;
  const heading = `monitor-${fn.id}`;
  return (
    <section className={`${styles["panel"]} out`} aria-labelledby={heading}>
      <div className="out-head">
        <h2 id={heading}>
          <code>{fn.label}</code>
        </h2>
        <Slots fn={fn} />
        <span className="shelf" aria-hidden="true" />
      </div>
      <div className={styles["body"]}>
        {slots.some((slot) => slot !== null) || fn.waiting > 0 ? (
          <>
            <Numbers fn={fn} />
            <Plots fn={fn} data={data} />
          </>
        ) : (
          <p className={styles["aside"]}>No calls in the last 15 minutes.</p>
        )}
        {batch && data.mayChange && <BatchForm id={fn.id} label={fn.label} settings={batch} onChange={onChange} />}
        {batch && !data.mayChange && (
          <p className={styles["aside"]}>
            Batches of at most {batch.maxBatchSize}, timeout{" "}
            {batch.batchTimeoutMs === "adaptive" ? "adaptive" : shortTime(batch.batchTimeoutMs)}.
          </p>
        )}
      </div>
    </section>
  );
}

function Numbers({ fn }: Pick<FunctionPanelProps, "fn">): ReactNode {
  const { total, batch } = fn;
  return (
    <dl className={styles["numbers"]}>
      <Entry name="Waiting" value={String(fn.waiting)} />
      <Entry name="Calls a second" value={shortRate(fn.rate)} />
      <Entry name="Calls, 15 min" value={total.ended.toLocaleString("en")} />
      <Entry name="Failed" value={counted(total.failed, total.ended)} />
      <Entry name="Cancelled" value={counted(total.cancelled, total.ended)} />
      <Entry name="Refused" value={total.refused.toLocaleString("en")} />
      <Entry name="Wait, p50 / p95 / p99" value={times(total.wait)} isWide />
      <Entry name="Run, p50 / p95 / p99" value={times(total.run)} isWide />
      {batch && <Entry name="Batch fill" value={fill(total.batchSize, batch.maxBatchSize)} />}
    </dl>
  );
}

function Plots({ fn, data }: Pick<FunctionPanelProps, "fn" | "data">): ReactNode {
  const { total, slots, batch } = fn;
  return (
    <div className={styles["plots"]}>
      <Plot
        title="Calls a second"
        least={0.1}
        say={shortRate}
        lines={[
          { name: "ended", color: "c1", values: ratesOf(slots, ({ ended }) => ended, data) },
          ...(total.failed > 0
            ? [
                {
                  name: "failed",
                  color: "c4",
                  dash: "5 3",
                  values: ratesOf(slots, ({ failed }) => failed, data),
                } as const,
              ]
            : []),
        ]}
      />
      <Plot
        title="Run"
        least={1}
        say={shortTime}
        lines={percentiles.map((line) => ({ ...line, values: percentilesOf(slots, ({ run }) => run, line.name) }))}
      />
      <Plot
        title="Wait"
        least={1}
        say={shortTime}
        lines={percentiles.map((line) => ({
          ...line,
          values: percentilesOf(slots, ({ wait }) => wait, line.name),
        }))}
      />
      {batch ? (
        <Plot
          title="Calls of a batch"
          least={batch.maxBatchSize}
          exact
          say={shortRate}
          lines={[{ name: "mean", color: "c1", values: slots.map((slot) => slot?.batchSize ?? null) }]}
        />
      ) : (
        <Plot
          title="Most waiting"
          least={1}
          say={shortRate}
          lines={[{ name: "waiting", color: "c1", values: slots.map((slot) => slot?.waiting ?? 0) }]}
        />
      )}
    </div>
  );
}

/** How much of its limit the function's group uses. */
function Slots({ fn }: { readonly fn: MonitorFunction }): ReactNode {
  const { group, groupLimit, groupRunning, label } = fn;
  const shared = group === label ? "" : ` in ${group}`;
  return (
    <div className="status">
      <span>
        <b>{groupLimit === null ? groupRunning : `${groupRunning} of ${groupLimit}`}</b>
        <span className={shared ? "most" : "more"}> running{shared}</span>
      </span>
      {groupLimit !== null && groupLimit <= mostCells && (
        <span className={styles["slots"]} aria-hidden="true">
          {Array.from({ length: groupLimit }, (_, index) => (
            <i key={index} data-on={index < groupRunning} />
          ))}
        </span>
      )}
    </div>
  );
}

function Entry({ name, value, isWide }: EntryProps): ReactNode {
  return (
    <div data-wide={isWide}>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}

function counted(part: number, whole: number): string {
  return part === 0 ? "0" : `${part.toLocaleString("en")} (${percentage(part, whole)})`;
}

function times(of: Percentiles | null): string {
  return of === null ? "–" : [of.p50, of.p95, of.p99].map(shortTime).join(" / ");
}

function fill(mean: number | null, most: number): string {
  return mean === null ? "–" : `${percentage(mean, most)} (${shortRate(mean)} of ${most})`;
}
