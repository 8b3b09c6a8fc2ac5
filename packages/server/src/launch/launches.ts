import { VitrineError } from "../base/errors.ts";

/** What the process knows of its launches; two copies of this package share it. */
interface Launches {
  readonly starting: Set<Promise<unknown>>;
  /** Addresses that were asked for by their port. */
  readonly addresses: Set<string>;
  /** Failures that are told in a sentence of their own if nobody handles them. */
  readonly failures: Set<unknown>;
}

const place = Symbol.for("vitrine.launches");

/** The launches of this process. */
export function launches(): Launches {
  const holder: NodeJS.Process & { [place]?: Launches } = process;
  return (holder[place] ??= { starting: new Set(), addresses: new Set(), failures: new Set() });
}

/** Holds an address for one app of this process until the undo is called; throws a `VitrineError` where another has it. */
export function holdAddress(host: string, ports: readonly number[]): () => void {
  const [port] = ports;
  if (ports.length !== 1 || port === 0) return () => {};
  const { addresses } = launches();
  const address = `${host} ${port}`;
  if (addresses.has(address)) {
    throw new VitrineError(
      "failed",
      `Port ${port} on ${host} is asked for by two apps of this script. Give one of them another with launch({ port }), which wins over PORT in the environment, or put both on one page with Blocks.`,
    );
  }
  addresses.add(address);
  return () => void addresses.delete(address);
}
