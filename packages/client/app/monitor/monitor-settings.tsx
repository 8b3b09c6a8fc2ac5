import type { BatchSettings } from "@vitrine/protocol";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { Icon, iconPaths } from "../parts/icons.tsx";
import styles from "./monitor.module.css";
import { operatorHeaders } from "./monitor-token.ts";
import { monitorAddress } from "./use-monitor.ts";

interface SettingsProps {
  readonly id: number;
  readonly label: string;
  readonly settings: BatchSettings;
  readonly onChange: () => void;
}

/** What became of the last change. */
type Outcome = { readonly is: "none" | "sending" | "applied" } | { readonly is: "refused"; readonly text: string };

/** Changes how a batched function gathers its calls, while it runs. */
export function BatchForm({ id, label, settings, onChange }: SettingsProps): ReactNode {
  const [outcome, setOutcome] = useState<Outcome>({ is: "none" });
  const ids = useId();
  const { maxBatchSize, batchTimeoutMs } = settings;
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setOutcome({ is: "sending" });
    const text = await send(id, readSettings(form));
    setOutcome(text === null ? { is: "applied" } : { is: "refused", text });
    if (text === null) onChange();
  };
  const refused = outcome.is === "refused";
  // What is being typed stays until the settings themselves change, by whomever.
  const key = `${maxBatchSize} ${batchTimeoutMs}`;
  return (
    <form
      className={styles["settings"]}
      aria-label={`Batches of ${label}`}
      onSubmit={(event) => void submit(event)}
      onInput={() => setOutcome({ is: "none" })}
    >
      <div className="field" key={`size ${key}`}>
        <label className="lab" htmlFor={`${ids}size`}>
          Max batch size
        </label>
        <input
          id={`${ids}size`}
          className="ctl"
          name="maxBatchSize"
          type="number"
          inputMode="numeric"
          min={1}
          step={1}
          required
          defaultValue={maxBatchSize}
          aria-invalid={refused}
          aria-describedby={refused ? `${ids}problem` : undefined}
        />
      </div>
      <div className="field" key={`timeout ${key}`}>
        <label className="lab" htmlFor={`${ids}timeout`}>
          Batch timeout, ms
        </label>
        <input
          id={`${ids}timeout`}
          className="ctl"
          name="batchTimeoutMs"
          type="number"
          inputMode="decimal"
          min={0}
          step="any"
          placeholder="adaptive"
          defaultValue={batchTimeoutMs === "adaptive" ? "" : batchTimeoutMs}
          aria-invalid={refused}
          aria-describedby={`${ids}hint${refused ? ` ${ids}problem` : ""}`}
        />
      </div>
      <button type="submit" className="btn" aria-disabled={outcome.is === "sending"}>
        Apply
      </button>
      <span className={styles["applied"]} role="status">
        {outcome.is === "applied" && "Applied."}
      </span>
      <p id={`${ids}hint`} className={styles["aside"]}>
        Without a timeout it is adaptive: a batch goes at once when a slot is free, and gathers while all are busy.
      </p>
      {refused && (
        <p id={`${ids}problem`} className="problem" role="alert">
          <Icon paths={iconPaths.problem} small />
          {outcome.text}
        </p>
      )}
    </form>
  );
}

function readSettings(form: FormData): BatchSettings {
  const timeout = form.get("batchTimeoutMs");
  return {
    maxBatchSize: Number(form.get("maxBatchSize")),
    batchTimeoutMs: timeout === "" || timeout === null ? "adaptive" : Number(timeout),
  };
}

/** Sends settings; gives why they were not taken. */
async function send(id: number, settings: BatchSettings): Promise<string | null> {
  try {
    const response = await fetch(`${monitorAddress()}/functions/${id}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...operatorHeaders() },
      body: JSON.stringify(settings),
    });
    if (response.ok) return null;
    return ((await response.json()) as { detail: string }).detail;
  } catch {
    return "The app did not answer. Try again.";
  }
}
