// `npm start`, for any Node: one clear sentence on one that is too old.
require("./check-node.cjs")();
require("./import-module.cjs")("./start.mjs");
