import { isIPv4, isIPv6 } from "node:net";

/**
 * The address by which limits of addresses count: IPv4 as it is, of IPv6 the first 64 bits, which is what one household
 * or machine is given. Null where it tells nobody apart, and limits of addresses do not apply: this machine (programs of
 * its own, or whoever comes by a proxy on it), and what is no address.
 *
 * @example countedAddress("203.0.113.7"); // "203.0.113.7"
 * @example countedAddress("2001:db8::1"); // "2001:db8:0:0::/64"
 * @example countedAddress("127.0.0.1"); // null
 */
export function countedAddress(address: string): string | null {
  return counted.of(address, readCounted);
}

function readCounted(address: string): string | null {
  const bare = plainAddress(address);
  if (bare === null || isLoopbackAddress(bare) || bare === "0.0.0.0" || bare === "::") return null;
  if (isIPv4(bare)) return bare;
  const groups = groupsOf(bare);
  // Of a link-local address the first 64 bits are the same for all of a network.
  if ((groups[0]! & 0xffc0) === 0xfe80) return bare;
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

/**
 * An address as it is compared, from a socket or a header: without a port, brackets and a zone, IPv4 in IPv6 as IPv4,
 * and IPv6 in its short form of RFC 5952. Null for what is no address.
 *
 * @example plainAddress("203.0.113.7:4711"); // "203.0.113.7"
 * @example plainAddress("[2001:DB8:0::1]:443"); // "2001:db8::1"
 */
export function plainAddress(text: string): string | null {
  return plain.of(text, readPlain);
}

function readPlain(text: string): string | null {
  if (isIPv4(text)) return text;
  if (text.length > 100) return null;
  const trimmed = text.trim();
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(trimmed)?.[1];
  const bare = (bracketed ?? trimmed.replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/, "$1")).split("%")[0]!;
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return null;
  const groups = groupsOf(bare);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!isMapped) return new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  return [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255].join(".");
}

/** Whether an address, as a socket or `plainAddress` gives it, is this machine. */
export function isLoopbackAddress(address: string): boolean {
  return address === "::1" || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address);
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): readonly number[] {
  const short = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = "", tail] = short.split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = Array.from({ length: 8 - front.length - back.length }, () => "0");
  return [...front, ...gap, ...back].map((group) => Number.parseInt(group, 16));
}

const mostKnown = 1000;
const longestKnown = 100;

/** What was read of texts, since most requests come from the same few addresses, and reading one takes a pattern or two. */
class Known {
  readonly #read = new Map<string, string | null>();

  of(text: string, read: (text: string) => string | null): string | null {
    const known = this.#read.get(text);
    if (known !== undefined) return known;
    const made = read(text);
    if (text.length > longestKnown) return made;
    if (this.#read.size >= mostKnown) this.#read.clear();
    this.#read.set(text, made);
    return made;
  }
}

const counted = new Known();
const plain = new Known();
