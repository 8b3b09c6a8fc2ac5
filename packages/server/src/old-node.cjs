// What `require("vitrine")` gets where it cannot load an ES module: a sentence in the place of Node's own error.
throw new Error(
  `Vitrine is an ES module: require() loads it with Node 20.19 or newer, and this is Node ${process.versions.node}. Where something else loads modules, such as a runner of tests, set it up for ES modules.`,
);
