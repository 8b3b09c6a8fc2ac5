import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { callEndpoint, type Answer } from "./api-call.ts";
import { Code } from "./api-code.tsx";
import { readField, TryField } from "./api-field.tsx";
import styles from "./api-view.module.css";
import { ExampleFile, type Argument } from "./snippets/argument.ts";
import type { Endpoint } from "./snippets/endpoint.ts";

interface TryItProps {
  readonly endpoint: Endpoint;
  readonly Part: "h3" | "h4";
  /** What the fields begin with. */
  readonly args: readonly Argument[];
}

/** A form that calls an endpoint as programs do, and the answer as it came. */
export function TryIt({ endpoint, args, Part }: TryItProps): ReactNode {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isBusy, setBusy] = useState(false);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    const values = Object.fromEntries(
      endpoint.parameters.flatMap((parameter) => {
        const value = readField(parameter, form.getAll(parameter.name));
        return value === undefined ? [] : [[parameter.name, value] as const];
      }),
    );
    abort.current = new AbortController();
    setBusy(true);
    setAnswer(await callEndpoint(endpoint.name, values, abort.current.signal));
    setBusy(false);
  };
  const given = new Map(args.map(({ parameter, value }) => [parameter, value instanceof ExampleFile ? null : value]));
  return (
    <section>
      <Part className={styles["part"]}>Try it</Part>
      <form
        className={styles["try"]}
        aria-label={`Try /${endpoint.name}`}
        aria-busy={isBusy}
        noValidate
        onSubmit={(event) => void send(event)}
      >
        {endpoint.parameters.map((parameter) => (
          <TryField
            key={parameter.name}
            id={`try-${endpoint.name}-${parameter.name}`}
            parameter={parameter}
            initial={given.get(parameter) ?? null}
          />
        ))}
        <button type="submit" className="btn primary" aria-disabled={isBusy || undefined}>
          {isBusy ? "Calling…" : "Call"}
        </button>
        <div role="status">{answer && <AnswerView answer={answer} />}</div>
      </form>
    </section>
  );
}

function AnswerView({ answer: { status, text, ms } }: { readonly answer: Answer }): ReactNode {
  const isGood = status !== null && status < 300;
  return (
    <Code
      title="Answer"
      text={text}
      aside={
        <>
          <span className={styles["badge"]} data-look={isGood ? "ok" : "bad"}>
            {status ?? "no answer"}
          </span>{" "}
          · <bdi>{Math.round(ms)} ms</bdi>
        </>
      }
    />
  );
}
