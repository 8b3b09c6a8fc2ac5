import { VitrineClientError } from "./client-error.ts";

/** Logs in and gives what later requests must carry; in a browser the platform keeps the cookie itself. */
export async function logIn(
  root: string,
  [username, password]: readonly [string, string],
  request: typeof fetch,
): Promise<Readonly<Record<string, string>>> {
  const answer = await request(`${root}login`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams({ username, password }).toString(),
    redirect: "manual",
  });
  await answer.body?.cancel();
  if (answer.status >= 400) {
    const retryAfterMs = Number(answer.headers.get("retry-after") ?? 0) * 1000;
    throw new VitrineClientError({
      code: "login",
      message:
        answer.status === 429
          ? "Too many wrong logins. Try again in a moment."
          : `The app refused the login of ${JSON.stringify(username)}. Check the user name and the password.`,
      ...(retryAfterMs > 0 ? { retryAfterMs } : {}),
    });
  }
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  return cookies.length === 0 ? {} : { cookie: cookies.join("; ") };
}
