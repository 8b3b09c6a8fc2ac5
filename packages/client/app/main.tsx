import { escapeHtml, loadMarkdown, preloadView } from "@vitrine/components/views";
import { createRoot } from "react-dom/client";
import { Page, type PageStart } from "./state/actions.ts";
import { InterfacePage } from "./page/interface-page.tsx";
import { isPlain } from "./parts/is-plain.ts";
import { PageContext } from "./parts/page-context.ts";
import { WholePage } from "./page/page.tsx";
import { isShown } from "./state/problems.ts";
import { applyTheme } from "./parts/theme.tsx";

/** What the server put into the document; null where it is missing or no description of an app. */
function readStart(): PageStart | null {
  try {
    const start = JSON.parse(document.getElementById("vitrine-config")?.textContent ?? "null") as PageStart | null;
    return start && start.config.components && start.config.vitrine.limits && start.initial ? start : null;
  } catch {
    return null;
  }
}

async function renderProse(text: string | null): Promise<string | null> {
  if (!text) return null;
  if (!isPlain(text)) {
    const rendered = await loadMarkdown()
      .then(({ renderMarkdown }) => renderMarkdown(text, { lineBreaks: false, below: 1 }))
      .catch(() => null);
    if (rendered !== null) return rendered;
  }
  return `<p>${escapeHtml(text)}</p>`;
}

/** Blocks of code in formatted texts bring a button. */
function onClick({ target }: MouseEvent): void {
  const button = target instanceof Element && target.closest("button[data-copy]");
  if (button) void import("./parts/copy-block.ts").then(({ copyBlock }) => copyBlock(button)).catch(() => {});
}

async function begin(root: HTMLElement): Promise<void> {
  applyTheme();
  addEventListener("click", onClick);
  // Long before it is dropped a file hangs over the page.
  addEventListener("dragenter", () => void import("./parts/stray-drops.ts").catch(() => {}), { once: true });
  const start = readStart();
  if (!start) {
    root.className = "page-problem";
    root.textContent = "This page holds no description of an app. Open the address that the app printed at its start.";
    return;
  }
  if (/[?&]view=api/.test(location.search)) return (await import("./api/api-view.tsx")).showApi(root, start);
  if (/[?&]view=monitor/.test(location.search))
    return (await import("./monitor/monitor-view.tsx")).showMonitor(root, start);
  const { config } = start;
  const words = config.vitrine.interface;
  const part = words ? null : await import("./page/blocks-page.tsx");
  const page = part ? part.openBlocks(start) : new Page(start);
  const kinds = new Set(config.components.filter(isShown).map(({ type }) => type));
  // Drawn once and whole, so that nothing moves when a part comes in.
  const [description, article] = await Promise.all([
    renderProse(config.vitrine.description),
    renderProse(config.vitrine.article),
    ...[...kinds].map((kind) => Promise.resolve(preloadView(kind)).catch(() => {})),
  ]);
  createRoot(root).render(
    <PageContext value={page}>
      <WholePage description={description} article={article}>
        {part ? <part.BlocksPage /> : words && <InterfacePage words={words} />}
      </WholePage>
    </PageContext>,
  );
  // What tells of a lost connection has to be here before the connection is lost.
  await import("./parts/notices.tsx").catch(() => {});
}

const root = document.getElementById("root");
if (root) void begin(root);
