import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Example } from "./examples.ts";

/** A file of an example: its path in the repository, and what stands in it. */
export interface SourceFile {
  readonly path: string;
  readonly code: string;
}

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const mark = raw(
  `<svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true"><path d="M3.75 1.75h12.5v12.5h-12.5zM1.75 18.25h16.5M6.5 14.25v4M13.5 14.25v4" stroke-linejoin="round" stroke-linecap="round"/><path d="m7 10 4.5-4.5M10 11l3-3" stroke-linecap="round"/></svg>`,
);
const sun = raw(
  `<svg class="i" viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="3.25"/><path d="M10 2.5v1.75M10 15.75v1.75M2.5 10h1.75M15.75 10h1.75M4.7 4.7l1.2 1.2M14.1 14.1l1.2 1.2M15.3 4.7l-1.2 1.2M5.9 14.1l-1.2 1.2"/></svg>`,
);

type Sourced = Example & { readonly files: readonly SourceFile[] };

/** The page with a card for every example; `running` holds the names of those that run. */
export function galleryPage(examples: readonly Sourced[], running: ReadonlySet<string>): Html {
  return document(
    "Examples",
    html`<h1>Examples</h1>
      <p class="lede">Small scripts, each run on this machine. Open one, then read its source.</p>
      <ul class="cards">
        ${examples.map((example) => card(example, running.has(example.name)))}
      </ul>`,
  );
}

/** The page with the files of an example. */
export function sourcePage(example: Example, files: readonly SourceFile[]): Html {
  return document(
    example.title,
    html`<h1>${example.title}</h1>
      <p class="lede">${example.text}</p>
      ${files.map(
        ({ path, code }) =>
          html`<h2 class="path"><code>${path}</code> ${linesOf(code)}</h2>
            <pre class="output code" tabindex="0" aria-label="${path}">${code}</pre>`,
      )}
      <form method="post" action="/open/${example.name}"><button class="btn primary">Open it</button></form>
      <p><a href="/">Back to the examples</a></p>`,
  );
}

/** The page that shows what a script printed instead of an address. */
export function failurePage(example: Example, output: string): Html {
  return document(
    `${example.title} did not start`,
    html`<h1>${example.title} did not start</h1>
      <p class="lede">This is what <code>examples/${example.name}.ts</code> printed:</p>
      <pre class="output" tabindex="0">${output || "(nothing)"}</pre>
      <p><a href="/">Back to the examples</a></p>`,
  );
}

function card({ name, title, text, badge, picture, files }: Sourced, runs: boolean): Html {
  return html`<li class="card">
    <div class="pic">
      <svg viewBox="84 14 152 96" fill="none" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
        ${raw(picture)}
      </svg>
    </div>
    <div class="tx">
      <h2>${title}</h2>
      <p>${text}</p>
    </div>
    <div class="meta">
      <form method="post" action="/open/${name}"><button class="open" aria-label="Open ${title}">Open</button></form>
      <span class="badge">${badge}</span>
      <a class="over" href="/source/${name}" aria-label="Source of ${title}">${files[0]!.path}</a>
      ${runs ? stopForm(name, title) : ""}
    </div>
  </li>`;
}

function stopForm(name: string, title: string): Html {
  return html`<span class="badge ok dot">running</span>
    <form class="over" method="post" action="/stop/${name}">
      <button class="btn ghost sm" aria-label="Stop ${title}">Stop</button>
    </form>`;
}

function linesOf(code: string): string {
  return `${code.trimEnd().split("\n").length} lines`;
}

function document(title: string, main: Html): Html {
  return html`<!doctype html>
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Vitrine</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/gallery.css" />
        <script src="/theme.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <div class="page">
          <header class="top">
            <span class="logo">${mark}<b>Vitrine</b></span>
            <nav class="acts" aria-label="Page">
              <button type="button" class="btn ghost sm icon" data-theme-toggle aria-label="Theme">${sun}</button>
            </nav>
          </header>
          <main id="main" tabindex="-1">${main}</main>
          <footer class="foot">
            <span class="mark logo"
              >${mark}<span>Made with <b>Vitrine</b></span></span
            >
          </footer>
        </div>
      </body>
    </html>`;
}
