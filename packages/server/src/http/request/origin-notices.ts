import type { LogLine } from "../../base/log-line.ts";
import type { GatewaySettings } from "../../settings/gateway-settings.ts";
import { isUntold } from "./caller-address.ts";
import type { GuardedRequest } from "./guarded-request.ts";
import { isLoopback, isOwnName, isUnspoofable, knowsNames } from "./own-names.ts";

const anyHost =
  "Every Host is answered: a page of another site can reach the app by a name that it points here (DNS rebinding). Name " +
  'those by which the app is reached: launch({ publicUrl: "https://demo.example" }) or launch({ allowedHosts: ["demo.example"] }).';

const untold =
  "The addresses of visitors are not known, so no limit of an address applies to them (rateLimit, wrong logins). If they " +
  "come by a proxy, let it send X-Forwarded-For, and ";

/** Tells the operator, each once, what the app cannot know of those who ask. */
export class OriginNotices {
  readonly #settings: GatewaySettings;
  readonly #log: (line: LogLine) => void;
  readonly #told = new Set<string>();

  constructor(settings: GatewaySettings, log: (line: LogLine) => void) {
    this.#settings = settings;
    this.#log = log;
  }

  /** Tells what is known before anybody asks. */
  start(): void {
    const { publicUrl, trustProxy, mount, host } = this.#settings;
    if (publicUrl !== null && !trustProxy) this.unaddressed();
    // Where somebody else listens, that is known only as requests come.
    if (mount === undefined && this.#answersAll() && (!isLoopback(host) || trustProxy)) this.#tell(anyHost);
  }

  /** Looks at a request that may pass. */
  see(request: GuardedRequest): void {
    if (this.#told.size > 1) return;
    const settings = this.#settings;
    if (isUntold(request, settings) || (request.isOld === true && !settings.trustProxy)) this.unaddressed();
    const { host } = request;
    if (this.#answersAll() && !isOwnName(host, settings) && !isUnspoofable(host)) this.#tell(anyHost);
  }

  /** A limit of addresses could not be applied. */
  unaddressed(): void {
    const { trustProxy } = this.#settings;
    this.#tell(`${untold}${trustProxy ? "nobody else reach the app." : "set launch({ trustProxy: true })."}`);
  }

  #answersAll(): boolean {
    return !knowsNames(this.#settings) && this.#settings.allowedHosts?.includes("*") !== true;
  }

  #tell(text: string): void {
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.#log({ level: "warning", text });
  }
}
