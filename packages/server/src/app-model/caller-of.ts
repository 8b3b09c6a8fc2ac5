/** A request as `callerOf` sees it: without Cookie and Authorization. */
export interface CallerRequest {
  readonly headers: Headers;
  readonly query: URLSearchParams;
  readonly address: string;
  /** Who is logged in; null without a login. */
  readonly user: string | null;
}

/** Whose share of the queue a request takes: a name that is not empty. */
export type CallerOf = (request: CallerRequest) => string | Promise<string>;
