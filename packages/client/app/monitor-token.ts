const query = new URLSearchParams(location.search);
const place = `vitrine monitor ${location.pathname}`;
const token = query.get("token") ?? readKept();

if (query.has("token")) {
  keep(token);
  // Not left where it could be copied along with the address.
  query.delete("token");
  history.replaceState(history.state, "", `${location.pathname}?${query}${location.hash}`);
}

/** What shows that this page was opened by the link that the app printed for its operator; nothing where it was not. */
export function operatorHeaders(): Record<string, string> {
  return token === "" ? {} : { "x-vitrine-token": token };
}

function readKept(): string {
  try {
    return sessionStorage.getItem(place) ?? "";
  } catch {
    return "";
  }
}

function keep(value: string): void {
  try {
    sessionStorage.setItem(place, value);
  } catch {
    // It holds until the page is loaded again.
  }
}
