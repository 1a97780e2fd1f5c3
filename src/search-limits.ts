/** How many results the search field shows: the search plugin's default, see light-search.ts. */
export const searchResultLimits = 8;
