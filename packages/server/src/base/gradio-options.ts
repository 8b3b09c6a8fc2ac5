/** Gradio's options that have another name here, where a change to camelCase would not find it. */
export const gradioOptions: Readonly<Record<string, string>> = {
  batch_timeout: "batchTimeoutMs",
  batchTimeout: "batchTimeoutMs",
  status_update_rate: "statusUpdateMs",
  statusUpdateRate: "statusUpdateMs",
  concurrency_count: "defaultConcurrencyLimit",
  server_name: "host",
  serverName: "host",
  server_port: "port",
  serverPort: "port",
  inbrowser: "inBrowser",
  allow_flagging: "flaggingMode",
  time_limit: "timeLimitMs",
  timeLimit: "timeLimitMs",
  stream_every: "streamEveryMs",
  enable_monitoring: "monitor",
  enableMonitoring: "monitor",
};

/** The option's name here: Gradio's own differences first, else camelCase. */
export function nameHere(option: string): string {
  return gradioOptions[option] ?? option.replaceAll(/_[a-z0-9]/g, (found) => found[1]!.toUpperCase());
}
