/** What a calendar and a clock on the wall show; the month from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const form = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** Reads "YYYY-MM-DD", with " HH:MM" or " HH:MM:SS" behind it or not; null for what is no day or no time of day. */
export function readWallTime(text: string): WallTime | null {
  const match = form.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const wall: WallTime = { year, month, day, hour, minute, second };
  // A day that does not exist, such as February 30th, would roll over into another.
  const printed = new Date(asUtc(wall));
  const exists = printed.getUTCMonth() + 1 === month && printed.getUTCDate() === day;
  return year > 0 && exists && hour < 24 && minute < 60 && second < 60 ? wall : null;
}

/** "YYYY-MM-DD HH:MM:SS", or the day alone. */
export function printWallTime(wall: WallTime, withTime: boolean): string {
  const day = `${digits(wall.year, 4)}-${digits(wall.month)}-${digits(wall.day)}`;
  return withTime ? `${day} ${digits(wall.hour)}:${digits(wall.minute)}:${digits(wall.second)}` : day;
}

/**
 * The moment at which clocks of a time zone (IANA, such as "Europe/Berlin") show a time. Of a time that they show twice
 * the first; a time that they skip is read by the offset before the skip.
 */
export function momentOf(wall: WallTime, zone: string): Date {
  const wanted = asUtc(wall);
  const dayMs = 86_400_000;
  const before = wanted - offsetMs(wanted - dayMs, zone);
  if (asUtc(wallTimeOf(new Date(before), zone)) === wanted) return new Date(before);
  const after = wanted - offsetMs(wanted + dayMs, zone);
  return new Date(asUtc(wallTimeOf(new Date(after), zone)) === wanted ? after : before);
}

/** What clocks of a time zone show at a moment. */
export function wallTimeOf(moment: Date, zone: string): WallTime {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((one) => one.type === type)?.value);
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}

function offsetMs(momentMs: number, zone: string): number {
  return asUtc(wallTimeOf(new Date(momentMs), zone)) - Math.floor(momentMs / 1000) * 1000;
}

function asUtc({ year, month, day, hour, minute, second }: WallTime): number {
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second);
}

function digits(value: number, length = 2): string {
  return String(value).padStart(length, "0");
}
