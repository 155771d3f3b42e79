/** Flags `npm start` gives the production process; the bare floor runs under the same ones. */
export const NODE_FLAGS = ["--disable-proto=delete", "--enable-source-maps"];
