import { pageHeaders } from "./page.ts";

/** The answer for whatever is not there: the same for all, so that nothing is told about what is. */
export function nothingThere(): Response {
  return Response.json(
    { detail: "There is nothing at this address (any more)." },
    { status: 404, headers: pageHeaders },
  );
}
