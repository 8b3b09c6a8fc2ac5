import { renderPage, type PageStart } from "./page.ts";
import type { PageFile } from "./page-files.ts";

const mostUsers = 100;

/** The page as each user gets it; of more than 100 users it is made anew for those who came first. */
export class UserPages {
  readonly #index: string | null;
  readonly #startOf: (user: string | null) => PageStart & { readonly rootPath: string };
  readonly #pages = new Map<string | null, PageFile>();

  constructor(index: string | null, startOf: (user: string | null) => PageStart & { readonly rootPath: string }) {
    this.#index = index;
    this.#startOf = startOf;
  }

  /** The page of a user, null for everyone's; null where it was not built. */
  of(user: string | null): PageFile | null {
    if (this.#index === null) return null;
    const known = this.#pages.get(user);
    if (known !== undefined) return known;
    const { config, initial, rootPath } = this.#startOf(user);
    const page = renderPage(this.#index, { config, initial }, rootPath);
    this.#pages.set(user, page);
    for (const [oldest] of this.#pages) {
      if (this.#pages.size <= mostUsers) break;
      this.#pages.delete(oldest);
    }
    return page;
  }
}
