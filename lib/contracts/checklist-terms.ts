/** What statements of the checklist may be. Apart from the schemas, which no page loads. */
export const longestStatement = 2000;
/** Days that a statement may hold at most: as long as access reviews may. */
export const mostStatementDays = 730;
