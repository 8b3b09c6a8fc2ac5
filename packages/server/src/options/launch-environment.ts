/** Variables of the environment; an empty one counts as not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The port in a variable; undefined where it is not set. Throws a `RangeError` for what is no port. */
export function readPort(environment: Environment, name: string): number | undefined {
  const value = environment[name];
  if (value === undefined || value === "") return undefined;
  const port = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(port <= 65_535)) throw new RangeError(`${name} must be a port from 0 to 65535, got ${JSON.stringify(value)}.`);
  return port;
}

/** The yes or no in a variable; undefined where it is not set. Throws a `TypeError` for another word. */
export function readFlag(environment: Environment, name: string): boolean | undefined {
  const value = environment[name];
  if (value === undefined || value === "") return undefined;
  if (/^(?:1|true|yes|on)$/i.test(value)) return true;
  if (/^(?:0|false|no|off)$/i.test(value)) return false;
  throw new TypeError(`${name} must be true or false, got ${JSON.stringify(value)}.`);
}
