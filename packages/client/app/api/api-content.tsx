import type { Config } from "@vitrine/protocol";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Code } from "./api-code.tsx";
import { EndpointView, type Headings } from "./api-endpoint.tsx";
import styles from "./api-view.module.css";
import { readEndpoints, type Endpoint, type Info } from "./snippets/endpoint.ts";
import { languages, type SnippetLanguage } from "./snippets/languages.ts";
import type { Place } from "./snippets/place.ts";

const storageKey = "vitrine:api-language";

interface ApiContentProps {
  readonly config: Config;
  /** What the page holds, by component. */
  readonly values?: Readonly<Record<number, unknown>>;
  /** The heading and what stands beside it. */
  readonly title: ReactNode;
  readonly headings: Headings;
}

/** All that programs need to know of an app: a tab for each language, and all endpoints below. */
export function ApiContent({ config, values, title, headings }: ApiContentProps): ReactNode {
  const [language, choose] = useLanguage();
  const endpoints = useEndpoints(config);
  const [place] = useState(() => placeOf(config));
  return (
    <>
      <div className={styles["head"]}>
        <div className={styles["title"]}>{title}</div>
        <Tabs chosen={language} onChoose={choose} />
      </div>
      <div id="api-panel" className={styles["body"]} role="tabpanel" aria-labelledby={tabId(language)}>
        {language.install && <Code title="Terminal" text={language.install} />}
        {typeof endpoints === "string" ? (
          <p role="alert">{endpoints}</p>
        ) : (
          endpoints?.map((endpoint) => (
            <EndpointView
              key={endpoint.name}
              endpoint={endpoint}
              language={language}
              place={place}
              headings={headings}
              {...(values && { values })}
            />
          ))
        )}
        {endpoints?.length === 0 && <p>This app has no function that programs may call.</p>}
      </div>
    </>
  );
}

function placeOf(config: Config): Place {
  const url = config.root ?? new URL(".", document.baseURI).href.replace(/\/$/, "");
  return { url, hasLogin: config.username !== null };
}

/** The endpoints once they are known, or what went wrong. */
function useEndpoints(config: Config): readonly Endpoint[] | string | null {
  const [endpoints, setEndpoints] = useState<readonly Endpoint[] | string | null>(null);
  useEffect(() => {
    void fetchEndpoints(config).then(setEndpoints);
  }, [config]);
  return endpoints;
}

async function fetchEndpoints(config: Config): Promise<readonly Endpoint[] | string> {
  try {
    const response = await fetch(new URL("gradio_api/info", new URL(".", document.baseURI)));
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return readEndpoints((await response.json()) as Info, config);
  } catch (error) {
    return `The list of functions could not be fetched: ${error instanceof Error ? error.message : ""}`;
  }
}

function useLanguage(): [SnippetLanguage, (language: SnippetLanguage) => void] {
  const [language, setLanguage] = useState(() => {
    const stored = readStored();
    return languages.find(({ name }) => name === stored) ?? (languages[0] as SnippetLanguage);
  });
  const choose = (next: SnippetLanguage): void => {
    setLanguage(next);
    try {
      localStorage.setItem(storageKey, next.name);
    } catch {
      // Where nothing may be stored the choice holds until the page is left.
    }
  };
  return [language, choose];
}

function readStored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function tabId({ name }: SnippetLanguage): string {
  return `api-tab-${name}`;
}

interface TabsProps {
  readonly chosen: SnippetLanguage;
  readonly onChoose: (language: SnippetLanguage) => void;
}

function Tabs({ chosen, onChoose }: TabsProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const at = languages.indexOf(chosen);
    const { length } = languages;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = languages[(to + length) % length] as SnippetLanguage;
    onChoose(next);
    list.current?.querySelector<HTMLElement>(`#${tabId(next)}`)?.focus();
  };
  return (
    <div ref={list} className={styles["tabs"]} role="tablist" aria-label="Language">
      {languages.map((language) => (
        <button
          key={language.name}
          id={tabId(language)}
          type="button"
          role="tab"
          aria-selected={language === chosen}
          aria-controls="api-panel"
          tabIndex={language === chosen ? 0 : -1}
          onClick={() => onChoose(language)}
          onKeyDown={move}
        >
          {language.name}
        </button>
      ))}
    </div>
  );
}
