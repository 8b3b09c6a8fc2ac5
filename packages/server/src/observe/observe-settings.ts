/** What an operator may see of an app, and where. Data alone, so that it reaches the gateway's thread. */
export interface ObserveSettings {
  /** null: there is no monitor. `users`: who may use it; null for the usual rule. */
  readonly monitor: { readonly users: readonly string[] | null } | null;
  /** Whether everyone may read `/metrics` and the details of `/readyz`. */
  readonly publicMetrics: boolean;
  /** Whether each call leaves a line in the log. */
  readonly logCalls: boolean;
}
