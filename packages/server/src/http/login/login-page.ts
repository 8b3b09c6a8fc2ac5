import { escapeHtml } from "../../base/escape-html.ts";

/** What the login page shows; all of it is text. */
export interface LoginPage {
  /** The app's. */
  readonly title: string;
  /** Above the fields. */
  readonly message: string;
  /** "" or "/app". */
  readonly rootPath: string;
  /** Where the visitor goes afterwards: a path of the app. */
  readonly next: string;
  /** What was wrong with the last try. */
  readonly problem: string | null;
  /** The name of the last try. */
  readonly user: string;
  /** Whether names and passwords are asked for at all. */
  readonly form: boolean;
}

const logo =
  '<span class="logo"><svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">' +
  '<path d="M3.750 1.750h12.500v12.500h-12.500zM1.750 18.250h16.500M6.500 14.250v4M13.500 14.250v4" stroke-linejoin="round" stroke-linecap="round"/>' +
  '<path d="m7 10 4.500-4.500M10 11l3-3" stroke-linecap="round"/></svg>Vitrine</span>';

const mark =
  '<svg width="16" height="16" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">' +
  '<circle cx="10" cy="10" r="7"/><path d="M10 6.5v4M10 13.45v.05" stroke-linecap="round"/></svg>';

/** The login page. It works without scripts. */
export function printLoginPage(page: LoginPage): string {
  const { title, message, rootPath, problem } = page;
  const heading = `Sign in to ${escapeHtml(title)}`;
  const header = `<header>${logo}<h1>${heading}</h1><p>${escapeHtml(message)}</p></header>`;
  const told = problem === null ? "" : `<p class="problem" id="problem" role="alert">${mark}${escapeHtml(problem)}</p>`;
  const body = page.form ? form(page, header, told) : `<section class="told">${header}${told}</section>`;
  return whole({ rootPath, heading }, body);
}

/** The page that asks whether a user wants to leave. It works without scripts. */
export function printLogoutPage({ title, rootPath, user }: Pick<LoginPage, "title" | "rootPath" | "user">): string {
  const heading = `Log out of ${escapeHtml(title)}`;
  const root = escapeHtml(rootPath);
  const header = `<header>${logo}<h1>${heading}</h1><p>You are logged in as ${escapeHtml(user)}.</p></header>`;
  const body =
    `<form method="post" action="${root}/logout" aria-label="Log out">${header}` +
    `<button type="submit">Log out</button><a href="${root}/">Stay</a></form>`;
  return whole({ rootPath, heading }, body);
}

function whole({ rootPath, heading }: { readonly rootPath: string; readonly heading: string }, body: string): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">' +
    `<title>${heading}</title><link rel="icon" href="data:,">` +
    `<link rel="stylesheet" href="${escapeHtml(rootPath)}/login/style.css"></head><body><main>${body}</main></body></html>`
  );
}

function form({ rootPath, next, user, problem }: LoginPage, header: string, told: string): string {
  const wrong = problem === null ? "" : ' aria-invalid="true" aria-describedby="problem"';
  const [first, second] = user === "" ? [" autofocus", ""] : ["", " autofocus"];
  return (
    `<form method="post" action="${escapeHtml(rootPath)}/login" aria-label="Sign in">${header}` +
    `<input type="hidden" name="next" value="${escapeHtml(next)}">` +
    '<div class="field"><label for="username">Name</label><input id="username" name="username" required ' +
    `autocomplete="username" autocapitalize="none" spellcheck="false" value="${escapeHtml(user)}"${first}></div>` +
    '<div class="field"><label for="password">Password</label><input id="password" name="password" type="password" ' +
    `required autocomplete="current-password"${wrong}${second}>${told}</div>` +
    '<button type="submit">Sign in</button></form>'
  );
}
