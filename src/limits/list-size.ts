/** How many items a list is taken to have that neither an argument nor a network limits. */
export const LONG_LIST = 100
