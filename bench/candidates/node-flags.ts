/** Flags of the production process, so that every Node candidate runs under the same ones. */
export const NODE_FLAGS: string[] = [];
