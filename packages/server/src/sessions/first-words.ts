import type { FromRunner } from "../channel/messages.ts";
import type { AppDescription } from "../app-model/description.ts";
import { VitrineError } from "../base/errors.ts";
import type { GatewayOptions } from "../settings/gateway-settings.ts";

/** The runner's description of the app; whatever it says later goes to `later`. */
export function firstWords(
  channel: GatewayOptions["channel"],
  later: (message: FromRunner) => void,
): Promise<AppDescription> {
  return new Promise((resolve, reject) => {
    channel.onClose(() => reject(new VitrineError("crashed", "The script ended before its app was ready.")));
    channel.onMessage((message) => {
      if (message.msg === "ready") resolve(message.description);
      else later(message);
    });
  });
}
