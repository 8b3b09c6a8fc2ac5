/** A user who is logged in, as a cookie or a header says. */
export interface Identity {
  readonly user: string;
  /** One login of this user; null where each request brings its own proof. */
  readonly login: string | null;
}
