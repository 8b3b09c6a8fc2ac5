/** A length of time for people, from milliseconds: `< 0.1 s`, `0.4 s`, `14.2 s`, `2 min 5 s`, `1 h 3 min`. */
export function exactTime(ms: number): string {
  if (ms < 50) return "< 0.1 s";
  return ms < 59_950 ? `${(ms / 1_000).toFixed(1)} s` : roughTime(ms);
}

/** The same without tenths, at least `1 s`: for what is only expected. */
export function roughTime(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
