import module from "node:module";
import { asModule } from "./own-module.mjs";

// tsx hooks in either way, by Node's version; the hook that comes last is asked first.
if (module.registerHooks) {
  module.registerHooks({ resolve: (specifier, context, next) => asModule(next(specifier, context)) });
} else {
  module.register("./own-module.mjs", import.meta.url);
}
