import { tabStorage } from "../state/tab-storage.ts";

const query = new URLSearchParams(location.search);
const place = `vitrine monitor ${location.pathname}`;
const token = query.get("token") ?? tabStorage.getItem(place) ?? "";

if (query.has("token")) {
  try {
    tabStorage.setItem(place, token);
  } catch {
    // It holds until the page is loaded again.
  }
  // Not left where it could be copied along with the address.
  query.delete("token");
  history.replaceState(history.state, "", `${location.pathname}?${query}${location.hash}`);
}

/** What shows that this page was opened by the link that the app printed for its operator; nothing where it was not. */
export function operatorHeaders(): Record<string, string> {
  return token === "" ? {} : { "x-vitrine-token": token };
}
