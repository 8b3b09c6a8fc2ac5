/** Who may use the monitor. */
export interface MonitorRules {
  /** null for the usual rule. */
  readonly users: readonly string[] | null;
  /** What the link that is printed for the operator holds; nobody but named users changes anything without it. */
  readonly token?: string;
}

/** What an operator may see of an app, and where. Data alone, so that it reaches the gateway's thread. */
export interface ObserveSettings {
  /** null: there is no monitor. */
  readonly monitor: MonitorRules | null;
  /** Whether everyone may read `/metrics` and the details of `/readyz`. */
  readonly publicMetrics: boolean;
  /** Whether each call leaves a line in the log. */
  readonly logCalls: boolean;
}
