/** The address of the app itself, on a page that shows something else of it. */
export function appAddress(): string {
  const query = new URLSearchParams(location.search);
  query.delete("view");
  return query.size > 0 ? `?${query}` : new URL(".", document.baseURI).pathname;
}
