/** Assumed number of items of a list whose length neither an argument nor the network limits. */
export const LONG_LIST = 100
