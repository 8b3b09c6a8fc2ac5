import { useState, type ReactNode } from "react";
import { Code } from "./api-code.tsx";
import { TryIt } from "./api-try.tsx";
import styles from "./api-view.module.css";
import { argumentsOf } from "./snippets/argument.ts";
import { curlStreamSnippet } from "./snippets/curl.ts";
import type { Endpoint, Parameter, Result } from "./snippets/endpoint.ts";
import type { SnippetLanguage } from "./snippets/languages.ts";
import type { Place } from "./snippets/place.ts";
import { typeWords } from "./snippets/type-words.ts";

interface EndpointViewProps {
  readonly endpoint: Endpoint;
  readonly language: SnippetLanguage;
  readonly place: Place;
  readonly values?: Readonly<Record<number, unknown>>;
  /** The headings: its own, and those of its parts. */
  readonly headings: Headings;
}

/** Two levels of headings, one below the other. */
export type Headings = readonly ["h2", "h3"] | readonly ["h3", "h4"];

/** One endpoint: how it is called, what it takes and gives, and a form to try it. */
export function EndpointView({ endpoint, language, place, values, headings }: EndpointViewProps): ReactNode {
  const [args] = useState(() => argumentsOf(endpoint, values));
  const id = `api-${endpoint.name}`;
  const [Name, Part] = headings;
  return (
    <section className={styles["endpoint"]} aria-labelledby={id}>
      <Name id={id} className={styles["name"]}>
        <span className={styles["badge"]} data-look="accent">
          POST
        </span>
        <code>/{endpoint.name}</code>
      </Name>
      {endpoint.description && <p>{endpoint.description}</p>}
      <Code title={language.name} text={language.snippet(endpoint, args, place)} />
      {language.waits && (
        <p className="muted small">
          A call that takes more than 30 s is answered with 202 and the address where its results will be.
        </p>
      )}
      {language.name === "curl" && (
        <details>
          <summary className="small">Gradio's two requests, which stream every value</summary>
          <Code title="curl, two requests" text={curlStreamSnippet(endpoint, args, place)} />
        </details>
      )}
      <section>
        <Part className={styles["part"]}>Takes</Part>
        {endpoint.parameters.length === 0 ? <p className="muted small">Nothing.</p> : <Takes endpoint={endpoint} />}
      </section>
      <section>
        <Part className={styles["part"]}>Gives</Part>
        {endpoint.results.length === 0 ? <p className="muted small">Nothing.</p> : <Gives endpoint={endpoint} />}
      </section>
      <TryIt endpoint={endpoint} args={args} Part={Part} />
    </section>
  );
}

function Takes({ endpoint }: { readonly endpoint: Endpoint }): ReactNode {
  return (
    <dl className={styles["values"]}>
      {endpoint.parameters.map((parameter) => (
        <div key={parameter.name}>
          <dt>
            <code>{parameter.name}</code>
          </dt>
          <dd>{describe(parameter)}</dd>
          <dd>
            <span className={styles["badge"]}>{need(parameter)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Gives({ endpoint }: { readonly endpoint: Endpoint }): ReactNode {
  return (
    <dl className={styles["values"]}>
      {endpoint.results.map((result) => (
        <div key={result.name}>
          <dt>
            <code>{result.name}</code>
          </dt>
          <dd>
            {describe(result)}
            {endpoint.isGenerator && ", several one after another"}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function describe({ kind, schema, label, name }: Result): string {
  const words = typeWords(kind, schema);
  return label === "" || label.toLowerCase() === name.toLowerCase() ? words : `${words} · ${label}`;
}

function need({ isRequired, initial }: Parameter): string {
  if (isRequired) return "required";
  const text = JSON.stringify(initial);
  return initial === null ? "optional" : `default ${text.length > 40 ? "set" : text}`;
}
