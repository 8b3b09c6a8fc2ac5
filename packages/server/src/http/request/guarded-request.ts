/** What the guard reads of a request. */
export interface GuardedRequest {
  /** `GET`, `POST`, …; `UPGRADE` for a WebSocket. */
  readonly method: string;
  /** The Host header. */
  readonly host: string;
  readonly origin: string | null;
  readonly forwardedFor: string | null;
  readonly forwardedHost: string | null;
  readonly forwardedProto: string | null;
  /** Another header by which proxies name the visitor, of whatever value. */
  readonly forwarded?: string | null;
  /** Whether it came by HTTP/1.0, which nginx speaks to an app unless told otherwise. */
  readonly isOld?: boolean;
  /** Whether it came by https itself. */
  readonly encrypted?: boolean;
  /** Whether it asks how the app is, as orchestrators do by an address or a service's name. */
  readonly probe?: boolean;
  /** The address of the other end of the connection. */
  readonly peer: string;
}
