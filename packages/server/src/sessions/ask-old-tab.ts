import type { Clock } from "../clock/clock.ts";
import type { Peer } from "./page-socket.ts";

const answerMs = 2000;

/**
 * Another load of a page has come for the session of an old socket: asks that one, while the new one is not heard. It
 * answers that it is alive (a duplicated tab), is found gone, or says nothing in time (a page that was loaded again).
 */
export function askOldTab(
  old: Peer,
  fresh: Peer,
  clock: Clock,
  decide: (answer: "alive" | "gone" | "silent") => void,
): void {
  fresh.connection.pause();
  const question = {
    alive: () => answer("alive"),
    gone: () => answer("gone"),
  };
  const stop = clock.after(answerMs, () => {
    const index = old.asking.indexOf(question);
    if (index === -1) return;
    old.asking.splice(index, 1);
    answer("silent");
  });
  const answer = (what: "alive" | "gone" | "silent"): void => {
    stop();
    fresh.connection.resume();
    decide(what);
  };
  old.asking.push(question);
  old.connection.ping();
}
