/** Where an app is called. */
export interface Place {
  /** Absolute address of the app without a slash at the end: `https://demo.example/app`. */
  readonly url: string;
  /** Whether callers have to log in. */
  readonly hasLogin: boolean;
}
