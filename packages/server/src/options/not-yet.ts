/** Options of functions and of an `Interface` that are known but not built, and what to do today. */
export const notYetOfFunctions: Readonly<Record<string, string>> = {
  live: "the function runs on Submit; leave it out",
  examples: "give a component a `value` to start with",
  exampleLabels: "there are no examples to label; leave it out",
  examplesPerPage: "there are no examples to page through; leave it out",
  preloadExample: "give a component a `value` to start with",
  runExamplesOnClick: "there are no examples to click; leave it out",
  cacheExamples: "keep results in a Map inside the function",
  cacheMode: "keep results in a Map inside the function",
  additionalInputs: "put them at the end of `inputs`",
  additionalInputsAccordion: "put them at the end of `inputs`",
  allowFlagging: "write what you want to keep to a file in the function",
  flaggingMode: "write what you want to keep to a file in the function",
  flaggingOptions: "write what you want to keep to a file in the function",
  flaggingDir: "write what you want to keep to a file in the function",
  flaggingCallback: "write what you want to keep to a file in the function",
  singleFlight: "keep running promises in a Map inside the function",
  cache: "keep results in a Map inside the function",
  validator: "check the values in the function and throw a UserError",
  debounceMs: "leave it out; the function runs on Submit",
  js: "do the work in the function",
  streamEveryMs: "yield as often as there is news",
  deepLink: "leave it out",
  saveHistory: "leave it out",
  theme: "leave it out; the page follows the visitor's light or dark setting",
  css: "leave it out; the page has its own look",
  cssPaths: "leave it out; the page has its own look",
  head: "leave it out; the page has its own head",
  headPaths: "leave it out; the page has its own head",
  favicon: "serve your own /favicon.ico in the proxy in front of the app",
};

/** Options of `on`, `api`, `Blocks` and `ChatInterface` that are known but not built, and what to do today. */
export const notYetOfBlocks: Readonly<Record<string, string>> = {
  ...notYetOfFunctions,
  debounceMs: 'leave it out; triggerMode "alwaysLast" skips what came in between',
  showProgressOn: "leave it out; the first output shows it",
  scrollToOutput: "leave it out",
  additionalInputs: "build the chat with Blocks",
  chatbot: "leave it out; the chat has its own",
  textbox: "leave it out; the chat has its own",
  multimodal: "build it with Blocks and a File",
};

/** Options of `queue()` that are known but not built, and what to do today. */
export const notYetOfQueue: Readonly<Record<string, string>> = {
  redis: "run one process with the queue in its memory",
  apiOpen: "set `apiVisibility` at the function",
};

const behindProxy = "let the proxy in front of the app do it";

/** Options of `launch()` that are known but not built, and what to do today. */
export const notYetOfLaunch: Readonly<Record<string, string>> = {
  allowedPaths: "hand files out as results of the function, with `serverFile(path)`",
  blockedPaths: "leave it out; no file of the server is served unless the function gives it",
  share: "run a tunnel of your own to the printed port and set `publicUrl`",
  shareServerAddress: "run a tunnel of your own to the printed port and set `publicUrl`",
  shareToken: "run a tunnel of your own to the printed port and set `publicUrl`",
  theme: "leave it out; the page follows the visitor's light or dark setting",
  css: "leave it out; the page has its own look",
  cssPaths: "leave it out; the page has its own look",
  js: "leave it out; the page has its own scripts",
  head: "leave it out; the page has its own head",
  headPaths: "leave it out; the page has its own head",
  favicon: behindProxy.replace("do it", "serve /favicon.ico"),
  faviconPath: behindProxy.replace("do it", "serve /favicon.ico"),
  footerLinks: "write links into `article`",
  sslKeyfile: "let a proxy end TLS and set `publicUrl`",
  sslCertfile: "let a proxy end TLS and set `publicUrl`",
  sslKeyfilePassword: "let a proxy end TLS and set `publicUrl`",
  sslVerify: "let a proxy end TLS and set `publicUrl`",
  pwa: "leave it out",
  mcpServer: "leave it out",
  ssrMode: "leave it out",
  i18n: "write the labels in your visitors' language",
  runHistory: "leave it out",
  strictCors: "leave it out; foreign origins may not change anything",
  preventThreadLock: "leave it out; `launch()` never blocks the script",
};
