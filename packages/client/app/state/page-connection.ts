import { openConnection, openSession, type Connection } from "@vitrine/client";
import type { Config, ErrorData } from "@vitrine/protocol";
import type { PageStore, Toast } from "./store.ts";
import { tabStorage } from "./tab-storage.ts";

/** How long the connection may be away before the page says so, milliseconds. */
const graceMs = 1_000;

const outdated: ErrorData = {
  code: "outdated",
  message: "This was not sent, since the app now takes other inputs. Reload the page; inputs that still fit are kept.",
};

/** What a connection is opened for. */
export interface ConnectedPage {
  readonly config: Config;
  readonly store: PageStore;
  toast(toast: Omit<Toast, "id">): void;
}

/** Opens a page's connection, which tells the page's store how it stands. `key` is where the tab keeps its session. */
export function openPageConnection(page: ConnectedPage, url: URL, key: string): Connection {
  const { config, store } = page;
  const session = openSession(tabStorage, `${key}:session`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (state: string): void => {
    if (state === "waiting") timer ??= setTimeout(() => store.setState({ offline: true }), graceMs);
    else if (state === "closed") store.setState({ offline: true });
    else if (state === "open") {
      clearTimeout(timer);
      timer = undefined;
      store.setState({ offline: false });
    }
  };
  return openConnection({
    url,
    session: session.id,
    load: session.load,
    maxMessage: config.vitrine.limits.socketMessage,
    misfit: (mark) => {
      store.setState({ outdated: mark.page !== config.vitrine.mark.page });
      return mark.calls === config.vitrine.mark.calls ? undefined : outdated;
    },
    onSession: (id) => session.keep(id),
    onProblem: ({ message, title = null }) => page.toast({ level: "error", title, text: message, durationMs: null }),
    onStatus: (connection) => {
      store.setState({ connection });
      tell(connection.state);
    },
  });
}
