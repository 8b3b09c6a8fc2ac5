import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Page } from "../state/actions.ts";
import type { PageState } from "../state/store.ts";

/** The page that components belong to. */
export const PageContext = createContext<Page | null>(null);

/** The page around a component. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error("No page around this component.");
  return page;
}

/** A part of the page's state; renders again only when that part changes. */
export function usePageState<T>(select: (state: PageState) => T): T {
  return useStore(usePage().store, select);
}
